"""Postmortems, asked for in words."""
