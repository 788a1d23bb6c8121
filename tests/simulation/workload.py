"""What people do: a random sequence of everything that is said to the bot, over many incidents."""

import random
from dataclasses import dataclass, field

from commands.core import Ask
from incidents.model import PersonId
from tests.simulation.settings import SERVICE

PEOPLE = ("U0ANA", "U0BEA", "U0CHEN", "U0MIA", "U0DEV")
SEVERITIES = ("sev1", "sev2", "sev3", "sev4", "sev5")
SECRET = "secret"  # What the titles and texts of private incidents hold, and nobody outside may read.

# How often each is said, and what.
SAYINGS: tuple[tuple[int, str], ...] = (
    (6, "ack INC-{one}"),
    (3, "update INC-{one} {word} impact: some next: look"),
    (2, "update INC-{one} {word} status:monitoring"),
    (3, "severity INC-{one} {severity}"),
    (2, "owner INC-{one} me"),
    (3, "owner INC-{one} <@{person}>"),
    (4, "resolve INC-{one} {word}"),
    (3, "reopen INC-{one} {word}"),
    (4, "note INC-{one} {word}"),
    (3, "page INC-{one} <@{person}> {word}"),
    (1, "merge INC-{one} INC-{other}"),
    (2, "undo INC-{one}"),
    (1, "cancel INC-{one} {word}"),
    (1, "close INC-{one}"),
    (1, "still INC-{one}"),
    (1, "remind INC-{one} 10m"),
    (1, "role INC-{one} comms <@{person}>"),
    (1, "handover INC-{one} <@{person}>"),
    (1, "title INC-{one} {word}"),
    (2, "join INC-{one}"),
    (1, "status INC-{one} identified"),
    (1, "show INC-{one}"),
    (1, "timeline INC-{one}"),
    (1, "list all"),
    (1, "catchup INC-{one}"),
)


@dataclass
class Told:
    """One envelope: what was asked, and how each of its deliveries ended."""

    ask: Ask
    ends: list[str] = field(default_factory=list)
    deliveries: int = 0
    opened: set[str] = field(default_factory=set)


class Workload:
    """Makes envelopes."""

    def __init__(self, chance: random.Random) -> None:
        self.envelopes: dict[str, Told] = {}
        self.opened = 0
        self._chance = chance

    def next(self) -> Told:
        """The next thing somebody says."""
        chance, number = self._chance, len(self.envelopes) + 1
        opens = self.opened < 1 or chance.random() < 0.12
        words = self._opening(number) if opens else self._saying(number)
        return self.envelope(PersonId(chance.choice(PEOPLE)), words)

    def envelope(self, person: PersonId, words: str) -> Told:
        """One with these words."""
        key = f"cmd:{len(self.envelopes) + 1}"
        told = Told(Ask(person=person, words=words, key=key))
        self.envelopes[key] = told
        return told

    def _opening(self, number: int) -> str:
        self.opened += 1
        chance = self._chance
        private = chance.random() < 0.25
        title = f"{SECRET}{number}" if private else f"broken{number}"
        whom = f" <@{chance.choice(PEOPLE)}>" if chance.random() < 0.4 else ""
        flag = " --private" if private else " --test" if chance.random() < 0.1 else ""
        service = f" svc:{SERVICE}" if chance.random() < 0.6 else ""
        return f"open {chance.choice(SEVERITIES)} {title}{whom}{service}{flag}"

    def _saying(self, number: int) -> str:
        chance = self._chance
        weights = [weight for weight, _ in SAYINGS]
        saying = chance.choices(SAYINGS, weights)[0][1]
        return saying.format(
            one=chance.randint(1, self.opened),
            other=chance.randint(1, self.opened),
            word=f"word{number}",
            severity=chance.choice(SEVERITIES),
            person=chance.choice(PEOPLE),
        )
