"""Records to tables: the shape of the graph and everything that makes it; knows no format, no store, no picture."""
