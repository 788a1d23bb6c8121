"""sitrep.toml: what an organisation settles."""
