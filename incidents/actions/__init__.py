"""What follows from an incident: action items, each with an owner and a day."""
