"""What is said of an escalation: posts, lines, answers."""
