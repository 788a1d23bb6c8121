"""Verbs about people: who leads, who comes in."""
