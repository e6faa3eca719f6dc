"""Training: the hours of practice and theory against the diploma, computed from attendance and events."""
