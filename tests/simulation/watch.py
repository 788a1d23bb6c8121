"""What must hold: looked at after every commit, after every answer, and when all has come to rest."""

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from commands import registry, words
from incidents.model import IncidentId
from incidents.permissions import Act
from incidents.record import chain
from incidents.reply import Answer, Reply
from sandbox.model import ChannelKind
from storage.record.timeline import Timeline
from tests.simulation.ladder import RUNNING, Ladder
from tests.simulation.slack import Posted
from tests.simulation.workload import SECRET, Told

if TYPE_CHECKING:
    from tests.simulation.replica import Replica
    from tests.simulation.world import World

OPEN_ROWS = "SELECT id, key, state, epoch, lease_owner, error, until, incident, attempt, ambiguous FROM outbox"
OVER = ("closed", "cancelled", "merged")
ONLY_OPEN = ("unacknowledged", "escalate", "update_due", "still_there", "unled")
RINGING = ("unacknowledged", "escalate")
ARMED = "SELECT t.kind, i.id, i.status, i.acknowledged_at FROM timers t JOIN incidents i ON i.id = t.incident"
UNWATCHED = """SELECT id FROM incidents i WHERE status IN ('investigating', 'identified', 'monitoring')
AND acknowledged_at IS NULL AND NOT test AND severity IN ('sev1', 'sev2', 'sev3')
AND NOT EXISTS (SELECT 1 FROM timers t WHERE t.incident = i.id AND t.state = 'armed'
AND t.kind IN ('unacknowledged', 'escalate'))"""
BLOCKED = 300.0  # Seconds after which a page may overtake its lane.
SECRETS = re.compile(SECRET + r"\d+")


class Broken(Exception):
    """Something that must hold does not."""


