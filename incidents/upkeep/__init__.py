"""How sitrep itself is kept: its settings, and what was brought in from elsewhere."""
