"""Pages of the developments room: logging, reading and exporting."""
