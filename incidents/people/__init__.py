"""Who comes in, and who is told."""
