"""From raw sheets to rows of the contract."""
