"""Escalation: what the clock and people ask of a run."""
