"""The words of operations, by the room they belong to: what means the same, in English and Chinese."""
