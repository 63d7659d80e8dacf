"""How a number is printed and said: pure functions over text."""
