"""Verbs that write or read the record: updates, notes, the timeline, their reminders."""
