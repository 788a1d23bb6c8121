"""Verbs about sitrep itself: set-up, check-ups, what is brought in."""
