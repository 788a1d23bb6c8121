"""Verbs of an incident's life: open, ack, severity, status, title, resolve, reopen."""
