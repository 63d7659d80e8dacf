"""Spoils the files that people write, at random, and looks how `compendium` ends.

An edit has a number, which gives it again: ``python -m tests.fuzz --count 1 --first 4711``. What an
edit found is kept, small, in ``cases.yaml``.
"""
