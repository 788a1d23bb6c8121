"""Asked by the courier, beside the claim: what takes long to read is read when it is drawn. No write waits for it."""

from dataclasses import replace

from commands import brief
from commands.carry import Parcel
from incidents.overview.brief import Brief
from storage.tx import Tx


def is_wanted(parcel: Parcel) -> bool:
    """Whether the claim left something to be read."""
    return brief.takes_long(parcel.job.message)


def filled(tx: Tx, parcel: Parcel) -> Parcel:
    """The same with what takes long to read, as it is now."""
    shown = brief.of(tx, parcel.job.message) or Brief()
    people = tx.people.known(list(shown.people)).values()
    return replace(
        parcel,
        brief=shown,
        names={**parcel.names, **{person.id: person.name for person in people}},
        languages={**parcel.languages, **{person.id: person.language for person in people}},
        zones={**parcel.zones, **{person.id: person.zone for person in people}},
    )
