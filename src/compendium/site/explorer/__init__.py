"""The explorer: every figure, target, named thing and real thing of the record, to be filtered."""
