"""`/incident me`: by which media I am paged, in which order, after how long. Addresses are mine alone: no answer, line
or message repeats one.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from commands import words
from commands.core import Ask, Command
from commands.oncall import concerned
from commands.words import Words
from incidents.decision import Choice, Refused
from incidents.messages import Message, MessageKind, Priority
from incidents.model import Person
from incidents.people import contacts, tickets
from incidents.people.contacts import Contact, Medium, Tried
from incidents.policy import Policy
from incidents.reply import Answer, FormKind, Reachable, Reply, reply, show
from storage.tx import Tx

TEL = re.compile(r"<tel:([^>|]+)(?:\|[^>]*)?>")  # Slack makes links of what looks like a number.
CODE = re.compile(r"\d{6}")
ANSWERS: Mapping[Tried, Answer] = {
    Tried.RIGHT: Answer.MEDIUM_VERIFIED,
    Tried.WRONG: Answer.CODE_WRONG,
    Tried.SPENT: Answer.CODE_SPENT,
    Tried.LATE: Answer.CODE_LATE,
}


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Show my media, or change them."""
    known = list(tx.contacts.of([ask.person]).get(ask.person, ()))
    if ask.form:
        return _of_form(ask, known, tx)
    if not said.tokens:
        return _shown(known)
    first, rest = said.first.casefold(), said.after_first()
    if CODE.fullmatch(first):
        return _verify(known, first, tx)
    if act := ACTS.get(first):
        return act(ask, known, rest, tx)
    if medium := _medium(first, tx.policy):
        return _add(ask, known, medium, _typed(rest), tx)
    if words.number(first) is not None and rest.tokens:  # `me 2 after 5m`
        return _delay(ask, known, Words(said.source, (said.tokens[0], *_spans(rest))), tx)
    raise _unknown(tx.policy)


def _shown(known: Sequence[Contact]) -> Reply:
    return Reply(kind=Answer.MEDIA, data=Reachable(tuple(known)))


def _unknown(policy: Policy) -> Refused:
    return Refused(
        "I know {media}. `/incident me sms +46 70 123 45 67` adds one, `/incident me` lists yours.",
        media=", ".join(("mail", "sms", "voice", "mention", *(one.name for one in policy.gateways))),
        choices=(Choice("Add one", "me add"),),
    )


def _medium(word: str, policy: Policy) -> str | None:
    """The medium that a word names: one of ours, or a gateway of the settings."""
    gateway = policy.gateway(word)
    return contacts.WORDS.get(word) or (gateway.name if gateway else None)


def _typed(rest: Words) -> str:
    """What stands after the medium: phones are typed with blanks."""
    return TEL.sub(lambda found: found[1], rest.text).strip().removeprefix("mailto:")


def _spans(rest: Words) -> Sequence[words.Token]:
    """What says how long, without the word before it."""
    return [token for token in rest.tokens if token.text.casefold() not in ("after", "delay", "后")]


def _of_form(ask: Ask, known: Sequence[Contact], tx: Tx) -> Reply:
    if "code" in ask.form:
        return _verify(known, ask.form["code"].strip(), tx)
    medium = _medium(ask.form.get("medium", ""), tx.policy)
    if medium is None:
        raise _unknown(tx.policy)
    return _add(ask, known, medium, ask.form.get("address", "").strip(), tx)


def _form(ask: Ask, known: Sequence[Contact], rest: Words, tx: Tx) -> Reply:
    """The form for one more, or with `me add sms ...` the same as without `add`."""
    if rest.tokens and (medium := _medium(rest.first.casefold(), tx.policy)):
        return _add(ask, known, medium, _typed(rest.after_first()), tx)
    return show(FormKind.ME)


def _add(ask: Ask, known: Sequence[Contact], medium: str, typed: str, tx: Tx) -> Reply:
    if medium == Medium.MAIL and not typed:
        typed = _mail_of(tx.people.known([ask.person]).get(ask.person))
    gateway = tx.policy.gateway(medium)
    at = contacts.address(medium, typed, gateway.kind if gateway else "")
    number = tx.contacts.next_number(ask.person)
    made = contacts.add(known, medium, at, person=ask.person, number=number, now=tx.now)
    made = contacts.usual(made, gateway.kind) if gateway else made
    if made.verified_at:
        tx.contacts.save(made)
        return reply(Answer.MEDIUM_READY, medium=medium)
    _send_code(made, tx)
    return _asked(made)


def _mail_of(person: Person | None) -> str:
    """The address that Slack has, which is proved like any other."""
    return person.email if person else ""


def _asked(contact: Contact) -> Reply:
    enter = Choice("Enter the code", "me verify")
    return reply(Answer.MEDIUM_ADDED, medium=contact.medium, address=contact.masked, choices=(enter,))


