"""Drafts of postmortems."""
