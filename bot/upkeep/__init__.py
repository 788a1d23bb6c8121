"""What is done at the terminal beside the running bot. Each file takes what it needs and answers a Report."""
