"""Changes to the workspace and to the installed app. No permissions and no HTTP here."""
