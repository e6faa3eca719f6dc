"""The board on paper and on the wall: first names, no reasons, nothing when nobody works."""
