"""Sentences and layouts of an incident's life."""
