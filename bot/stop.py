"""The end of a program that cannot go on."""


class Stop(Exception):
    """The program cannot go on; the message says why and what to do."""
