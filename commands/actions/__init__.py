"""What follows from incidents: action items."""