class Watch:
    """Keeps what was seen, and says what is wrong."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.broken: list[str] = []
        self.repaired = 0
        self.logged: list[str] = []
        self._seen: dict[int, Sequence[Any]] = {}
        self._changes = -1
        self.ladder = Ladder(world, self.broken)
        self._late: dict[str, float] = {}  # Claimed after the answer, only to be looked for, and since when.

    def check(self) -> None:
        """Raise what was found since the last look."""
        if self.broken:
            raise Broken(self.broken[0])

    def owed(self) -> list[Any]:
        """What is not done yet."""
        return self.world.database.look(f"{OPEN_ROWS} WHERE state IN ('pending', 'sending')")

    def _look(self, statement: str, *values: object) -> list[Any]:
        return self.world.database.look(statement, *values)

    # After every commit.

    def committed(self, replica: "Replica") -> None:
        """Compare the rows with those of before. Where no row was written since, nothing can have changed."""
        changes = self.world.database.raw.total_changes
        if changes == self._changes:
            return
        self._changes = changes
        rows = {row[0]: row for row in self.owed()}
        for number, row in rows.items():
            self._moved(self._seen.get(number), row)
        for number in self._seen.keys() - rows.keys():
            self._closed(self._seen[number], replica)
        self._seen = rows
        self._timers()
        self.ladder.committed()

    def _moved(self, before: Sequence[Any] | None, row: Sequence[Any]) -> None:
        _, key, state, epoch, _, error, until, incident, attempt, _ = row
        # One commit may hold a page, its claim and then the answer: only who was answered before is told too late.
        late = until == "acknowledged" and self._is_answered(incident) and self.ladder.was_answered(incident)
        if before is None and late:
            self.broken.append(f"{key} was recorded after the acknowledgement")
        taken = state == "sending" and (before is None or before[3] != epoch)
        if taken and not key.startswith("sweep/"):  # Harmless to repeat: whoever naps need not know.
            self.world.ring()
        if taken and until == "acknowledged":
            self._late.pop(key, None)
            if late:
                self._late[key] = self.world.now()
                if not row[9]:  # What an earlier try may have brought is looked for.
                    self.broken.append(f"{key} leaves after the acknowledgement")
        # A try that Slack put off does not count; one that was only given back, because its end was lost, does.
        if before and before[2] == "sending" and error == "ratelimited" and attempt < before[8]:
            slack = self.world.slack
            slack.limited_until[key] = max(slack.limited_until[key], slack.asked_to_wait.pop(key, 0.0))

    def _is_answered(self, incident: int) -> bool:
        return bool(self._look("SELECT 1 FROM incidents WHERE id = ? AND acknowledged_at IS NOT NULL", incident))

    def _closed(self, before: Sequence[Any], replica: "Replica") -> None:
        number, key, state, epoch, owner, *_ = before
        [(ended, later, doubtful)] = self._look("SELECT state, epoch, ambiguous FROM outbox WHERE id = ?", number)
        self.world.told("row", key, ended)
        freed = doubtful and not before[9]  # One commit may hold the end of a lease and then what makes it pointless.
        if state == "sending" and later == epoch and owner != replica.worker and not freed:
            self.broken.append(f"{key} of {owner} was closed by {replica.worker}: its claim was overtaken")

    def _timers(self) -> None:
        for kind, incident, status, acknowledged in self._look(f"{ARMED} WHERE t.state = 'armed'"):
            fits = (
                (kind not in ONLY_OPEN or status in RUNNING)
                and (kind not in RINGING or acknowledged is None)
                and (kind != "close_due" or status == "resolved")
                and (kind != "archive" or status in OVER)
            )
            if not fits:
                self.broken.append(f"INC-{incident} is {status} (answered {acknowledged}), and {kind} is armed")
        for (incident,) in self._look(UNWATCHED):
            self.broken.append(f"INC-{incident} is open and unanswered, and nothing rings")

    # After every answer.

    def answered(self, told: Told, said: Reply) -> None:
        """Nothing is answered before it is recorded, nor to whom it is not meant."""
        verb = registry.BY_WORD.get(words.read(told.ask.words).first.casefold())
        fleeting = said.data or said.form or verb is None or verb.act is Act.SEE
        if not fleeting and not self._is_recorded(told):
            self.broken.append(f"{told.ask.key} `{told.ask.words}` was answered and is not recorded")
        for secret in set(SECRETS.findall(repr(said))):
            self._kept(secret, told.ask.person, f"the answer to `{told.ask.words}`")

    def unanswered(self, told: Told, end: str) -> None:
        """Who is told that nothing was recorded must be told the truth."""
        if end == "Unreachable" and told.deliveries == 1 and self._is_recorded(told):
            self.broken.append(f"{told.ask.key} `{told.ask.words}` is recorded, and its sender was told it is not")

    def _is_recorded(self, told: Told) -> bool:
        return bool(self._look("SELECT 1 FROM inbound WHERE key = ?", told.ask.key))

    def _kept(self, secret: str, person: str, where: str) -> None:
        for (incident,) in self._look("SELECT id FROM incidents WHERE private AND title = ?", secret):
            if person not in self._inside(incident):
                self.broken.append(f"{person} reads of INC-{incident} in {where}")

    def _inside(self, incident: int) -> set[str]:
        inside = {person for (person,) in self._look("SELECT person FROM members WHERE incident = ?", incident)}
        inside |= set(self._look("SELECT reporter, owner FROM incidents WHERE id = ?", incident)[0])
        for (channel,) in self._look("SELECT channel FROM places WHERE incident = ? AND role = 'channel'", incident):
            inside |= set(self.world.slack.core.space.channels[channel].members)
        return inside

    # When all has come to rest.

    def at_the_end(self) -> None:
        """Everything. Raises Broken."""
        self._posts_once()
        self._redrawn_ones_stand()
        self._lanes_in_order()
        self._effects_once()
        self._chains_whole()
        self._private_kept()
        self.ladder.at_the_end()
        if not self.world.is_skewed:
            self.broken += [f"Slack asked for patience: {one}" for one in self.world.slack.too_soon]
        self.broken += [f"the product used what Slack does not know: {one}" for one in self.world.slack.core.unknown]
        self.broken += [f"logged: {one}" for one in self.logged]
        self.check()

    def _by_key(self) -> dict[str, list[Posted]]:
        found: dict[str, list[Posted]] = defaultdict(list)
        for post in self.world.slack.posted:
            found[post.key].append(post)
        return found

    def _posts_once(self) -> None:
        posts = self._by_key()
        known = {key: (state, kind) for key, state, kind in self._look("SELECT key, state, kind FROM outbox")}
        for key, found in posts.items():
            if key not in known:
                self.broken.append(f"{key} was posted and is not recorded")
            late = [post for post in found if post.asked_at >= self._late.get(key, post.asked_at + 1)]
            if late and not self._is_excused(late):
                self.broken.append(f"{key} was posted after the acknowledgement")
            stand = [post for post in found if self._stands(post)]
            self.repaired += len(found) > 1
            if len(found) > 1 and not self._is_excused(found):
                self.broken.append(f"{key} was posted {len(found)} times, and nobody stood still or had a wrong clock")
            if len(stand) > 1:
                self.broken.append(f"{key} stands {len(stand)} times, since {[post.at for post in stand]}")
        for key, (state, kind) in known.items():
            if state == "sent" and kind in self.world.posts and key not in posts:
                self.broken.append(f"{key} is called sent and was never posted")

    def _is_excused(self, posts: Sequence[Posted]) -> bool:
        """Only who stood still between claim and call, or whose clock was wrong, may say a thing again."""
        return self.world.is_skewed or any(post.process in self.world.stood_still for post in posts)

    def _redrawn_ones_stand(self) -> None:
        """The copy that is redrawn is the one that stays."""
        kept = self._look("SELECT owner, role, channel, ts FROM places WHERE role IN ('intro', 'announcement')")
        for owner, role, channel, ts in kept:
            if ts not in self.world.slack.core.space.channels[channel].messages:
                self.broken.append(f"the {role} of {owner} is gone")

    def _stands(self, post: Posted) -> bool:
        """Whoever stood still between claim and call, or judged leases by a wrong clock, may have said it again: by now
        the audit has taken that away.
        """
        stands = self.world.slack.core.space.channels[post.channel].messages.get(post.ts)
        return stands is not None and stands.metadata is not None

    def _lanes_in_order(self) -> None:
        places = {post.key: place for place, post in reversed(list(enumerate(self.world.slack.posted)))}
        lanes: dict[str, list[Any]] = defaultdict(list)
        for row in self._look("SELECT lane, key, priority, first_at, done_at FROM outbox ORDER BY id"):
            if row[0]:
                lanes[row[0]].append(row[1:])
        for rows in lanes.values():  # What was given up stood in the way too, as long as it was tried.
            posted = [number for number, row in enumerate(rows) if row[0] in places]
            for before, after in pairwise(posted):
                earlier, later = rows[before], rows[after]
                if places[earlier[0]] > places[later[0]] and not self._may_overtake(rows[:after], later):
                    self.broken.append(f"{later[0]} came before {earlier[0]}")

    def _may_overtake(self, earlier: Sequence[Sequence[Any]], later: Sequence[Any]) -> bool:
        """A page, where anything in front of it was stuck."""
        spans = [datetime.fromisoformat(row[3]) - datetime.fromisoformat(row[2]) for row in earlier if row[2]]
        stuck = max((span.total_seconds() for span in spans), default=0.0)
        return bool(later[1] == 0 and (stuck >= BLOCKED or self.world.is_skewed))

    def _effects_once(self) -> None:
        numbers: dict[str, str] = {}
        for told in self.world.workload.envelopes.values():
            for key in told.opened:
                if numbers.setdefault(key, told.ask.key) != told.ask.key or len(told.opened) > 1:
                    self.broken.append(f"{key} was given twice")
            self._noted_once(told)
        names = self._look("SELECT title, count(*) FROM incidents WHERE title <> '' GROUP BY title HAVING count(*) > 1")
        self.broken += [f"{title} was opened {count} times" for title, count in names if "word" not in title]
        for incident, count in self._channels().items():
            if count > 1:
                self.broken.append(f"{incident} has {count} channels")

    def _noted_once(self, told: Told) -> None:
        if not told.ask.words.startswith("note"):
            return
        text = told.ask.words.split()[-1]
        found = self._look("SELECT count(*) FROM timeline WHERE kind = 'note' AND body LIKE ?", f'%"{text}"%')[0][0]
        if found > 1 or (Answer.NOTED.value in told.ends and not found):
            self.broken.append(f"`{told.ask.words}` is in the timeline {found} times")

    def _channels(self) -> dict[str, int]:
        space = self.world.slack.core.space
        found: dict[str, int] = defaultdict(int)
        for room in space.channels.values():
            if room.creator == space.bot_user and room.name.startswith("inc-"):
                found["-".join(room.name.split("-")[:2])] += 1
        return found

    def _chains_whole(self) -> None:
        for (incident,) in self._look("SELECT id FROM incidents"):
            with self.world.database.connection.begin():
                links = Timeline(self.world.database.connection, self.world.base).whole(IncidentId(incident))
            if (line := chain.broken(links)) is not None:
                self.broken.append(f"the chain of INC-{incident} breaks at line {line}")

    def _private_kept(self) -> None:
        secret = {f"INC-{number}": number for (number,) in self._look("SELECT id FROM incidents WHERE private")}
        space = self.world.slack.core.space
        for post in self.world.slack.posted:
            about = secret.get(post.key.partition("/")[0])
            if about is None and not SECRETS.search(post.text):
                continue
            room = space.channels[post.channel]
            if room.kind is ChannelKind.IM:
                reader = next(person for person in room.members if person != space.bot_user)
                if about is not None and reader not in self._inside(about):
                    self.broken.append(f"{reader} is told {post.key}")
            elif room.kind is not ChannelKind.PRIVATE:
                self.broken.append(f"{post.key} is told in #{room.name}")
