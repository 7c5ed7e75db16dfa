"""A Neo4j server: the graph is loaded there, kept in step with the atlas, and asked.

- login: who we are there: address, name and password
- server: a connection that answers within our own time, and errors in our words
- statements: Cypher derived from the declared shape of the graph
- chunks: tables cut into pieces that are named by their content
- ledger: what the server says it holds: the pieces, and how far a load has come
- coming: an atlas that is to be loaded, read in parts
- windows: two states of a table side by side, some thousand rows at a time
- difference: what two states of a table differ in
- batches: the transactions that lead from one state to another
- refusals: what a load must not do
- loading: brings a server from one state to another
- store: asks it
- bulk_format: the form of files for `neo4j-admin database import`
- bulk, bulk_spark: write them, here or on Spark's machines
"""
