"""Asked by the clock, daily: which articles are to be looked at again, what was looked for in vain. Owners are told
weekly at most, in their working hours.
"""

import json
from datetime import datetime
from hashlib import sha256

from commands.knowledge import owners
from incidents.knowledge import freshness
from incidents.knowledge.articles import Article
from incidents.knowledge.freshness import Change, Stale
from incidents.model import PersonId
from incidents.overview import routine
from incidents.overview.routine import Chore
from incidents.policy import Service
from storage.tx import Tx
from storage.upkeep.conditions import Condition

Theirs = dict[PersonId, list[Stale]]
KEPT = "articles"
SERVICE, CHECK, TOLD = "svc:", "check:", "kb:"
MOST = 10


def plan(tx: Tx) -> None:
    """From now on, daily. Services that the settings in force have changed mark their runbooks."""
    tx.chores.plan(KEPT, _next(tx))
    for service in tx.policy.services:
        _notice(service, tx)


def run(chore: Chore, tx: Tx) -> None:
    """Tell every owner what is theirs to do, and say when the next look is."""
    tx.chores.again(chore.name, _next(tx))
    _remind(tx)
    _list_unfound(tx)
    tx.stirred = True


def change_of(article: Article, tx: Tx) -> Change | None:
    """The change of a service after which an article is to be checked, if one was noticed."""
    found = tx.conditions.of(f"{CHECK}{article.number}")
    return _change(found) if found else None


def _change(noted: Condition) -> Change:
    return Change(noted.detail, noted.since)


def _next(tx: Tx) -> datetime:
    return routine.next_at(routine.USUAL, tx.policy.zone, tx.policy.hours.days or routine.EVERY_DAY, tx.now)


def _notice(service: Service, tx: Tx) -> None:
    """Compare a service with what it was when it was last seen; the first time it is only remembered."""
    name = f"{SERVICE}{sha256(service.name.casefold().encode()).hexdigest()[:32]}"
    now = sha256(json.dumps([service.team, service.tier, service.links]).encode()).hexdigest()
    before = tx.conditions.of(name)
    if before and before.detail == now:
        return
    if before:
        _mark(service, tx)
    tx.conditions.note(name, now)


def _mark(service: Service, tx: Tx) -> None:
    for article in tx.articles.runbooks():
        if service.name.casefold() in (one.casefold() for one in article.matching.services):
            tx.conditions.note(f"{CHECK}{article.number}", service.name[:200])


def _remind(tx: Tx) -> None:
    theirs: Theirs = {}
    changes = {noted.name: _change(noted) for noted in tx.conditions.every(CHECK)}
    for article in tx.articles.kept():
        found = freshness.stale(article, changes.get(f"{CHECK}{article.number}"), tx.now)
        owner = tx.people.person(article.page.owner) if found else None
        if found and owner:
            theirs.setdefault(owner, []).append(found)
    for owner, every in theirs.items():
        if tx.conditions.turn(f"{TOLD}{owner}"[:40], freshness.WEEKLY):
            tx.outbox.owe(None, [freshness.remind(every, owner, now=tx.now, due=tx.civil(owner))])


def _list_unfound(tx: Tx) -> None:
    everybody = owners.everybody(tx)
    missed = tx.searches.untold(MOST) if everybody else ()
    if not missed or not tx.conditions.turn("kb-unfound", freshness.WEEKLY):
        return
    told = [(one.words, one.count) for one in missed]
    for owner in everybody:
        tx.outbox.owe(None, [freshness.unfound(told, owner, now=tx.now, due=tx.civil(owner))])
    tx.searches.told(missed)
