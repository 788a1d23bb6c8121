"""Postmortems as people see them."""
