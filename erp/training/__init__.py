"""Training: hours of practice and theory against the diploma, from attendance and events."""
