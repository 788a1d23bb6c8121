"""What every test may ask for."""

from hypothesis import settings

pytest_plugins = [
    "tests.contract.recording",
    "tests.postgres",
    "tests.desk",
    "tests.workspace",
    "tests.office",
    "tests.peers",
    "tests.terminal",
    "tests.figures",
]

# No limit of time on an example: how busy the machine is says nothing about the code.
settings.register_profile("sitrep", deadline=None)
settings.load_profile("sitrep")
