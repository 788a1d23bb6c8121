"""How long the connections to Slack are waited for, listened to and trusted. docs/adr/0006 says why these figures."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds, but for the shares.

    `beat`: after so long without a frame a ping leaves, and half as long later the connection counts as lost.
    `quiet`: a connection that brought nothing for so long is replaced by a fresh one, for it may have gone deaf;
    `longest_quiet` is how far Slack can stretch that by refusing so many connections.
    `aged`: the share of the life Slack promises a connection after which it is replaced.
    `parting`: how long one that Slack has taken leave of is still listened to.
    """

    greeting: float = 10.0
    beat: float = 10.0
    quiet: float = 75.0
    longest_quiet: float = 600.0
    aged: float = 0.8
    parting: float = 20.0
    answering: float = 5.0
    first_pause: float = 1.0
    longest_pause: float = 15.0
