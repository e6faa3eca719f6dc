"""The rules of production."""
