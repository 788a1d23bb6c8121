"""All that people can do, in one place for those who pass it on."""

from dataclasses import dataclass

from sandbox.core import Core
from sandbox.people.acting import Acting
from sandbox.people.filling import Filling
from sandbox.people.shortcuts import Shortcuts
from sandbox.people.talking import People


@dataclass(frozen=True, slots=True)
class Doings:
    """Everything people can do, by sort."""

    acting: Acting
    filling: Filling
    people: People
    shortcuts: Shortcuts

    @classmethod
    def of(cls, core: Core) -> "Doings":
        """What people can do in this local Slack."""
        return cls(Acting(core), Filling(core), People(core), Shortcuts(core))