def _send_code(contact: Contact, tx: Tx) -> None:
    """Owe the code: it is made when it leaves, and stands nowhere."""
    coded = contacts.coded(contact, tx.contacts.codes(contact.person), tx.contacts.nonce(), tx.now)
    tx.contacts.save(coded)
    person, number = contact.person, contact.number
    owed = Message(
        kind=MessageKind.CODE,
        key=f"code/{person}/{number}/{coded.nonce[:8]}",
        lane=f"ring:{person}/{number}",
        priority=Priority.TURN,
        values={"person": person, "contact": str(number)},
    )
    tx.outbox.owe(None, [owed])
    tx.stirred = True


def _verify_typed(ask: Ask, known: Sequence[Contact], rest: Words, tx: Tx) -> Reply:
    if not rest.tokens:
        return show(FormKind.ME, ask="code")
    return _verify(known, rest.line.replace(" ", ""), tx)


def _verify(known: Sequence[Contact], given: str, tx: Tx) -> Reply:
    """Enter a code. Which address it belongs to is found out: the one whose code it is, else the newest."""
    sent = [one for one in known if one.code_at and not one.verified_at]
    waiting = sorted(sent, key=lambda one: one.code_at or tx.now)
    if not waiting:
        raise Refused("Nothing waits for a code. `/incident me` lists your media.")
    key = tx.contacts.key()
    fitting = [one for one in waiting if tickets.is_code(given, tickets.code(key, one.person, one.number, one.nonce))]
    meant = (fitting or waiting)[-1]
    contact, how = contacts.tried(meant, right=bool(fitting), now=tx.now)
    tx.contacts.save(contact)
    again = (Choice("Send a new code", f"me resend {contact.number}"),) if how is not Tried.RIGHT else ()
    return reply(ANSWERS[how], medium=contact.medium, address=contact.masked, choices=again)


def _resend(ask: Ask, known: Sequence[Contact], rest: Words, tx: Tx) -> Reply:
    contact = _one(known, rest)
    _send_code(contact, tx)
    return _asked(contact)


def _remove(ask: Ask, known: Sequence[Contact], rest: Words, tx: Tx) -> Reply:
    contact = _one(known, rest)
    tx.contacts.remove(contact.person, contact.number)
    concerned.soon(contact.person, tx)
    return reply(Answer.MEDIUM_REMOVED, medium=contact.medium, address=contact.masked)


def _delay(ask: Ask, known: Sequence[Contact], rest: Words, tx: Tx) -> Reply:
    contact = _one(known, rest)
    span = words.span(Words(rest.source, tuple(_spans(rest.after_first()))).line)
    if span is None:
        raise Refused(
            "After how long? `/incident me delay {n} 5m` makes it ring 5 minutes after the page.", n=contact.number
        )
    changed = contacts.later(contact, span)
    tx.contacts.save(changed)
    return _shown([changed if one.number == contact.number else one for one in known])


def _order(ask: Ask, known: Sequence[Contact], rest: Words, tx: Tx) -> Reply:
    numbers = [words.number(token.text) for token in rest.tokens]
    mine = {one.number for one in known}
    if not numbers or not {number for number in numbers if number is not None} <= mine or None in numbers:
        raise Refused("Name the numbers in the order you want: `/incident me order 2 1`.")
    changed = contacts.ordered(known, [number for number in numbers if number is not None])
    tx.contacts.save(*changed)
    return _shown(changed)


def _one(known: Sequence[Contact], rest: Words) -> Contact:
    """The medium of a number."""
    number = words.number(rest.first)
    found = next((one for one in known if one.number == number), None)
    if found is None:
        raise Refused("Which one? `/incident me` shows each with its number.")
    return found


ACTS: Mapping[str, Callable[[Ask, Sequence[Contact], Words, Tx], Reply]] = {
    **dict.fromkeys(contacts.ACTS["add"], _form),
    **dict.fromkeys(contacts.ACTS["verify"], _verify_typed),
    **dict.fromkeys(contacts.ACTS["resend"], _resend),
    **dict.fromkeys(contacts.ACTS["remove"], _remove),
    **dict.fromkeys(contacts.ACTS["delay"], _delay),
    **dict.fromkeys(contacts.ACTS["order"], _order),
}


COMMAND = Command(
    name="me",
    usage="[sms +46... | voice +46... | mail ana@... | verify 123456 | order 2 1 | delay 2 5m | remove 2]",
    summary="Say by which media you are paged beside Slack's DM, in which order, after how long",
    example="me",
    run=run,
    aliases=("media", "contact", "我的"),
    shows=lambda said: not said.tokens,
)
