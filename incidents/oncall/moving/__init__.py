"""Schedules and policies of other systems, as they export them, made into ours; and who is on call there and here."""
