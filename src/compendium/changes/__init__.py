"""What changed from one state of the project to another, in words."""
