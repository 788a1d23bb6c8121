"""Articles as terms, by the same words and concepts as past incidents: what of an article is put into the index, how
the ranking weighs it, and which of its lines answers best.
"""

from collections.abc import Collection, Iterator, Mapping

from incidents.knowledge import analysis, ranking
from incidents.knowledge.articles import Article
from incidents.knowledge.concepts import Lexicon

PIECE = 2000  # Characters that are read at a time: the ends of a longer text alone would be read.
# An article has a long text in place of a summary, and tags beside its title.
USUAL: Mapping[str, int] = {**ranking.USUAL, "title": 8, "summary": 90, "implied": 20}
LEAST = 0.1  # Whoever asks for an article wants to see it, though it is not sure.
LONGEST_LINE = 160


def terms(article: Article, lexicon: Lexicon) -> str:
    """The terms, a line for each of analysis.FIELDS, each once in a field."""
    page = article.page
    texts = {"title": " ".join((page.title, *page.tags)), "service": " ".join(page.matching.services)}
    texts |= {"summary": "", "cause": "", "fix": ""}
    found = {name: dict.fromkeys(kept) for name, kept in analysis.terms_of(texts, lexicon).items()}
    for piece in _pieces(" ".join(page.matching.words) + "\n" + page.body):
        more = analysis.terms_of({"summary": piece}, lexicon)
        found["summary"] |= dict.fromkeys(more["summary"])
        found["implied"] |= dict.fromkeys(more["implied"])
    said = {term for name, kept in found.items() if name != "implied" for term in kept}
    found["implied"] = dict.fromkeys(term for term in found["implied"] if term not in said)
    return "\n".join(" ".join(found[name]) for name in analysis.FIELDS)


def telling(body: str, shared: Collection[str], lexicon: Lexicon) -> str:
    """The line of a text that says most of what is asked for; nothing where none does."""
    best, most = "", 0
    for line in body.splitlines()[:400]:
        said = len(analysis.marks(line[:PIECE], shared, lexicon)) if line.strip() else 0
        if said > most:
            best, most = line.strip(), said
    return best if len(best) <= LONGEST_LINE else best[: LONGEST_LINE - 1].rstrip() + "…"


def _pieces(text: str) -> Iterator[str]:
    """Cut at line breaks where there are any."""
    while text:
        cut = text.rfind("\n", PIECE // 2, PIECE) if len(text) > PIECE else len(text)
        cut = cut if cut > 0 else PIECE
        yield text[:cut]
        text = text[cut:].lstrip("\n")
