"""What holds for the whole installation: applied settings, conditions."""
