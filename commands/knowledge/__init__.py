"""Verbs of what a team knows: articles, runbooks and their checklists, what past incidents teach."""
