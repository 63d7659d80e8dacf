"""What the program can prepare of a new source: drafts, for a person to accept."""
