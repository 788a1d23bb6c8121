"""Escalation: who is paged in which order, until somebody answers."""
