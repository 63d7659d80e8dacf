"""The record held against a plan's text."""
