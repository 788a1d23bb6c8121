"""What the person at the terminal reads of settings, of the doctor, of what was brought in: English, whoever it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from incidents.policy import Policy
from incidents.upkeep.writing import Change

REFUSED = "This file was not accepted, and nothing was changed:"
DRY = "Nothing was applied (--dry-run)."
FASTER = "Somebody else applied settings in this moment. Nothing was changed; run it again to see the difference."


def checked(file: str, policy: Policy) -> str:
    """Nothing is wrong."""
    names = ", ".join(severity.key for severity in policy.severities)
    return (
        f"{file} is in order: severities {names}; {len(policy.teams)} teams, {len(policy.services)} services, "
        f"{len(policy.schedules)} schedules, {len(policy.escalations)} escalation policies, {len(policy.hooks)} hooks, "
        f"{len(policy.gateways)} gateways, {len(policy.robots)} robots, {len(policy.pagers)} PagerDuty services, "
        f"{len(policy.templates)} templates of postmortems."
    )


def difference(changes: Sequence[Change]) -> str:
    """One line for each key."""
    if not changes:
        return "No key changes its value."
    return "\n".join(_line(change) for change in changes)


def _line(change: Change) -> str:
    if change.before is None:
        return f"+ {change.key} = {change.after}"
    if change.after is None:
        return f"- {change.key} = {change.before}"
    return f"~ {change.key}: {change.before} -> {change.after}"


def unchanged(version: int, by: str, at: datetime) -> str:
    """The same text is in force already."""
    return f"Nothing changed: this is version {version}, applied by {by} at {at:%Y-%m-%d %H:%M} UTC."


def applied(version: int, by: str) -> str:
    """A new version stands."""
    return f"Version {version} is applied by {by}. Every running sitrep uses it within a second."


NO_ZONE = "--zone: there is no time zone {name}; write one such as Europe/Stockholm."
BOTH = "Another import brings in the same incidents. Let it end, then run this again; what is there is not repeated."


def brought_in(new: int, known: int, bad: Sequence[tuple[int, str]], unread: Sequence[str]) -> str:
    """How an import fared: every bad line by its number, then the sum."""
    lines = [f"line {number}: {why}" for number, why in bad]
    if unread:
        lines.append(f"Not read: {', '.join(unread)}.")
    lines.append(f"{new} incidents are brought in, {known} were here already, {len(bad)} lines are left out.")
    return "\n".join(lines)


def indexed(number: int) -> str:
    """The index of past incidents is made anew."""
    return f"{number} incidents are indexed anew."


def read_anew(number: int, read: int) -> str:
    """Likewise, and a model has read them."""
    return f"{indexed(number)} The model has read {read} of them here; a running sitrep may have read the others."


# What `sitrep doctor` finds: in order, or what is wrong and how to mend it.


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; without a remedy it is in order."""

    said: str
    remedy: str = ""

    @property
    def wrong(self) -> bool:
        """True if something is to be done."""
        return bool(self.remedy)

    @property
    def line(self) -> str:
        """As it is printed."""
        return f"WRONG  {self.said}\n       {self.remedy}" if self.remedy else f"ok     {self.said}"


def no_token() -> Finding:
    """Nothing to reach Slack with."""
    return Finding("SLACK_BOT_TOKEN is not set.", "Copy the Bot User OAuth Token (xoxb-...) of your app into .env.")


def token_refused(code: str) -> Finding:
    """The bot token does not work, or nobody answers."""
    return Finding(
        f"Slack does not take SLACK_BOT_TOKEN: {code}.",
        "Install the app anew and copy its Bot User OAuth Token; if Slack was not reached, look at the network.",
    )


def token(me: Mapping[str, Any]) -> Finding:
    """The bot token works."""
    return Finding(f"The bot token is of @{me.get('user')} in {me.get('team')}.")


def scopes(missing: Sequence[str]) -> Finding:
    """What the app may do, against the manifest."""
    if not missing:
        return Finding("The app has every scope of the manifest.")
    return Finding(
        f"The app lacks {', '.join(missing)}.",
        "Bring its manifest up to `sitrep manifest` at api.slack.com/apps, then install it anew.",
    )


def group_scopes(missing: Sequence[str]) -> Finding:
    """What the app may not do that a team's user group needs."""
    return Finding(
        f"The app lacks {', '.join(missing)}, which the user group of a team needs.",
        "Bring its manifest up to `sitrep manifest --user-groups` at api.slack.com/apps, then install it anew.",
    )


