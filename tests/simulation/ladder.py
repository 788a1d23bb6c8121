"""What must hold of escalations: whenever something was committed, and when all has come to rest."""

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.simulation.settings import LAST

if TYPE_CHECKING:
    from tests.simulation.world import World

RUNNING = ("investigating", "identified", "monitoring")
INCIDENTS = "SELECT id, version, status, acknowledged_at, test, pages FROM incidents"
RUNS = "SELECT incident, number, state, at, generation, instr(plan, ?) FROM runs ORDER BY incident, number"
WAITS = """SELECT incident, kind, step, due_at FROM timers
WHERE state = 'armed' AND kind IN ('escalate', 'unacknowledged') ORDER BY id"""
BACK = """SELECT count(*) FROM timeline
WHERE incident = ? AND kind = 'escalated' AND json_extract(body, '$.act') = 'unacked'"""
LINES = "SELECT incident, seq, kind, body FROM timeline WHERE incident = ? AND seq > ? ORDER BY seq"
BEGINS_ANEW = ("reopened", "undone")
NO_MORE = ("unacked", "lapsed")  # How an answer ends that does not hold any more.
PROMPT = 60.0  # Seconds that a step may be late at the end, where nothing fails any more.


class Case(NamedTuple):
    """An incident as far as its escalation goes."""

    id: int
    version: int
    status: str
    acknowledged_at: str | None
    test: int
    pages: str

    @property
    def wants_answer(self) -> bool:
        """Somebody is to be paged for it."""
        return self.status in RUNNING and self.acknowledged_at is None and not self.test


class Climb(NamedTuple):
    """How far a run has come."""

    incident: int
    number: int
    state: str
    at: int
    generation: int
    falls_back: int


class Wait(NamedTuple):
    """A timer that is armed."""

    incident: int
    kind: str
    step: int
    due_at: str


class Raced(NamedTuple):
    """An answer against a step: how many seconds after it was taken or, where it never was, due."""

    seconds: float
    taken: bool


