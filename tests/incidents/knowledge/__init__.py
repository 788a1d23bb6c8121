"""What incidents and questions come to as terms, and which of them are alike."""
