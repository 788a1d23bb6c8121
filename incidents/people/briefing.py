"""What somebody who comes late must know: the most telling lines of a timeline."""

from collections import Counter
from collections.abc import Sequence

from incidents.model import EntryKind
from incidents.record.chain import Link

# From the most telling kind of line to the least; what is not here is told by the state itself, or is noise.
TELLING = (
    EntryKind.OPENED,
    EntryKind.RESOLVED,
    EntryKind.REOPENED,
    EntryKind.UPDATE,
    EntryKind.SEVERITY,
    EntryKind.UNDONE,
    EntryKind.HANDED,
    EntryKind.ABSORBED,
    EntryKind.ACKNOWLEDGED,
    EntryKind.STATUS,
    EntryKind.NOTE,
    EntryKind.MESSAGE,
    EntryKind.OWNER,
)
MOST = 7
MOST_OF_A_KIND = 2


def telling(lines: Sequence[Link]) -> tuple[Link, ...]:
    """The handful of lines that tell most, in the order in which they happened: of each kind the newest two."""
    ranks = {kind.value: rank for rank, kind in enumerate(TELLING)}
    seen: Counter[str] = Counter()
    kept = []
    for line in sorted(lines, key=lambda line: -line.seq):
        seen[line.kind] += 1
        if line.kind in ranks and line.body is not None and seen[line.kind] <= MOST_OF_A_KIND:
            kept.append(line)
    best = sorted(kept, key=lambda line: (ranks[line.kind], -line.seq))[:MOST]
    return tuple(sorted(best, key=lambda line: line.seq))
