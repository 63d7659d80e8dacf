"""What the search of an edition finds, and the script that brings it to a page."""
