"""A text as terms: stems of words, pairs of neighbours in scripts without spaces, names of errors. The same for what is
kept and for what is asked, on every database.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from incidents.knowledge.stems import stem

MOST = 4_000  # Characters from either end of a text: what matters stands there, and a pasted log costs no more.
LONGEST = 40  # Characters of a term.
# Han, kana and hangul have no spaces between words.
DENSE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"
RUN = re.compile(rf"(?:(?=\w)[{DENSE}])+|(?:(?![{DENSE}_])\w)+(?:['’](?:(?![{DENSE}_])\w)+)?")
NO_WORD = re.compile(r"\W")
PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
LETTERS_THEN_NUMBER = re.compile(r"([a-z]{2,})(\d+)")
# Parts of names that machines give to pods, containers and requests: letters and digits that change more than once.
MADE_UP = re.compile(r"(?=(?:[a-z]*\d+[a-z]+){2}|(?:\d*[a-z]+\d+){2})[a-z0-9]{5,}|[0-9a-f]{12,}")
SIGNATURE = re.compile(r"x509|k8s|ipv[46]|sha\d+|utf8|log4j|h[23]|i18n|s3|ec2|[0-9]{2}[0-9a-z]{3}")
STOPS = frozenset(
    (
        *("a", "an", "the", "is", "are", "was", "were", "be", "been", "being", "am"),
        *("to", "of", "in", "on", "at", "for", "from", "by", "and", "or", "but"),
        *("if", "with", "not", "no", "nor", "it", "its", "our", "we", "us", "you"),
        *("your", "he", "she", "they", "them", "their", "his", "her", "i", "me", "my"),
        *("this", "that", "these", "those", "there", "here", "have", "has", "had", "having", "do"),
        *("does", "did", "doing", "done", "can", "could", "will", "would", "should", "may", "might"),
        *("must", "shall", "as", "so", "than", "then", "too", "very", "just", "about", "into"),
        *("over", "after", "before", "during", "while", "when", "where", "which", "who", "whom", "what"),
        *("why", "how", "all", "any", "some", "each", "every", "few", "more", "most", "other"),
        *("another", "such", "only", "own", "same", "up", "out", "off", "again", "also", "still"),
        *("now", "get", "gets", "got", "getting", "let", "make", "makes", "made", "go", "goes"),
        *("going", "went", "gone", "come", "comes", "came", "since", "because", "until", "upon", "per"),
        *("via", "onto", "around", "between", "through", "against", "like", "look", "looks", "looking", "seem"),
        *("seems", "see", "seen", "saw", "say", "says", "said", "tell", "told", "think", "know"),
        *("known", "want", "need", "one", "ones", "two", "three", "both", "many", "much", "lot"),
        *(
            "lots",
            "thing",
            "things",
            "way",
            "something",
            "anything",
            "nothing",
            "everything",
            "someone",
            "anyone",
            "everyone",
        ),
        *("really", "even", "ever", "yet", "already", "keep", "keeps", "kept", "start", "started", "begin"),
        *("began", "today", "yesterday", "please", "help", "asap", "hi", "hello", "team", "folks", "guys"),
        *("dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "werent", "hasnt", "havent", "im", "ive"),
        *("were", "theyre", "thats", "whats", "s", "t", "re", "ll", "ve", "d", "etc"),
        *("eg", "ie", "vs", "incident", "issue", "issues", "problem", "problems", "wrong", "report", "reports"),
        *("reported", "see", "seeing", "people", "person", "use", "used", "using", "user", "users"),
    )
)


@dataclass(frozen=True, slots=True)
class Word:
    """One term and where it stands in the text. `dense`: a run of a script without spaces."""

    term: str
    start: int
    end: int
    dense: bool = False


def shortened(text: str) -> str:
    """What is read of a text: both of its ends."""
    return text if len(text) <= 2 * MOST else f"{text[:MOST]}\n{text[-MOST:]}"


def folded(text: str) -> str:
    """Without case, width and accents, and without what is no letter: ¼ comes apart into more than letters."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    bare = unicodedata.normalize("NFC", "".join(c for c in plain if not unicodedata.combining(c)))
    return NO_WORD.sub("", bare)


def words(text: str) -> Iterator[Word]:
    """Every word in order, stop words too; a run of a dense script is one word, not yet cut into pairs."""
    for found in RUN.finditer(text):
        run = found[0]
        if run[0] >= "\u3040" and re.match(f"[{DENSE}]", run):
            yield Word("".join(map(_usual, run)), found.start(), found.end(), dense=True)
        else:
            for term in _spoken(run):
                yield Word(term, found.start(), found.end())


def _spoken(run: str) -> Iterator[str]:
    """The terms of one written word: itself, and its parts where it is written like NullPointerException or db12."""
    whole = folded(run)[:LONGEST]
    parts = PART.findall(run) if not run.islower() and not run.isupper() and run.isascii() else []
    if len(parts) > 1 and not any(part.isdigit() for part in parts):
        yield from (part.lower()[:LONGEST] for part in parts)
    if SIGNATURE.fullmatch(whole):
        yield whole
    elif (split := LETTERS_THEN_NUMBER.fullmatch(whole)) and len(split[1]) > 2:
        yield split[1]
    elif whole and not MADE_UP.fullmatch(whole):
        yield whole


def _usual(letter: str) -> str:
    """The letter in its usual form, where that is one letter too."""
    usual = unicodedata.normalize("NFKC", letter)
    return usual if len(usual) == 1 and usual.isalnum() else letter


def pairs(run: str) -> Iterator[str]:
    """Two neighbours at a time; a single character is a term of its own."""
    if len(run) == 1:
        yield run
    for at in range(len(run) - 1):
        yield run[at : at + 2]


def term_of(word: str) -> str:
    """The stem under which a word is kept; empty for a stop word and for numbers too short to mean anything."""
    if word in STOPS or (len(word) < 2) or (word.isdigit() and not 3 <= len(word) <= 12):
        return ""
    return stem(word)
