"""Asked at the terminal: take incidents of another system into the record, each once."""

from collections.abc import Sequence

from incidents.upkeep import imports
from incidents.upkeep.imports import Past
from storage.tx import Tx


def take(pasts: Sequence[Past], tx: Tx) -> int:
    """Record those that are not here yet; how many. Raises Conflict where somebody else brings in the same."""
    here = tx.incidents.origins([past.origin for past in pasts])
    new = [past for past in pasts if past.origin not in here]
    for past in new:
        tx.record(imports.bring_in(past, number=tx.incidents.next_number(), now=tx.now))
    return len(new)
