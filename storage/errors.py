"""What can go wrong between us and the database, as the callers need to tell it apart."""


class Conflict(Exception):
    """Somebody else changed the row meanwhile: nothing was written, run the work again."""


class Unreachable(Exception):
    """The database did not take it: nothing was recorded."""


class Unsure(Exception):
    """The database fell silent while committing: it may be recorded or not."""


class TooNew(Exception):
    """The database was written by a newer program."""


class Locked(Exception):
    """Another process holds this SQLite file."""