class Ladder:
    """Keeps how every run stood after the last commit, and says what has become wrong since."""

    def __init__(self, world: "World", broken: list[str]) -> None:
        self._world = world
        self._broken = broken
        self._cases: dict[int, Case] = {}
        self._climbs: dict[tuple[int, int], Climb] = {}
        self._waits: dict[int, list[Wait]] = {}
        self._lines: Counter[int] = Counter()
        self._back: Counter[int] = Counter()
        self.raced: list[Raced] = []
        self._aimed: dict[tuple[int, int], Raced] = {}
        self.steps = 0
        self.exhausted = 0

    def aim(self, incident: int, step: int, due: float) -> None:
        """An answer is under way to the instant at which this step is due."""
        self._aimed[incident, step] = Raced(due, taken=False)

    def was_answered(self, incident: int) -> bool:
        """As it was before this commit."""
        return incident in self._cases and self._cases[incident].acknowledged_at is not None

    def committed(self) -> None:
        """Compare the rows with those of before. What stands as it stood was judged then."""
        look = self._world.database.look
        cases = {row[0]: Case(*row) for row in look(INCIDENTS)}
        climbs = {(row[0], row[1]): Climb(*row) for row in look(RUNS, LAST)}
        waits: dict[int, list[Wait]] = {}
        for row in look(WAITS):
            waits.setdefault(row[0], []).append(Wait(*row))
        if (cases, climbs, waits) == (self._cases, self._climbs, self._waits):
            return
        for key, climb in climbs.items():
            if self._climbs.get(key) != climb:
                self._moved(self._climbs.get(key), climb, cases[climb.incident])
        newest = {climb.incident: climb for climb in climbs.values()}
        for case in cases.values():
            if self._cases.get(case.id) != case:
                self._paged(self._cases.get(case.id), case)
            if case.id in newest:
                self._stands(case, newest[case.id], waits.get(case.id, []))
        self._cases, self._climbs, self._waits = cases, climbs, waits

    def _taken_back(self, incident: int) -> int:
        """How many answers were since the last look: one commit may hold an answer, its end, and what goes on."""
        known = self._back[incident]
        self._back[incident] = self._world.database.look(BACK, incident)[0][0]
        return self._back[incident] - known

    def _moved(self, before: Climb | None, after: Climb, case: Case) -> None:
        back = self._taken_back(after.incident)
        if before is None:
            return
        name = f"run {after.number} of INC-{after.incident}"
        moved = after.generation - before.generation
        count = max(moved - back, 0)  # An answer that is taken back counts one on by itself.
        if moved < 0 or (count > 1 and not self._world.is_skewed):
            self._broken.append(f"{name} went from its step {before.generation} to {after.generation} at once")
        if count == 0:
            return
        self.steps += 1
        if (after.incident, after.generation) in self._aimed:
            self._aimed[after.incident, after.generation] = Raced(self._world.now(), taken=True)
        self.exhausted += after.state == "exhausted"
        lost = any(page["run"] == after.number and page["state"] in ("failed", "cannot") for page in _pages(case))
        if after.state == "active" and after.at > before.at + count and not lost:
            self._broken.append(f"{name} skipped from {before.at} to {after.at}")
        due = [wait for wait in self._waits.get(after.incident, ()) if wait.kind == "escalate"]
        if not self._world.is_skewed and not lost and due and self._world.until(due[0].due_at) > 0.01:
            self._broken.append(f"{name} took its step {after.generation} before its time, {due[0].due_at}")

    def _stands(self, case: Case, run: Climb, waits: list[Wait]) -> None:
        """Never silent, and never loud for nothing: a run that pages has the one timer that moves it on."""
        name = f"run {run.number} of INC-{case.id}, {case.status}, answered {case.acknowledged_at},"
        steps = [wait.step for wait in waits if wait.kind == "escalate"]
        cries = [wait for wait in waits if wait.kind == "unacknowledged"]
        if run.state == "active" and not case.wants_answer:
            self._broken.append(f"{name} goes on")
        if run.state == "active" and steps != [run.generation]:
            self._broken.append(f"{name} is silent: it is at {run.generation}, armed are {steps}")
        if run.state != "active" and steps:
            self._broken.append(f"{name} is {run.state}, and step {steps} is armed")
        if run.state == "exhausted" and case.wants_answer and len(cries) != 1:
            self._broken.append(f"{name} has nobody left, and {len(cries)} timers to say so again")

    def _paged(self, before: Case | None, after: Case) -> None:
        """No page after the commit of an answer, and of each step one for each person."""
        told = Counter((page["run"], page["generation"], page["person"]) for page in _pages(after) if page["run"])
        for (run, step, person), count in told.items():
            if count > 1:
                self._broken.append(f"{person} is paged {count} times by step {step} of run {run} of INC-{after.id}")
        answered = bool(before and before.acknowledged_at)
        if after.acknowledged_at and not answered:
            self._raced(after.id)
        for _, seq, kind, body in self._world.database.look(LINES, after.id, self._lines[after.id]):
            self._lines[after.id] = seq
            if kind in BEGINS_ANEW or (kind == "escalated" and json.loads(body).get("act") in NO_MORE):
                answered = False
            elif kind == "acknowledged":
                answered = True
            elif kind == "asked" and "run" in json.loads(body) and answered:
                self._broken.append(f"INC-{after.id} pages in line {seq}, after an answer")

    def _raced(self, incident: int) -> None:
        """How far an answer was recorded from the step that it raced."""
        for key in [key for key in self._aimed if key[0] == incident]:
            at, taken = self._aimed.pop(key)
            self.raced.append(Raced(self._world.now() - at, taken))

    # When all has come to rest.

    def at_the_end(self) -> None:
        """Nothing is late, who was to be fallen back on was called, and pages that are out say who answered."""
        for waits in self._waits.values():
            late = [wait for wait in waits if self._world.until(wait.due_at) < -PROMPT]
            self._broken += [f"{wait.kind} of INC-{wait.incident} is due since {wait.due_at}" for wait in late]
        for climb in self._climbs.values():
            if climb.state == "exhausted":
                self._ended_aloud(self._cases[climb.incident], climb)
        self._pages_settled()

    def _ended_aloud(self, case: Case, run: Climb) -> None:
        if not self._world.database.look("SELECT 1 FROM timeline WHERE incident = ? AND kind = 'nobody'", case.id):
            self._broken.append(f"run {run.number} of INC-{case.id} ended, and nobody was told")
        if run.falls_back and all(page["person"] != LAST for page in _pages(case)):
            self._broken.append(f"run {run.number} of INC-{case.id} ended, and {LAST} was never paged")

    def _pages_settled(self) -> None:
        """A page asks for an answer only as long as there is none."""
        for post in self._world.slack.posted:
            key = post.key.split("/")
            stands = self._world.slack.core.space.channels[post.channel].messages.get(post.ts)
            if key[1:2] != ["page"] or len(key) != 3 or stands is None:
                continue
            case = self._cases[int(key[0].removeprefix("INC-"))]
            asks = '"ack:' in json.dumps(stands.blocks)
            if asks and not case.wants_answer and not self._gave_up(case):
                self._broken.append(f"{post.key} still asks, though INC-{case.id} is {case.status} and answered")

    def _gave_up(self, case: Case) -> bool:
        """Some message about it was given up, and that was told."""
        return bool(self._world.database.look("SELECT 1 FROM outbox WHERE incident = ? AND state = 'dead'", case.id))


def _pages(case: Case) -> list[dict[str, Any]]:
    pages: list[dict[str, Any]] = json.loads(case.pages)
    return pages
