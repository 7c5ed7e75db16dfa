/** Text in XML. */

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** @param {string | number} value */
export function escaped(value) {
  const text = String(value).replace(FORBIDDEN, "\ufffd");
  return text.replace(/[&<>"]/g, (character) => ENTITIES[/** @type {keyof typeof ENTITIES} */ (character)]);
}
