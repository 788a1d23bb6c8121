"""What an incident leaves behind: the sealed timeline and the written updates."""
