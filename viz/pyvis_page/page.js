"use strict";
// Draws the page's data with vis-network. Names come from strangers: they reach the page as text only.
(() => {
  const LABEL_SIZES = [11, 16]; // pixels, of the least and the most important
  const LEADING = 15; // nodes whose label may hide others
  const VEIL = 0.85; // over all but the neighbourhood in hand
  const SHARE = 0.92; // of the window, that the graph takes at first

  const graph = JSON.parse(document.getElementById("data").textContent);
  const container = document.getElementById("graph");
  const details = document.getElementById("details");
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const largest = Math.max(...graph.nodes.map((node) => node.size));
  const fullName = (id) => nodes.get(id).title.split("\n", 1)[0];

  const neighbours = new Map(graph.nodes.map((node) => [node.id, new Set()]));
  for (const edge of graph.edges) {
    neighbours.get(edge.from).add(edge.to);
    neighbours.get(edge.to).add(edge.from);
  }

  let theme = readTheme();
  let inHand = null; // id of the node whose neighbourhood is lit

  const network = new vis.Network(
    container,
    {
      // Labels are drawn below, where they find room.
      nodes: graph.nodes.map(({ label, ...node }) => ({ ...node, title: described(node.title) })),
      edges: graph.edges.map((edge) => ({
        ...edge,
        title: described(`${fullName(edge.from)} — ${fullName(edge.to)}\n${edge.title}`),
      })),
    },
    settings(),
  );
  network.fit();
  network.moveTo({ scale: network.getScale() * SHARE });

  network.on("afterDrawing", (context) => {
    if (inHand !== null) drawNeighbourhood(context);
    inPagePixels(context, () => drawLabels(context));
  });
  network.on("hoverNode", ({ node }) => {
    inHand = node;
  });
  network.on("blurNode", () => {
    inHand = null;
  });
  network.on("click", ({ nodes: [id] }) => showDetails(id));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    theme = readTheme();
    network.setOptions(settings());
  });

  /** The colours of the style sheet, as light or dark as it is now. */
  function readTheme() {
    const style = getComputedStyle(document.documentElement);
    const names = ["ground", "ink", "edge", ...new Set(graph.nodes.map((node) => node.group))];
    return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  }

  function settings() {
    const groups = {};
    for (const { group } of graph.nodes) {
      const marked = { background: theme[group], border: theme.ink };
      groups[group] = { color: { background: theme[group], border: theme.ground, hover: marked, highlight: marked } };
    }
    const lineColour = { color: theme.edge, hover: theme.ink, highlight: theme.ink, opacity: 0.45 };
    const edges = { ...graph.settings.edges, color: lineColour, arrows: { to: { scaleFactor: 0.4 } } };
    return { ...graph.settings, groups, nodes: { borderWidth: 1.5, font: { size: 0 } }, edges };
  }

  function inPagePixels(context, draw) {
    const ratio = context.canvas.width / context.canvas.clientWidth;
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw();
    context.restore();
  }

  function drawNeighbourhood(context) {
    inPagePixels(context, () => {
      context.globalAlpha = VEIL;
      context.fillStyle = theme.ground;
      context.fillRect(0, 0, container.clientWidth, container.clientHeight);
    });
    const lit = [...neighbours.get(inHand), inHand];
    const positions = network.getPositions(lit);
    context.strokeStyle = theme.edge;
    for (const { from, to, width } of graph.edges) {
      if (from === inHand || to === inHand) drawLine(context, positions[from], positions[to], width);
    }
    for (const id of lit) drawDisc(context, positions[id], nodes.get(id));
  }

  function drawLine(context, from, to, width) {
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
  }

  function drawDisc(context, { x, y }, { group, size }) {
    context.fillStyle = theme[group];
    context.beginPath();
    context.arc(x, y, size, 0, 2 * Math.PI);
    context.fill();
  }

  /** Labels the most important first, where they hide neither a node nor a label; leading ones may hide nodes. */
  function drawLabels(context) {
    const [room, roomAmongLabels] = [0, 1].map(() => new Room(container.clientWidth, container.clientHeight));
    const discs = discsInSight();
    discs.forEach((disc) => room.cover(disc));
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = theme.ground;
    context.fillStyle = theme.ink;
    discs.forEach(({ node, ...disc }, rank) => {
      const size = LABEL_SIZES[0] + (LABEL_SIZES[1] - LABEL_SIZES[0]) * (node.size / largest);
      context.font = `${size}px system-ui, sans-serif`;
      const box = { width: context.measureText(node.label).width + 6, height: size };
      const places = placesAround(disc, box);
      const free = places.find((place) => room.isFree(place));
      const place = free ?? (rank < LEADING ? places.find((other) => roomAmongLabels.isFree(other)) : undefined);
      if (!place) return;
      room.cover(place);
      roomAmongLabels.cover(place);
      context.strokeText(node.label, place.x, place.y);
      context.fillText(node.label, place.x, place.y);
    });
  }

  /** What is shown of the nodes, in pixels of the page: of all, or of the neighbourhood in hand. */
  function discsInSight() {
    const others = inHand === null ? graph.nodes : graph.nodes.filter(({ id }) => neighbours.get(inHand).has(id));
    const shown = inHand === null ? others : [nodes.get(inHand), ...others];
    const positions = network.getPositions();
    const scale = network.getScale();
    return shown
      .map((node) => {
        const diameter = 2 * node.size * scale;
        return { node, ...network.canvasToDOM(positions[node.id]), width: diameter, height: diameter };
      })
      .filter(({ x, y }) => x > 0 && y > 0 && x < container.clientWidth && y < container.clientHeight);
  }

  /** Where a label may stand: below its node, above, right, left. */
  function placesAround(disc, { width, height }) {
    const [aside, apart] = [disc.width + width, disc.height + height].map((both) => both / 2 + Room.SQUARE);
    const offsets = [[0, apart], [0, -apart], [aside, 0], [-aside, 0]];
    return offsets.map(([right, down]) => ({ x: disc.x + right, y: disc.y + down, width, height }));
  }

  function showDetails(id) {
    details.hidden = id === undefined;
    if (details.hidden) return;
    const { title, address } = nodes.get(id);
    details.replaceChildren(described(title));
    if (address) details.append(link(address));
  }

  /** The lines of a title, name first. */
  function described(title) {
    const made = document.createElement("div");
    title.split("\n").forEach((line, number) => {
      const paragraph = document.createElement("p");
      paragraph.className = number ? "fact" : "name";
      paragraph.dir = "auto";
      paragraph.textContent = line;
      made.append(paragraph);
    });
    return made;
  }

  /** Python lets http(s) addresses through only; so does this. */
  function link(address) {
    const made = document.createElement("a");
    if (/^https?:\/\//i.test(address)) made.href = address;
    made.target = "_blank";
    made.rel = "noopener noreferrer";
    made.textContent = address;
    return made;
  }
})();
