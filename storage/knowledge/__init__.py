"""What past incidents and articles are found by, and what was asked of them."""
