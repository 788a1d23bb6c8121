"""What an incident taught: the draft that its record writes, and what people make of it."""
