"""The memory: every SQL statement of the project. No rules, no network but the database's."""