def skew(whose: str, ahead: timedelta, most: timedelta) -> Finding:
    """This machine's clock against another."""
    seconds = round(ahead.total_seconds())
    if abs(ahead) <= most:
        return Finding(f"This machine's clock agrees with that of {whose} (to {abs(seconds)} s).")
    way = "ahead of" if seconds > 0 else "behind"
    return Finding(
        f"This machine's clock is {abs(seconds)} s {way} that of {whose}.", "Switch on time synchronisation."
    )


def app_token() -> Finding:
    """Socket Mode works."""
    return Finding("The app token opens Socket Mode.")


def app_token_refused(code: str) -> Finding:
    """Socket Mode does not work."""
    return Finding(
        f"Slack does not take SLACK_APP_TOKEN: {code}.",
        "Make an App-Level Token with connections:write under Basic Information, and switch Socket Mode on.",
    )


def signing_secret() -> Finding:
    """Signed HTTP can only be tried from Slack's side."""
    return Finding(
        "Slack comes over signed HTTP (SLACK_SIGNING_SECRET is set; whether it is right only Slack can tell)."
    )


def no_wire() -> Finding:
    """Slack has no way in."""
    return Finding(
        "Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set: Slack cannot reach sitrep.",
        "Set the first for Socket Mode, or the second for signed HTTP.",
    )


def no_database(path: str) -> Finding:
    """There is none yet."""
    return Finding(f"There is no database in {path} yet; `sitrep run` makes it.")


def database(version: str) -> Finding:
    """It answers and fits."""
    return Finding(f"The database answers and is up to date (schema {version}).")


def unreachable(error: str) -> Finding:
    """It does not answer."""
    return Finding(f"The database does not answer: {error}.", "Check DATABASE_URL, and that the server runs.")


def old() -> Finding:
    """It is behind the program."""
    return Finding("The database is of an older sitrep.", "Stop every sitrep on it, back it up, run `sitrep migrate`.")


def too_new(version: str) -> Finding:
    """It is ahead of the program."""
    return Finding(
        f"The database is of a newer sitrep (schema {version}).", "Install that version, or restore a backup."
    )


def bad_file(file: str, mistakes: Sequence[str]) -> Finding:
    """sitrep.toml cannot be used: the bot would not start with it."""
    return Finding(f"{file} has mistakes: {' '.join(mistakes)}", f"Mend it; `sitrep check {file}` looks again.")


def file_in_force(file: str) -> Finding:
    """Nothing was applied yet."""
    return Finding(f"In force is {file}." if file else "In force are the shipped settings; there is no sitrep.toml.")


def version_in_force(version: int, by: str, *, differs: bool) -> Finding:
    """Something was applied; a file beside it may say something else."""
    said = f"In force is version {version} of the settings, applied by {by}"
    if not differs:
        return Finding(f"{said}.")
    return Finding(f"{said}; sitrep.toml here says something else.", "`sitrep apply sitrep.toml`, or remove the file.")


def unreadable(version: int, mistakes: Sequence[str]) -> Finding:
    """A newer program applied what this one does not know."""
    return Finding(
        f"This program cannot read version {version} of the settings: {' '.join(mistakes)}",
        "Install the newest sitrep here too, or apply a file that this one knows.",
    )


def announcements(name: str, *, archived: bool, inside: bool) -> Finding:
    """The channel is there."""
    if archived:
        return Finding(f"The announcement channel #{name} is archived.", "Open it again, or name another one.")
    if not inside:
        return Finding(f"The announcement channel #{name} is there; sitrep comes in when it first announces.")
    return Finding(f"The announcement channel is #{name}, and sitrep is in it.")


def announcements_missing(name: str) -> Finding:
    """There is no such channel that the bot sees."""
    return Finding(f"There is no channel #{name} that sitrep sees; it is made when something is first announced.")


def announcements_refused(name: str, code: str) -> Finding:
    """It cannot be looked at."""
    return Finding(
        f"The announcement channel {name} cannot be looked at: Slack says {code}.",
        "Invite sitrep there, or set `announcements` to a channel that it sees.",
    )


def no_team() -> Finding:
    """Nobody to look after."""
    return Finding("No team is set, so nobody's Do Not Disturb matters.")


def disturbed(names: Sequence[str], *, people: int) -> Finding:
    """Who cannot be reached now."""
    if not names:
        return Finding(f"Nobody of the {people} people in teams has Do Not Disturb on now.")
    return Finding(
        f"Do Not Disturb is on now for {', '.join(names)}: Slack shows them nothing of sitrep's.",
        "They let sitrep through under Preferences, Notifications, or somebody else answers first.",
    )


def disturbance_unknown(code: str) -> Finding:
    """Slack does not tell."""
    return Finding(
        f"Who has Do Not Disturb on cannot be looked at: Slack says {code}.",
        "The app needs dnd:read; see the scopes above.",
    )


