"""Flow: the hand-overs of an order, one file each, plain calls in order."""
