"""Pages of the developments room."""
