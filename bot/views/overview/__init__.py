"""Sentences and layouts of what is shown."""
