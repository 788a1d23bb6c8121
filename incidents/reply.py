"""What an answer says, as values: the kinds, their forms and the data of the rich ones. How they look is in
bot/views.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from incidents.decision import Choice, Value
from incidents.model import Bookmark, ChannelId, Incident, IncidentId, Todo
from incidents.oncall.model import Duty, Seat, Shift
from incidents.oncall.swapping import Ready
from incidents.people.contacts import Contact
from incidents.people.following import Follow
from incidents.record.chain import Link


class Answer(StrEnum):
    """What an answer says; bot/views/<noun>/answers.py has the sentence or the layout of each."""

    REFUSED = "refused"
    OPENED = "opened"
    UNTITLED = "untitled"
    UNKNOWN_SEVERITY = "unknown_severity"
    UNKNOWN_PERSON = "unknown_person"
    TITLE_KEPT = "title_kept"
    ACKNOWLEDGED = "acknowledged"
    ACKNOWLEDGED_FOR = "acknowledged_for"
    YOURS_ALREADY = "yours_already"
    TAKEN = "taken"
    OWNED = "owned"
    OWNED_ALREADY = "owned_already"
    NAMED = "named"
    GRADED = "graded"
    GRADED_ALREADY = "graded_already"
    CORRECT = "correct"
    CORRECTED = "corrected"
    MOVED = "moved"
    MOVED_ALREADY = "moved_already"
    STATE = "state"
    MORE = "more"
    UPDATED = "updated"
    STILL_OPEN = "still_open"
    NOTED = "noted"
    NOTED_AT = "noted_at"
    KEPT = "kept"
    KEPT_ALREADY = "kept_already"
    KEPT_SOON = "kept_soon"
    WHICH = "which"
    PICKED = "picked"
    PICKED_ANEW = "picked_anew"
    PICKED_ELSEWHERE = "picked_elsewhere"
    GATHERING = "gathering"
    RESOLVED = "resolved"
    LEFT_TO_DO = "left_to_do"
    CANCELLED = "cancelled"
    CLOSED = "closed"
    REOPENED = "reopened"
    UNDONE = "undone"
    MERGED = "merged"
    SNOOZED = "snoozed"
    QUIET = "quiet"
    STILL = "still"
    ASKED_LATER = "asked_later"
    JOINED = "joined"
    EXPORTING = "exporting"
    REDACTED = "redacted"
    TODO_ADDED = "todo_added"
    TODO_KEPT = "todo_kept"
    TODO_TAKEN = "todo_taken"
    TODO_GIVEN = "todo_given"
    TODO_OWNED = "todo_owned"
    TODO_DONE = "todo_done"
    TODO_DROPPED = "todo_dropped"
    TODO_RETURNED = "todo_returned"
    TODOS = "todos"
    LINK_ADDED = "link_added"
    LINK_REMOVED = "link_removed"
    LINKS = "links"
    SET_UP = "set_up"
    CHECKING = "checking"
    SET_UP_ALREADY = "set_up_already"
    FOLLOWED = "followed"
    UNFOLLOWED = "unfollowed"
    FOLLOWS = "follows"
    PAGED = "paged"
    PAGED_LATELY = "paged_lately"
    NOT_PAGED = "not_paged"
    ROLE = "role"
    OFFERED = "offered"
    OFFERED_ALREADY = "offered_already"
    INSTEAD = "instead"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CATCHUP = "catchup"
    COMING = "coming"
    CANNOT = "cannot"
    CANNOT_SINCE = "cannot_since"
    ESCALATED = "escalated"
    ESCALATED_OUT = "escalated_out"
    UNACKED = "unacked"
    UNACKED_ALONE = "unacked_alone"
    THREADED = "threaded"
    NOT_HERE = "not_here"
    SHARED = "shared"
    MEDIA = "media"
    MEDIUM_ADDED = "medium_added"
    MEDIUM_READY = "medium_ready"
    MEDIUM_REMOVED = "medium_removed"
    MEDIUM_VERIFIED = "medium_verified"
    CODE_WRONG = "code_wrong"
    CODE_SPENT = "code_spent"
    CODE_LATE = "code_late"
    TEST_PAGED = "test_paged"
    LIST = "list"
    TIMELINE = "timeline"
    HELP = "help"
    ON_CALL = "on_call"
    MY_SHIFTS = "my_shifts"
    REHEARSED = "rehearsed"
    ROTA_CHECKING = "rota_checking"
    OWN_CALENDAR = "own_calendar"
    CALENDAR = "calendar"
    HOURS = "hours"
    SEATED = "seated"
    SEATED_BACKUP = "seated_backup"
    UNSEATED = "unseated"
    STANDS_IN = "stands_in"
    OVERRIDE_ENDED = "override_ended"
    SWAP_ASKED = "swap_asked"
    SWAP_TAKEN = "swap_taken"
    SWAP_DECLINED = "swap_declined"
    READY_BACKUP = "ready_backup"
    READY_PRIMARY = "ready_primary"
    READINESS = "readiness"
    LEAVING = "leaving"
    HANDED_ON = "handed_on"
    ARTICLE = "article"
    ARTICLES = "articles"
    ARTICLE_ADDED = "article_added"
    ARTICLE_CHANGED = "article_changed"
    ARTICLE_TAGGED = "article_tagged"
    ARTICLE_UNTAGGED = "article_untagged"
    ARTICLE_REVIEWED = "article_reviewed"
    ARTICLE_WITHDRAWN = "article_withdrawn"
    ARTICLE_RESTORED = "article_restored"
    ARTICLE_POSTED = "article_posted"
    KB_HELP = "kb_help"
    RUNBOOKS = "runbooks"
    RUNBOOK_STARTED = "runbook_started"
    STEP_DONE = "step_done"
    STEP_SKIPPED = "step_skipped"
    STEP_WRONG = "step_wrong"
    STEP_REOPENED = "step_reopened"
    CHECKLIST_ENDED = "checklist_ended"
    POSTMORTEM = "postmortem"
    COLLECTED = "collected"
    THANKED = "thanked"
    CONTRIBUTED = "contributed"
    COLLECTED_ALREADY = "collected_already"
    POSTMORTEM_DRAFTING = "postmortem_drafting"
    POSTMORTEM_SENT = "postmortem_sent"
    POSTMORTEM_SAVED = "postmortem_saved"
    POSTMORTEM_WHOLE = "postmortem_whole"
    POSTMORTEM_GIVEN = "postmortem_given"
    POSTMORTEM_DUE = "postmortem_due"
    POSTMORTEM_NAMED = "postmortem_named"
    POSTMORTEM_MASKED = "postmortem_masked"
    POSTMORTEM_REVIEW = "postmortem_review"
    POSTMORTEM_APPROVED = "postmortem_approved"
    POSTMORTEM_PUBLISHED = "postmortem_published"
    POSTMORTEM_KEPT_INSIDE = "postmortem_kept_inside"
    ACTION = "action"
    ACTIONS = "actions"
    ACTION_ADDED = "action_added"
    ACTION_GIVEN = "action_given"
    ACTION_CHANGED = "action_changed"
    ACTION_SAME = "action_same"
    ACTION_DONE = "action_done"
    ACTION_DROPPED = "action_dropped"
    ACTION_LATER = "action_later"
    RUN_ASKED = "run_asked"
    RUN_SENT = "run_sent"
    RUN_REFUSED = "run_refused"
    FORM = "form"
    NO_FORM = "no_form"
    NEEDS_FORM = "needs_form"
    TWICE = "twice"
    LIKE = "like"
    SIMILAR = "similar"
    JUDGED = "judged"
    DID_IT_HELP = "did_it_help"
    UNKNOWN_VERB = "unknown_verb"
    NOT_RECORDED = "not_recorded"
    UNSURE = "unsure"
    FAILED = "failed"


class FormKind(StrEnum):
    """The forms; bot/views/<noun>/forms.py draws each."""

    OPEN = "open"
    TITLE = "title"
    UPDATE = "update"
    SEVERITY = "severity"
    OWNER = "owner"
    NOTE = "note"
    RESOLVE = "resolve"
    TODO = "todo"
    SETUP = "setup"
    PAGE = "page"
    ROLE = "role"
    HANDOVER = "handover"
    ME = "me"
    KB = "kb"
    POSTMORTEM = "postmortem"
    COLLECT = "collect"
    SAW = "postmortem saw"  # The words that such a form is sent with.
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class Form:
    """A form to show: its fields filled with `values`, about an incident unless it opens one."""

    kind: FormKind
    about: IncidentId | None = None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the asker is told, and only they, in their `language` (a Slack locale) and `zone`.

    `data` is what a rich answer draws; `more` are further sentences.
    """

    kind: Answer
    values: Mapping[str, Value] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    more: tuple["Reply", ...] = ()
    form: Form | None = None
    data: object = None
    language: str = ""
    zone: str = "UTC"


