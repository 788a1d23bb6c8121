"""`/incident help [verb]`: the verbs, the urgent ones first."""

from collections.abc import Callable, Sequence

from commands.core import Ask, Command
from commands.words import Words
from incidents.permissions import Act
from incidents.reply import Answer, Help, Reply, Verb
from storage.tx import Tx


def command(listed: Callable[[], Sequence[Command]]) -> Command:
    """The verb itself; it is told the others, which it is one of."""

    def run(ask: Ask, said: Words, tx: Tx) -> Reply:
        """Show what can be asked, or one verb whole."""
        verbs = {word: verb for verb in listed() for word in (verb.name, *verb.aliases)}
        plea = len(said.tokens) > 1  # `help me please` is no question about the verb `me`.
        one = None if plea else verbs.get(said.first.casefold())
        return Reply(
            kind=Answer.HELP, data=Help(tuple(_shown(verb) for verb in listed()), _shown(one) if one else None)
        )

    return Command(
        name="help",
        usage="[verb]",
        summary="Show what can be asked",
        example="help open",
        run=run,
        act=Act.SEE,
        aliases=("?", "usage", "帮助"),
    )


def _shown(verb: Command) -> Verb:
    return Verb(verb.name, verb.usage, verb.summary, verb.example, verb.aliases, verb.urgent)
