"""Sentences and layouts of people and their parts."""
