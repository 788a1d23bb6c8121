"""Who is on call, asked and changed at the desk."""
