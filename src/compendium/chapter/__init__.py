"""What a chapter's notebook imports."""
