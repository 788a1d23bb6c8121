"""A team's own template filled in from a record. What it says itself are values, never sentences of ours: so nothing in
it is translated, and nothing in it is active where it is shown. Pure.
"""

from collections.abc import Iterator

from incidents.postmortem.facts import Story
from incidents.postmortem.model import TITLE, Mark, Section, Sentence, question
from incidents.postmortem.templates.layout import PLACEHOLDER, Layout, Plan, Text
from incidents.postmortem.templates.values import VALUES, Found
from incidents.postmortem.writers import WRITERS

NOTHING = "\u2014"  # Where the record says nothing.
ASKS = ("?", "\uff1f")


def sections(layout: Layout, story: Story) -> Iterator[Section]:
    """Its title and its sections in order."""
    if layout.title:
        yield Section(TITLE, (_filled(layout.title, story),))
    for plan in layout.plans:
        yield Section(str(plan.key), tuple(_sentences(plan, story)))


def _sentences(plan: Plan, story: Story) -> Iterator[Sentence]:
    """A section without a placeholder asks; an empty one does too."""
    if not plan.texts:
        yield question("What belongs under this heading?")
    asks = not any(text.words for text in plan.texts)
    for text in plan.texts:
        if text.part:
            yield from WRITERS[text.part](story)
        elif asks or text.text.endswith(ASKS):
            yield _filled(text, story, Mark.QUESTION)
        else:
            yield _filled(text, story)


def _filled(text: Text, story: Story, mark: Mark = Mark.FILLED) -> Sentence:
    """A text with what the record says in its placeholders; where it says nothing that is to be confirmed."""
    pieces = list(_pieces(text, story))
    lacks = any(found.value is None for _, found in pieces)
    return Sentence(
        "".join(f"{{{name}}}" for name, _ in pieces),
        {name: NOTHING if found.value is None else found.value for name, found in pieces},
        tuple(dict.fromkeys(seq for _, found in pieces for seq in found.evidence)),
        Mark.CONFIRM if lacks and mark is Mark.FILLED else mark,
    )


def _pieces(text: Text, story: Story) -> Iterator[tuple[str, Found]]:
    """What stands between placeholders under names of ours, and what stands for them."""
    for place, piece in enumerate(PLACEHOLDER.split(text.text)):
        is_word, name = place % 2 == 1, piece.casefold()
        if is_word and name in VALUES:
            yield name, VALUES[name](story)
        elif is_word:  # Of a newer program: better seen than lost.
            yield f"text{place}", Found(f"{{{{{piece}}}}}")
        elif piece:
            yield f"text{place}", Found(piece)
