"""Where the nodes of a picture stand: forces, communities, and the way from both to a map."""
