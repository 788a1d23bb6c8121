"""Sentences and layouts of the record."""
