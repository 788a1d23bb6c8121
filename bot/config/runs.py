"""`[runs.name]`: the shape of what steps of runbooks may run, and what of it cannot be."""

from typing import Annotated

from pydantic import Field, field_validator, model_validator

from bot.config.outlets import ADDRESS, trusted
from bot.config.values import Strict, a_variable
from incidents.outlets import INPUTS, PLACE, Doer, Runner


class RunnerPart(Strict):
    """One `[runs.name]`."""

    kind: Doer
    address: Annotated[str, Field(pattern=ADDRESS)]
    secret: Annotated[str, a_variable("RUN", needed=True)]
    ref: Annotated[str, Field(pattern=r"^\S{1,200}$")] = "main"
    inputs: dict[Annotated[str, Field(pattern=r"^[A-Za-z_][\w-]{0,60}$")], str] = Field(default_factory=dict)
    risky: bool = False
    repeatable: bool = False

    @field_validator("address")
    @classmethod
    def usable_address(cls, value: str) -> str:
        """Trusted, and the same for every incident."""
        if PLACE.search(value):
            raise ValueError("write the whole address as it is; what differs goes into inputs")
        return trusted(value)

    @field_validator("inputs")
    @classmethod
    def known_places(cls, value: dict[str, str]) -> dict[str, str]:
        """Places that can be filled in."""
        for text in value.values():
            for place in PLACE.findall(text):
                if place not in INPUTS:
                    raise ValueError(f"there is no {{{place}}}: write {', '.join(f'{{{one}}}' for one in INPUTS)}")
        return value

    @model_validator(mode="after")
    def asked_again_only_where_known_again(self) -> "RunnerPart":
        """GitHub, Jenkins and AWX start a new run for every request."""
        if self.repeatable and self.kind is not Doer.WEBHOOK:
            raise ValueError(
                "only a webhook can be repeatable: GitHub, Jenkins and AWX start another run for every request"
            )
        return self

    def runner(self, name: str) -> Runner:
        """The same as a value."""
        return Runner(
            name=name,
            kind=self.kind,
            address=self.address,
            secret=self.secret,
            ref=self.ref,
            inputs=tuple(self.inputs.items()),
            risky=self.risky,
            repeatable=self.repeatable,
        )
