"""Who is on call: shown, changed for a while, swapped."""
