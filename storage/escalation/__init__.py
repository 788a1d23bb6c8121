"""Escalations as rows: the runs of incidents, and one decision recorded for many of them."""
