"""A move from another system."""
