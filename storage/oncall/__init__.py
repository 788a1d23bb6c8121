"""What changes about being on call from day to day, and what calendars say of it."""
