"""Sentences and layouts of what a team knows: articles, runbooks and their checklists."""
