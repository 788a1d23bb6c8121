"""What the asker is told of articles: one, a list, what was written."""

from collections.abc import Callable

from bot.views.blocks import EMPTY, Block, Drawn, buttons, context, fitting, paragraphs, section, spoken
from bot.views.knowledge import markdown
from bot.views.knowledge.parts import KB, RUNBOOK, facts, kind
from bot.views.words import SafeText, Voice, cut, esc, msg
from incidents.decision import Choice
from incidents.knowledge.articles import Kind, Label
from incidents.knowledge.freshness import Stale
from incidents.knowledge.shown import Labels, Shown, Ways
from incidents.model import IncidentId, key_of
from incidents.policy import Policy
from incidents.reply import Answer, Reply

LONGEST_PAGE = 9000  # Characters of mark-up beside head and buttons.
SENTENCES: dict[Answer, str] = {
    Answer.ARTICLE_ADDED: msg("{key} is written: {title}. `/kb edit {key}` changes it, `/kb tag {key} +dns` tags it."),
    Answer.ARTICLE_CHANGED: msg("{key} is changed: {title}."),
    Answer.ARTICLE_TAGGED: msg("{key} has these tags: {items}."),
    Answer.ARTICLE_UNTAGGED: msg("{key} has no tag."),
    Answer.ARTICLE_REVIEWED: msg("{key} counts as reviewed today: {title}."),
    Answer.ARTICLE_WITHDRAWN: msg("{key} is withdrawn: {title}. `/kb restore {key}` brings it back."),
    Answer.ARTICLE_RESTORED: msg("{key} can be found again: {title}."),
    Answer.ARTICLE_POSTED: msg("{name} is posted into {key}."),
}


def _article(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    if not isinstance(told.data, Shown):
        return EMPTY
    article, number = told.data.article, told.data.page
    head = SafeText(f"*{esc(article.key)} · {esc(article.page.title)}*")
    pages = _pages(markdown.drawn(article.page.body))
    number = min(max(number, 1), len(pages))
    blocks: list[Block] = [
        section(head),
        context(*facts(article, voice), *_uses(told.data, voice)),
        *paragraphs(pages[number - 1]),
    ]
    choices = []
    if len(pages) > 1:
        blocks.append(context(voice.say("Page {n} of {most}.", n=number, most=len(pages))))
        choices += [Choice("Next page", f"{KB} show {article.key} page {number + 1}")] if number < len(pages) else []
    choices += _acts(told.data)
    return Drawn("\n".join((head, *pages[0][:5])), (*blocks, *buttons(voice, choices)))


def _uses(shown: Shown, voice: Voice) -> list[str]:
    """Whether it is to be looked at again; when a runbook was last of use, and when it was last tried."""
    said: list[str] = [_stale(shown.stale, voice)] if shown.stale else []
    if shown.article.page.kind is not Kind.RUNBOOK:
        return said
    used = voice.say("last used {at}", at=shown.used_at) if shown.used_at else voice.say("never used")
    drilled = voice.say("last drill {at}", at=shown.drilled_at) if shown.drilled_at else voice.say("no drill yet")
    return [*said, f"{used} · {drilled}"]


def _stale(found: Stale, voice: Voice) -> SafeText:
    if found.change:
        return voice.say("Check it: {service} has changed {at}.", service=found.change.service, at=found.change.at)
    return voice.say("It is to be reviewed.")


def _pages(lines: list[SafeText]) -> list[list[SafeText]]:
    """Lines in pages that each fit into one message."""
    pages: list[list[SafeText]] = []
    rest = lines or [SafeText(" ")]
    while rest:
        page = list(fitting(rest, LONGEST_PAGE)) or rest[:1]
        pages.append(page)
        rest = rest[len(page) :]
    return pages


def _acts(shown: Shown) -> list[Choice]:
    article = shown.article
    if article.withdrawn_at:
        return [] if article.file else [Choice("Restore", f"{KB} restore {article.key}")]
    acts = [_post(article.key, shown.incident)] if shown.incident else []
    if shown.incident and article.page.kind is Kind.RUNBOOK:
        acts.append(Choice("Start checklist", f"{RUNBOOK} {article.key}", shown.incident))
    if not article.file:
        acts += [Choice("Edit", f"{KB} edit {article.key}"), Choice("Reviewed", f"{KB} reviewed {article.key}")]
    return acts


def _post(key: str, incident: int) -> Choice:
    return Choice("Post to {key}", f"{KB} post {key}", incident, values=(("key", key_of(IncidentId(incident))),))


def _labels(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    if not isinstance(told.data, Labels):
        return EMPTY
    data = told.data
    if not data.labels:
        return spoken(_nothing(data, voice), (Choice("Write it", f"{KB} add {data.words}".strip()),), voice)
    head = voice.say("*Articles*, the newest first")
    if data.words:
        head = voice.say("*Articles* for “{words}”", words=cut(data.words, 80))
    if data.best:
        head = voice.say("*Articles* for “{words}”, the best first", words=cut(data.words, 80))
    blocks: list[Block] = [section(head)]
    said: list[str] = [head]
    for place, label in enumerate(data.labels):
        line = _label(label, voice)
        blocks.append(section(line))
        said.append(line)
        if place < MOST_ACTS:
            acts = (
                Choice("Show", f"{KB} show {label.key}"),
                *([_post(label.key, data.incident)] if data.incident else []),
            )
            blocks += buttons(voice, acts, first=5 * place)
    if data.total > len(data.labels):
        blocks.append(context(voice.say("There are {n} more.", n=data.total - len(data.labels))))
    return Drawn("\n".join(said), tuple(blocks))


MOST_ACTS = 10  # The others are shown by their key.


def _label(label: Label, voice: Voice) -> SafeText:
    tags = " ".join(f"#{esc(tag)}" for tag in label.tags)
    parts = (f"*{esc(label.key)}* {esc(cut(label.title, 150))}", kind(label.kind, voice), tags)
    line = f"\n&gt; {esc(label.line)}" if label.line else ""
    return SafeText(" · ".join(part for part in parts if part) + line)


def _nothing(data: Labels, voice: Voice) -> SafeText:
    if not data.words:
        return voice.say("There is no article yet. `/kb add Disk full on db: delete old logs` writes one.")
    return voice.say("Nothing is written about “{words}”.", words=cut(data.words, 200))


def _help(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    head = voice.say("*What the team knows*")
    ways = told.data.ways if isinstance(told.data, Ways) else ()
    lines = [SafeText(f"`/kb {esc(one.typed)}`  {voice.say(one.summary)}") for one in ways]
    return Drawn("\n".join((head, *lines)), (section(head), *paragraphs(lines)))


LAYOUTS: dict[Answer, Callable[[Reply, Voice, Policy], Drawn]] = {
    Answer.ARTICLE: _article,
    Answer.ARTICLES: _labels,
    Answer.KB_HELP: _help,
}