def unknown_members(addresses: Sequence[str]) -> Finding:
    """Team members that nobody in the workspace is."""
    return Finding(
        f"Nobody known here has the address {', '.join(addresses)}.",
        "Check it in the settings, or write the Slack id; addresses are learned while `sitrep run` runs.",
    )


def mail_wrong(told: str) -> Finding:
    """Its settings cannot be used."""
    return Finding("Mail cannot be sent: its settings cannot be used.", " ".join(told.split()))


def phones_wrong(told: str) -> Finding:
    """Likewise."""
    return Finding("Nobody can be phoned: its settings cannot be used.", " ".join(told.split()))


def no_mail() -> Finding:
    """Nobody is paged by mail."""
    return Finding("No mail server is set (SITREP_SMTP_URL): nobody is paged by e-mail.")


def mail(host: str, *, known: bool) -> Finding:
    """It takes mail."""
    taken = ", takes the user and password" if known else ""
    return Finding(f"The mail server {host} answers{taken}. Nothing was sent; `/incident page-test` sends.")


def mail_refused(host: str, why: str) -> Finding:
    """It does not."""
    return Finding(
        f"The mail server {host} does not take us: {why}.",
        "Check host, port, user and password in SITREP_SMTP_URL; smtps:// is TLS from the first byte.",
    )


def no_phones() -> Finding:
    """Nobody is phoned."""
    return Finding("No account at Twilio is set (TWILIO_ACCOUNT_SID): nobody is paged by its SMS and calls.")


def phones(*, answered: bool, calls: bool) -> Finding:
    """The account is there. `calls`: its sender is a number, from which one can call."""
    only = "" if calls else " TWILIO_FROM is no number: it sends SMS and calls nobody."
    back = "" if answered else " Without SITREP_PUBLIC_URL no key, reply or delivery comes back."
    return Finding(f"Twilio takes the account. Nobody was called.{only}{back}")


def phones_refused(why: str) -> Finding:
    """It is not."""
    return Finding(
        f"Twilio does not take the account: {why}.",
        "Check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN; if Twilio was not reached, look at the network.",
    )


def place(table: str, name: str, host: str) -> Finding:
    """Somebody listens there."""
    more = ": `/incident page-test` sends one" if table == "gateways" else ""
    return Finding(
        f"[{table}.{name}]: {host} takes a connection. Whether it takes what we send, only a message shows{more}."
    )


def place_unset(table: str, name: str, variable: str) -> Finding:
    """What it needs is not in the environment."""
    return Finding(
        f"[{table}.{name}] needs {variable}, which is not set.",
        f"Set it in the environment or in .env, or take [{table}.{name}] out of the settings.",
    )


def place_refused(table: str, name: str, why: str) -> Finding:
    """Nobody listens there."""
    return Finding(f"[{table}.{name}] is not reached: {why}.", "Check its address, and the network between.")


def pager(name: str, *, answers: bool) -> Finding:
    """PagerDuty takes its key."""
    back = "" if answers else " What is answered there does not come back: set its secret and SITREP_PUBLIC_URL."
    return Finding(f"[pagerduty.{name}]: PagerDuty takes its key. Nobody was paged.{back}")


def pager_refused(name: str, why: str, variable: str) -> Finding:
    """It does not."""
    return Finding(
        f"[pagerduty.{name}]: PagerDuty does not take its key: {why}.",
        f"Copy the integration key of Events API V2 into {variable}.",
    )


def proposals(model: str) -> Finding:
    """It is there."""
    return Finding(f"The server of SITREP_PROPOSALS_URL has the model {model}: summaries get proposals from it.")


def proposals_unlisted(model: str) -> Finding:
    """It is there, and lists no models."""
    return Finding(f"The server of SITREP_PROPOSALS_URL answers; it does not say whether it has the model {model}.")


def proposals_without(model: str, there: Sequence[str]) -> Finding:
    """Another model is wanted than it has."""
    listed = ", ".join(there[:10]) or "none"
    return Finding(
        f"The server of SITREP_PROPOSALS_URL does not list the model {model}; it has {listed}.",
        "Set SITREP_PROPOSALS_MODEL to one of them. Until then drafts come without proposals.",
    )


def proposals_refused(status: int) -> Finding:
    """The key is not taken."""
    return Finding(
        f"The server of SITREP_PROPOSALS_URL refuses us: HTTP {status}.",
        "Set SITREP_PROPOSALS_KEY to a key that it takes. Until then drafts come without proposals.",
    )


def proposals_lost(code: str) -> Finding:
    """It does not answer as such a server does."""
    return Finding(
        f"The server of SITREP_PROPOSALS_URL does not answer as it should: {code}.",
        "Set it to what stands before /chat/completions, such as https://models.example.com/v1. Until then drafts come "
        "without proposals.",
    )
