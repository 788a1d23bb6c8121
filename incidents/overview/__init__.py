"""What is shown of many incidents at once."""
