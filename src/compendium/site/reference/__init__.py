"""The pages that are made of the record by templates: prints, indicators, places, named things."""
