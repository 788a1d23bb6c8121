"""The sentences of each part: what it asks, and who has it."""

from dataclasses import dataclass

from bot.views.words import msg


@dataclass(frozen=True, slots=True)
class Sentences:
    """What is said of one part: `task` what it asks; to its holder (`given`, `yours`), to the channel (`has`, `asked`,
    `nobody`), to the asker (`told`, `already`, `taken`, `not_yours`).
    """

    task: str
    given: str
    has: str
    asked: str
    nobody: str
    told: str
    already: str
    taken: str
    yours: str
    not_yours: str


ROLES: dict[str, Sentences] = {
    "comms": Sentences(
        task=msg("Tell customers and colleagues what is known, so that nobody has to ask in the channel."),
        given=msg("{name} asks you to do the comms. Channel: {place}"),
        has=msg("{name} does the comms."),
        asked=msg("{name} asked {who} to do the comms."),
        nobody=msg("Nobody does the comms now."),
        told=msg("{owner} does the comms of {key} and is told by DM."),
        already=msg("{owner} does the comms of {key} already."),
        taken=msg("{owner} does the comms of {key}. `/incident role comms me` takes them over."),
        yours=msg("The comms of {key} are yours."),
        not_yours=msg("The comms of {key} are not yours, so there is nothing to give up."),
    ),
    "scribe": Sentences(
        task=msg("Write down what is tried and decided, as it happens: `/incident note words`."),
        given=msg("{name} asks you to write the record. Channel: {place}"),
        has=msg("{name} writes the record."),
        asked=msg("{name} asked {who} to write the record."),
        nobody=msg("Nobody writes the record now."),
        told=msg("{owner} writes the record of {key} and is told by DM."),
        already=msg("{owner} writes the record of {key} already."),
        taken=msg("{owner} writes the record of {key}. `/incident role scribe me` takes it over."),
        yours=msg("The record of {key} is yours to write."),
        not_yours=msg("The record of {key} is not yours to write, so there is nothing to give up."),
    ),
}
