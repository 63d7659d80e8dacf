"""Builds that are killed, starved and disturbed: what is there is whole, old or new."""
