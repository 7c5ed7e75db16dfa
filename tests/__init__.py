"""The tests of paperatlas, one folder a room."""
