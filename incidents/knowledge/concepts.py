"""The concept map: which words of operations mean the same, and what a thing is or shows itself by."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from incidents.knowledge import words
from incidents.knowledge.stems import stem
from incidents.knowledge.vocabulary import compute, data, farther, network, people, wider
from incidents.knowledge.words import Word

SOURCES = (network.GROUPS, data.GROUPS, compute.GROUPS, people.GROUPS, wider.GROUPS, farther.GROUPS)
CUT = 1  # How texts are cut into terms; whoever changes that raises it.
MARK = "_"  # Before the name of a concept among terms; no word holds it.


@dataclass(frozen=True, slots=True)
class Sighting:
    """A concept in a text, and where."""

    concept: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases of stems and runs of dense scripts, each with the concepts it names; and what each concept implies.
    `spelled` are the words as they stand in the map.
    """

    phrases: Mapping[tuple[str, ...], tuple[str, ...]]
    runs: Mapping[str, tuple[str, ...]]
    implied: Mapping[str, tuple[str, ...]]
    stems: frozenset[str]
    spelled: frozenset[str]
    longest_phrase: int
    longest_run: int

    def seen(self, said: Sequence[Word]) -> Iterator[Sighting]:
        """Every concept that is named, in order."""
        stems = [word.term if word.dense else stem(word.term) for word in said]
        for at, word in enumerate(said):
            if word.dense:
                yield from self._in_run(word)
            else:
                yield from self._from(said, stems, at)

    def _from(self, said: Sequence[Word], stems: Sequence[str], at: int) -> Iterator[Sighting]:
        for length in range(1, min(self.longest_phrase, len(said) - at) + 1):
            for concept in self.phrases.get(tuple(stems[at : at + length]), ()):
                yield Sighting(concept, said[at].start, said[at + length - 1].end)

    def _in_run(self, word: Word) -> Iterator[Sighting]:
        run = word.term
        for at in range(len(run)):
            for end in range(at + 1, min(at + self.longest_run, len(run)) + 1):
                for concept in self.runs.get(run[at:end], ()):
                    yield Sighting(concept, word.start + at, word.start + end)

    def beyond(self, concept: str) -> tuple[str, ...]:
        """What it implies, at any remove."""
        return self.implied.get(concept, ())


EMPTY = Lexicon(
    phrases={}, runs={}, implied={}, stems=frozenset(), spelled=frozenset(), longest_phrase=0, longest_run=0
)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The whole map, read once."""
    return read("\n".join(SOURCES))


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """What terms are made with: another one means that what is kept must be made anew."""
    return sha256("\n".join((str(CUT), *SOURCES)).encode()).hexdigest()[:16]


def read(text: str) -> Lexicon:
    """A map from its lines: `name < what it implies : word, phrase, ...`; a line that begins with a blank goes on."""
    phrases: dict[tuple[str, ...], list[str]] = {}
    runs: dict[str, list[str]] = {}
    parents: dict[str, tuple[str, ...]] = {}
    spelled: set[str] = set()
    for name, above, terms in _groups(text):
        parents[name] = (*parents.get(name, ()), *above)
        for term in terms:
            said = list(words.words(term))
            spelled |= {word.term for word in said if not word.dense}
            if len(said) == 1 and said[0].dense:
                runs.setdefault(said[0].term, []).append(name)
            elif said:
                key = tuple(word.term if word.dense else stem(word.term) for word in said)
                phrases.setdefault(key, []).append(name)
    return Lexicon(
        phrases={key: tuple(dict.fromkeys(names)) for key, names in phrases.items()},
        runs={key: tuple(dict.fromkeys(names)) for key, names in runs.items()},
        implied={name: tuple(_above(name, parents)) for name in parents},
        stems=frozenset(one for key in phrases for one in key),
        spelled=frozenset(spelled),
        longest_phrase=max(map(len, phrases)),
        longest_run=max(map(len, runs)),
    )


def _groups(text: str) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    joined = text.replace("\n  ", " ")
    for line in filter(None, joined.split("\n")):
        head, _, terms = line.partition(" : ")
        name, _, above = head.partition(" < ")
        yield name.strip(), tuple(above.split()), tuple(term.strip() for term in terms.split(",") if term.strip())


def _above(name: str, parents: Mapping[str, Iterable[str]]) -> Iterator[str]:
    met = {name}
    left = list(parents.get(name, ()))
    while left:
        one = left.pop(0)
        if one not in met:
            met.add(one)
            yield one
            left += parents.get(one, ())
