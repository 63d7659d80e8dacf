"""From executed notebooks and pages to the site."""
