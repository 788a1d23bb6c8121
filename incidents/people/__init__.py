"""Rules about people: who is asked to come, who has which part, who hands over to whom, who is told without coming."""
