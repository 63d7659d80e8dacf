"""A release: one archive with the tables in every form, what they mean, and the site."""
