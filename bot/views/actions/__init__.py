"""Action items as people read them."""
