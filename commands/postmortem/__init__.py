"""What an incident taught: drafted, filled in, reviewed, published."""
