"""Templates that a team has written: what they say, what is wrong with them, what becomes of them."""
