"""Names of other systems as words that can be typed, each once."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Names:
    """Names that are taken, in any case of letters."""

    taken: set[str] = field(default_factory=set)

    def unused(self, name: str) -> str:
        """The name as one word in small letters, with a number behind it if another has it already."""
        word = "-".join(name.casefold().split()) or "unnamed"
        number = 1
        while (found := word if number == 1 else f"{word}-{number}") in self.taken:
            number += 1
        self.taken.add(found)
        return found
