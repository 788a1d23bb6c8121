"""How the timeline tells of articles, of runbooks and of past incidents."""

from collections.abc import Callable, Mapping

from bot.views.words import SafeText, Voice, esc, msg
from incidents.knowledge.judging import Verdict
from incidents.model import EntryKind
from incidents.policy import Policy

Said = Mapping[str, str]
NAMES = ("article", "step", "text", "title", "runner")


def _article(said: Said, voice: Voice, policy: Policy) -> SafeText:
    return voice.say("posted {key}: {title}", key=said["article"], title=said["title"])


STEPS = {
    "started": msg("started the runbook {article}: {title}"),
    "ended": msg("all steps of {article} are settled"),
    "done": msg("{article}, step {step} done: {text}"),
    "skipped": msg("{article}, step {step} left out: {text}"),
    "wrong": msg("{article}, step {step} is wrong as written: {text}"),
    "reopened": msg("{article}, step {step} opened again: {text}"),
    "asked": msg("{article}, step {step}: asked for a second person to run {runner}"),
    "sent": msg("{article}, step {step}: runs {runner}"),
    "refused": msg("{article}, step {step}: did not let {runner} run"),
    "taken": msg("{article}, step {step}: {runner} has taken it"),
    "failed": msg("{article}, step {step}: {runner} has not taken it"),
    "unsure": msg("{article}, step {step}: nobody knows whether {runner} has taken it; it is not asked again"),
    "expired": msg("{article}, step {step}: {runner} could not be asked in time; nothing runs"),
    "late": msg("{article}, step {step} takes longer than planned: {text}"),
}


def _step(said: Said, voice: Voice, policy: Policy) -> SafeText:
    text = voice.say(STEPS[said["act"]], **{name: said.get(name, "") for name in NAMES})
    more = [said[name] for name in ("answer", "why", "output") if said.get(name)]
    return SafeText(" · ".join((text, *(esc(one) for one in more))))


LIKENED = {
    Verdict.SAME: msg("called it the same problem as {other}"),
    Verdict.DIFFERENT: msg("called it different from {other}"),
    Verdict.HELPED: msg("said that {other} helped"),
    Verdict.USELESS: msg("said that {other} did not help"),
}


def _likened(said: Said, voice: Voice, policy: Policy) -> SafeText:
    return voice.say(LIKENED[Verdict(said["verdict"])], other=said["other"])


SENTENCES: dict[EntryKind, Callable[[Said, Voice, Policy], SafeText]] = {
    EntryKind.ARTICLE: _article,
    EntryKind.STEP: _step,
    EntryKind.LIKENED: _likened,
}
