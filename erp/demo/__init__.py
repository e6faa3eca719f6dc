"""The demo school « Les Trois Rivières »: fictional, laid around any day, the same for a seed."""
