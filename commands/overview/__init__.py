"""Verbs that show: one incident, the list, the help."""
