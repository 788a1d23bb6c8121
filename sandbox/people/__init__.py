"""What people do: talk, use commands, buttons, modals and shortcuts. What the app asks for is in methods/."""
