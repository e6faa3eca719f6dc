"""The commands that have a group of their own; `erp.cli` gathers them."""
