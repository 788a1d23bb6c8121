"""A postmortem shown, asked for, and sent as a file."""

from commands import words
from commands.core import Ask
from commands.postmortem import drafting
from commands.words import Words
from incidents.decision import Choice, Refused
from incidents.model import Incident
from incidents.postmortem import keeping
from incidents.postmortem.model import Part
from incidents.postmortem.paper import Form, Paper, Postmortem
from incidents.postmortem.shown import Sheet, Shown
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx

PAGE = ("page", "页")
# What people call a section, beside its own name.
NAMED = {
    **{str(part): part for part in Part},
    **dict.fromkeys(("fact", "事实"), Part.FACTS),
    **dict.fromkeys(("概述", "摘要"), Part.SUMMARY),
    **dict.fromkeys(("影响",), Part.IMPACT),
    **dict.fromkeys(("时间线",), Part.TIMELINE),
    **dict.fromkeys(("factors", "促成因素"), Part.CONTRIBUTING),
    **dict.fromkeys(("causes", "原因"), Part.CAUSE),
    **dict.fromkeys(("mitigation", "fix", "处理"), Part.MITIGATORS),
    **dict.fromkeys(("detection", "发现与响应"), Part.RESPONSE),
    **dict.fromkeys(("good", "顺利"), Part.WELL),
    **dict.fromkeys(("bad", "不顺"), Part.BADLY),
    **dict.fromkeys(("lucky", "运气"), Part.LUCK),
    **dict.fromkeys(("lessons", "risks", "经验"), Part.LEARNINGS),
    **dict.fromkeys(("action", "改进"), Part.ACTIONS),
}


def show(incident: Incident, left: Words, tx: Tx) -> Reply:
    """The whole in short, or the section that is named, a page at a time."""
    paper = demanded(incident, tx)
    names = drafting.names(tx, paper)
    if not left.tokens:
        return Reply(kind=Answer.POSTMORTEM, data=Shown(paper, names=names))
    part, rest = section(paper, left)
    page = words.number(rest.after_first().first) if rest.first.casefold() in PAGE else None
    return Reply(kind=Answer.POSTMORTEM, data=Shown(paper, part, page or 1, names))


def sheet(incident: Incident, of: Sheet, tx: Tx) -> Reply:
    """The agenda of a meeting about it, or a page for whoever has no time."""
    paper = demanded(incident, tx)
    return Reply(kind=Answer.POSTMORTEM, data=Shown(paper, names=drafting.names(tx, paper), sheet=of))


def draft(ask: Ask, incident: Incident, tx: Tx) -> Reply:
    """Ask for a draft: where none was asked for, or where the record has lines that it has not read."""
    last = tx.timeline.read(incident.id, limit=1)
    tx.outbox.owe(incident.id, [keeping.asked(incident, last[0].seq if last else 0, by=ask.person)])
    tx.stirred = True
    return reply(Answer.POSTMORTEM_DRAFTING, key=incident.key)


def export(ask: Ask, incident: Incident, left: Words, tx: Tx) -> Reply:
    """Send it to the asker as a file."""
    found = kept(incident, tx)
    form = _form(left.first)
    if form is None:
        raise Refused(
            "I do not know the form “{word}”. `/incident postmortem {key} export md`, `html`, `json` or `confluence`.",
            word=left.first,
            key=incident.key,
            choices=tuple(
                Choice("{word}", f"postmortem export {one.value}", incident.id, values=(("word", one.value),))
                for one in Form
            ),
        )
    number = f"{found.version}-{int((tx.now - found.drafted_at).total_seconds())}"  # Asked again it is another one.
    tx.outbox.owe(incident.id, [keeping.file(incident, form, number=number, to=ask.person)])
    tx.stirred = True
    return reply(Answer.POSTMORTEM_SENT, key=incident.key, word=form.value)


def _form(word: str) -> Form | None:
    said = word.casefold().lstrip(".")
    also = {"": Form.MARKDOWN, "markdown": Form.MARKDOWN, "page": Form.HTML}
    return also.get(said) or next((form for form in Form if form.value == said), None)


def demanded(incident: Incident, tx: Tx) -> Paper:
    """What it is shown from. Raises Refused where there is none."""
    found = drafting.paper(tx, incident)
    if found is None:
        raise none_yet(incident)
    return found


def kept(incident: Incident, tx: Tx) -> Postmortem:
    """The postmortem. Raises Refused where there is none."""
    found = tx.postmortems.find(incident.id)
    if found is None:
        raise none_yet(incident)
    return found


def none_yet(incident: Incident) -> Refused:
    """There is none, and how to get one."""
    return Refused(
        "There is no postmortem of {key} yet. `/incident postmortem {key} draft` writes one from the record.",
        key=incident.key,
        choices=(Choice("Draft it", "postmortem draft", incident.id),),
    )


def section(paper: Paper, said: Words) -> tuple[str, Words]:
    """The section that the first words name, and the words after them. Raises Refused."""
    called = {paper.title(part).casefold(): part for part in paper.parts if paper.title(part)}
    typed = [token.text.casefold() for token in said.tokens]
    for number in range(len(typed), 0, -1):
        if part := called.get(" ".join(typed[:number])):
            return part, said.without(said.tokens[:number])
    named = NAMED.get(said.first.casefold(), said.first)
    if named not in paper.parts:
        raise Refused(
            "I do not know the section “{word}”. There are: {names}.",
            word=said.first,
            names=", ".join(f"`{paper.name(one)}`" for one in paper.parts),
        )
    return named, said.after_first()
