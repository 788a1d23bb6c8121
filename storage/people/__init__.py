"""People, how they are reached, and what they follow."""
