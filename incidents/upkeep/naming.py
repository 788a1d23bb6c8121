"""Where the settings name somebody, and what would stand there without them. Pure."""

import json
import re
from collections.abc import Collection, Iterator

from incidents.people.leaving import Line
from incidents.policy import Policy
from incidents.upkeep.writing import flat

WORD = re.compile(r'"(?:[^"\\]|\\.)*"|[A-Za-z0-9_-]+')  # A string of TOML, or a bare key.


def lines_naming(policy: Policy, names: Collection[str]) -> Iterator[Line]:
    """Every key that names a person by one of these (ids, e-mail addresses), in the order of the text, with what to
    write there: the list without them, if anybody is left in it.
    """
    wanted = {name.casefold() for name in names if name}
    for key, value in flat(policy):
        if any(_plain(word) in wanted for word in WORD.findall(value)):
            left = [one for one in json.loads(value) if _plain(one) not in wanted] if value.startswith("[") else []
            yield Line(key, json.dumps(left, ensure_ascii=False) if left else None)


def _plain(word: str) -> str:
    """Who a word is, however it is written; steps of escalations say `person:` before them."""
    return word.strip('"').casefold().removeprefix("person:")
