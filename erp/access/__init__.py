"""Access: who may open which door."""
