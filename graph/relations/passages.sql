-- The summaries, sentence by sentence.
SELECT paper, number, section, text, source, line
FROM numbered_passages
ORDER BY paper, number
