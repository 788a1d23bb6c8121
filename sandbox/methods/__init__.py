"""The Web API methods the local Slack knows, one file per family."""
