"""The rules: pure Python, no I/O, `now` is always an argument. Imports nothing of ours and nothing foreign."""
