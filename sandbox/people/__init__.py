"""What people do: talk, use commands, buttons and modals. What the app asks for is in methods/."""
