"""The life of an incident: opened, answered, graded, moved, ended; and what is due when."""
