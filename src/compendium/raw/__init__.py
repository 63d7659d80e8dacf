"""A source's folder as it is, nothing interpreted."""
