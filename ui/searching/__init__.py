"""Searching in the window: typing, hits, filters, going from place to place."""
