"""How what keeps sitrep in order is told."""
