-- What larger concepts are called within longer names: large language model, LLM.
SELECT larger, larger AS name FROM larger_concepts
UNION
SELECT larger, acronym AS name FROM larger_concepts JOIN acronyms ON expansion = larger
ORDER BY larger, name
