"""What a page says beside Slack, in plain text: a letter, an SMS in one part, a voice. No mark-up, no emoji; of a
private incident no words that people wrote.
"""

import unicodedata

from bot.views.scene import Scene
from bot.views.words import cut
from incidents.model import Page, PersonId
from incidents.people import ringing

LONGEST_SUBJECT = 150
SPOKEN = 120  # Characters of a title that a voice reads.
LONGEST_WORDS = 600
# The characters of an SMS of 160; with any other it holds 70 (3GPP TS 23.038).
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
TWICE = frozenset("^{}\\[~]|€")  # These count as two.
PART, PART_OF_ANY = 160, 70


def line(text: str) -> str:
    """One line of visible characters: neither a header nor a phone is moved by what people write."""
    kept = (char if not unicodedata.category(char).startswith("C") else " " for char in text)
    return " ".join("".join(kept).split())


def subject(scene: Scene, code: str = "") -> str:
    """What a letter is called."""
    if code:
        return scene.voice.word("Your sitrep code")
    if scene.about is None:
        return scene.voice.word("TEST PAGE from sitrep: nothing is wrong")
    return cut(line(f"{_head(scene)}: {title(scene)}"), LONGEST_SUBJECT)


def _head(scene: Scene) -> str:
    return f"{scene.severity.name} {scene.incident.key}"


def title(scene: Scene) -> str:
    """What it is called, where everybody may know."""
    incident, voice = scene.incident, scene.voice
    if incident.private:
        return voice.word("private incident")
    return line(incident.title) if incident.named else voice.word("Untitled incident")


def letter(scene: Scene, link: str, code: str = "") -> str:
    """The whole of a letter."""
    voice = scene.voice
    if code:
        return "\n".join((_code(scene, code), "", voice.word("If you did not ask for it, ignore this."), ""))
    if scene.about is None:
        return f"{_test(scene)}\n"
    page, incident = page_of(scene), scene.incident
    told = [f"{_head(scene)}: {title(scene)}", "", _asked(scene, page)]
    if page and page.why and not incident.private:
        told.append(voice.word("“{why}”", why=cut(page.why, LONGEST_WORDS)))
    told += [
        voice.word("Reported {at} by {name}.", at=incident.opened_at, name=name(scene, incident.reporter)),
        _has_it(scene),
        "",
        *_what_to_do(scene, link),
    ]
    return "\n".join((*told, ""))


def _what_to_do(scene: Scene, link: str) -> tuple[str, ...]:
    key = scene.incident.key
    typed = scene.voice.word("Say in Slack that you have it: /incident ack {key}", key=key)
    if not link:
        return (typed,)
    return (scene.voice.word("Say that you have it, or that you cannot: {link}", link=link), typed)


def _asked(scene: Scene, page: Page | None) -> str:
    voice = scene.voice
    if page is None:
        return voice.word("You are paged.")
    by = name(scene, page.asked_by)
    if page.team:
        team, at = line(page.team), page.asked_at
        return voice.word("{name} pages {team}, {at}; you are in that team.", name=by, team=team, at=at)
    return voice.word("{name} pages you, {at}.", name=by, at=page.asked_at)


def _has_it(scene: Scene) -> str:
    incident = scene.incident
    if incident.holder and incident.acknowledged_at:
        return scene.voice.word("{name} has it.", name=name(scene, incident.holder))
    return scene.voice.word("Nobody has it yet.")


def _test(scene: Scene) -> str:
    return scene.voice.word("This is the test page that you asked for. Nothing is wrong, and nothing is asked of you.")


def _code(scene: Scene, code: str) -> str:
    return scene.voice.word(
        "Your sitrep code is {code}. In Slack: /incident me verify {code}. It lasts 10 minutes.", code=code
    )


def short(scene: Scene, code: str = "", *, answers: bool) -> str:
    """An SMS in one part: the title gives way. `answers`: a reply comes back to us."""
    if code:
        return _code(scene, code)
    if scene.about is None:
        return _test(scene)
    voice, page = scene.voice, page_of(scene)
    whom = voice.word("You are in {team}.", team=cut(line(page.team), 30)) if page and page.team else ""
    asked = voice.word("Reply 1 = I have it, 2 = I cannot.") if answers else voice.word("Answer in Slack.")
    tail = " ".join(part for part in (whom, asked) if part)
    head = _head(scene)
    room = _room(f"{head} {title(scene)}. {tail}") - len(head) - len(tail) - 3
    return f"{head} {cut(title(scene), max(room, 1))}. {tail}"


def _room(text: str) -> int:
    """How many characters one part holds of a text like this; the mark of a cut is none of the basic ones."""
    if any(char not in BASIC and char not in TWICE for char in text) or len(text) > PART:
        return PART_OF_ANY if any(char not in BASIC and char not in TWICE for char in text) else PART
    return PART - sum(char in TWICE for char in text)


def speech(scene: Scene, code: str = "") -> str:
    """What a voice says first; which keys do what is said after it."""
    voice = scene.voice
    if code:
        return voice.word("This is sitrep. Your code is {digits}. Again: {digits}.", digits=", ".join(code))
    if scene.about is None:
        return voice.word("This is sitrep, with the test page that you asked for. Nothing is wrong.")
    return voice.word(
        "This is sitrep. {severity}. {title}.", severity=scene.severity.name, title=cut(title(scene), SPOKEN)
    )


def keys(scene: Scene) -> str:
    """Which key does what."""
    return scene.voice.word("Press 1 to take it, 2 if you cannot, 3 to hear it again.")


def page_of(scene: Scene) -> Page | None:
    """The page that a message belongs to."""
    return ringing.numbered(scene.incident, int(scene.said["page"])) if "page" in scene.said else None


def name(scene: Scene, person: PersonId) -> str:
    """A person by name, where no mark-up is read."""
    return line(scene.voice.names.get(person, person))
