"""The real commands, rules, courier and clock on a virtual clock, against a Slack and a database that fail: a seed
decides everything, and the same seed does the same again.
"""
