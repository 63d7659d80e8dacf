"""What a row of ``data/clean`` is: the tables' columns, their check, their files, and `load`."""
