"""Web: the pages of three audiences."""
