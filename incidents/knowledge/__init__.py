"""What past incidents have to say about the one at hand: words, concepts, likeness. No I/O."""
