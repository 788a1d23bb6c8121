"""Slack's events, a file for each thing that is listened for. What cannot be recorded raises: then the event is not
acknowledged, and Slack sends it again.
"""