def reply(kind: Answer, *, choices: tuple[Choice, ...] = (), more: tuple[Reply, ...] = (), **values: Value) -> Reply:
    """A reply in one line."""
    return Reply(kind=kind, values=values, choices=choices, more=more)


def show(kind: FormKind, incident: Incident | None = None, **values: str) -> Reply:
    """A reply that is a form."""
    return Reply(kind=Answer.FORM, form=Form(kind, incident.id if incident else None, values))


@dataclass(frozen=True, slots=True)
class State:
    """What `show` shows: the incident, its channel, its newest lines, what is to be done, its links, and
    the address of the thread where it runs in one.
    """

    incident: Incident
    channel: ChannelId | None
    lines: tuple[Link, ...]
    todos: tuple[Todo, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    merged_into: Incident | None = None
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Briefing:
    """What `catchup` shows: the incident at `now`, its most telling lines in order, what is still to be done."""

    incident: Incident
    channel: ChannelId | None
    lines: tuple[Link, ...]
    todos: tuple[Todo, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class Lines:
    """What `timeline` shows: the newest lines first, how many older and newer ones there are, and the words by which
    these were chosen.
    """

    incident: Incident
    lines: tuple[Link, ...]
    older: int
    newer: int = 0
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Tasks:
    """What `todo` shows: the to-dos of incidents; `mine` are only those still open of the asker."""

    of: tuple[tuple[Incident, tuple[Todo, ...]], ...]
    mine: bool


@dataclass(frozen=True, slots=True)
class Links:
    """What `link` shows: the links of an incident."""

    incident: Incident
    links: tuple[Bookmark, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """What `list` shows: incidents newest first, their channels or threads by key, and whether more exist."""

    incidents: tuple[Incident, ...]
    channels: Mapping[str, ChannelId]
    more: bool
    only_open: bool
    threads: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reachable:
    """What `me` shows: by which media the asker is reached, in order, those not verified yet among them."""

    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """What `follow` shows: what the asker follows and has arranged for channels, the oldest first."""

    follows: tuple[Follow, ...]


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who has the seats of one schedule, and its next shifts."""

    name: str
    duty: Duty
    ahead: tuple[Shift, ...] = ()


@dataclass(frozen=True, slots=True)
class Rotas:
    """What `oncall` shows: schedules at an instant, None for now."""

    rotas: tuple[OnDuty, ...]
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Mine:
    """What `oncall me` shows: the asker's next shifts with their schedules and seats."""

    shifts: tuple[tuple[str, Shift, Seat], ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Readiness:
    """What `ready` shows: who is ready for which seat, by whose word."""

    rows: tuple[Ready, ...]


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb as help shows it."""

    name: str
    usage: str
    summary: str
    example: str
    aliases: tuple[str, ...]
    urgent: bool


@dataclass(frozen=True, slots=True)
class Help:
    """What `help` shows: every verb, or the one asked about."""

    verbs: tuple[Verb, ...]
    one: Verb | None
