"""How the sentences of a postmortem are written: as plain text for a document, as mark-up in Slack; with names or with
parts in their stead.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property

from bot.views import timeline
from bot.views.blocks import is_address, link
from bot.views.record.export import unmarked
from bot.views.words import SafeText, Voice, esc, msg
from incidents import zones
from incidents.decision import Value
from incidents.model import SYSTEM, PersonId, Who
from incidents.policy import Policy
from incidents.postmortem import blameless, followups
from incidents.postmortem.blameless import Role
from incidents.postmortem.collecting import Collected
from incidents.postmortem.model import LINE, Part, Sentence
from incidents.postmortem.paper import Paper
from incidents.record.chain import Link

ROLES = {
    Role.OWNER: msg("the owner"),
    Role.COMMS: msg("who did the comms"),
    Role.SCRIBE: msg("who wrote the record"),
    Role.REPORTER: msg("the reporter"),
    Role.RESPONDER: msg("a responder"),
}
COUNTED = {
    Role.OWNER: msg("owner {n}"),
    Role.COMMS: msg("comms {n}"),
    Role.SCRIBE: msg("scribe {n}"),
    Role.REPORTER: msg("reporter {n}"),
    Role.RESPONDER: msg("responder {n}"),
}
SHORTEST_NAME = 2  # Characters: a shorter one stands in other words by chance.


def listed(texts: Iterable[str]) -> str:
    """A list in Markdown."""
    return "\n".join(f"- {text}" for text in texts if text)


@dataclass(frozen=True)
class Pen:
    """Writes the sentences of one postmortem for one reader or room."""

    paper: Paper
    voice: Voice
    policy: Policy

    @cached_property
    def _speaking(self) -> Voice:
        """The voice, with parts for names where that is wanted."""
        return replace(self.voice, names=self._roles) if self.paper.postmortem.roles else self.voice

    @cached_property
    def _roles(self) -> Mapping[PersonId, str]:
        found = blameless.roles(self.paper.incident, list(self.paper.lines.values()))
        return {person: self._role(role, number) for person, (role, number) in found.items()}

    def _role(self, role: Role, number: int) -> str:
        return self.voice.word(COUNTED[role], n=number) if number else self.voice.word(ROLES[role])

    @cached_property
    def _masks(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """What stands for whom in people's own texts: mentions and names, the longest first."""
        known = [(person, name) for person, name in self.voice.names.items() if len(name) >= SHORTEST_NAME]
        found = [(rf"<@{re.escape(person)}>|@{re.escape(person)}\b", role) for person, role in self._roles.items()]
        found += [
            (rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name), self._roles[person])
            for person, name in sorted(known, key=lambda one: len(one[1]), reverse=True)
            if person in self._roles
        ]
        return tuple((re.compile(pattern), role) for pattern, role in found)

    def name(self, person: PersonId) -> str:
        """A person in a document."""
        return "sitrep" if person == SYSTEM else str(self._speaking.names.get(person) or person)

    def own(self, text: str) -> str:
        """What people wrote, without names where parts are wanted."""
        if not self.paper.postmortem.roles:
            return text
        for pattern, role in self._masks:
            text = pattern.sub(role.replace("\\", "\\\\"), text)
        return text

    def plain(self, sentence: Sentence) -> str:
        """A sentence of a document; nothing of a line that is gone."""
        if sentence.text == LINE:
            found = self.line(sentence)
            return self.told(found) if found else ""
        return self.own(self._speaking.word(sentence.text, **{k: self._plain(v) for k, v in sentence.values.items()}))

    def line(self, sentence: Sentence) -> Link | None:
        """The line that a sentence stands for, while it says something."""
        found = self.paper.lines.get(sentence.evidence[0])
        return found if found and found.body is not None else None

    def told(self, line: Link) -> str:
        """A line of the timeline as one line of text: when in UTC and in the team's zone, who, what."""
        when = self.utc(line.occurred_at)
        local = self.local(line.occurred_at)
        at = f"{when} ({local})" if local else when
        return f"{at} · {self.name(PersonId(line.actor))} · {self.what(line)}"

    def what(self, line: Link) -> str:
        """What a line tells."""
        said = timeline.sentence(line, self._speaking, self.policy)
        return self.own(" ".join(unmarked(said, self._speaking.names).split()))

    def utc(self, at: datetime) -> str:
        """A time in a document."""
        return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"

    def local(self, at: datetime) -> str:
        """The same in the team's zone; nothing where that is UTC."""
        there = at.astimezone(zones.zone(self.paper.zone))
        return "" if self.paper.zone == "UTC" else f"{there:%Y-%m-%d %H:%M} {there.tzname()}"

    def _plain(self, value: Value) -> Value:
        match value:
            case Who(person):
                return self.name(person)
            case datetime():
                return self.utc(value)
            case _:
                return value

    def section(self, part: str) -> str:
        """The text of a section as it stands: what somebody wrote, else what the record says, without the questions,
        and what was collected.
        """
        edit = self.paper.edits.get(part)
        if edit:
            return self.own("\n".join((edit.text, *self._followed_up(part))))
        said = [self.plain(one) for one in self.paper.section(part).sentences if one.mark != "question"]
        return listed([*said, *(self.collected(one) for one in self.paper.collected(part))])

    def collected(self, one: Collected) -> str:
        """What was collected, in a document: who, when, what, and where it stands."""
        said = [f"{self.name(PersonId(one.line.actor))}, {self.utc(one.line.occurred_at)}: {self.own(one.text)}"]
        said += [f"({self.voice.word('deleted in Slack since')})"] if one.gone else []
        said += [f"({one.permalink})"] if one.permalink and is_address(one.permalink) else []
        return " ".join(" ".join(said).split())

    def collected_marked(self, one: Collected) -> SafeText:
        """The same in Slack."""
        name, text = self.name(PersonId(one.line.actor)), " ".join(self.own(one.text).split())
        said = self.voice.say("{name}, {at}: “{text}”", name=name, at=one.line.occurred_at, text=text)
        gone = f" ({self.voice.say('deleted in Slack since')})" if one.gone else ""
        has_link = one.permalink and is_address(one.permalink)
        there = f" · {link(one.permalink, self.voice.say('message'))}" if has_link else ""
        return SafeText(f"{said}{gone}{there}")

    def _followed_up(self, part: str) -> list[str]:
        """The action items, which go on being true below what somebody wrote of them."""
        items = followups.sentences(self.paper.standing, self.paper.lines) if part == Part.ACTIONS else ()
        return [f"- {self.plain(one)}" for one in items]

    def marked(self, sentence: Sentence) -> SafeText:
        """A sentence in Slack: times in each reader's own zone, nobody is notified."""
        if sentence.text == LINE or self.paper.postmortem.roles:
            return esc(self.plain(sentence))
        values = {name: self._shown(value) for name, value in sentence.values.items()}
        return self._speaking.say(sentence.text, **values)

    def _shown(self, value: Value) -> Value:
        return self._speaking.name(value.person) if isinstance(value, Who) else value
