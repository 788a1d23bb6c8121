"""What is done to the bot, one figure of docs/ARCHITECTURE.md's promises each; the tools are in benchmarks/breaking."""
