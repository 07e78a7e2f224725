"""The part of the settings about one channel."""

from typing import Annotated, Final, Literal, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, model_validator

from bot.ports import Autonomy, PublicationKind
from bot.settingspart import Part
from policies.faults import FieldError, said
from policies.hoursfile import HoursFile
from responders.lengths import POST, PostLimit


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise FieldError(
            said("settings.timezone.problem", value=name), said("settings.timezone.remedy")
        )
    return name


Zone = Annotated[str, AfterValidator(_zone)]


_STATUS: Final = 460  # Mastodon takes 500, the name of whom it answers included


class ChannelAutonomy(Part):
    """How far a channel lets the program go, by kind; see docs/operations.md."""

    reply: Literal[Autonomy.SHADOW, Autonomy.APPROVE] = Autonomy.APPROVE
    post: Literal[Autonomy.SHADOW, Autonomy.APPROVE] = Autonomy.APPROVE
    holding: Autonomy = Autonomy.AUTO
    crisis: Autonomy = Autonomy.APPROVE
    notice: Autonomy = Autonomy.AUTO  # what a person decided is told to the author
    service: Autonomy = Autonomy.AUTO  # answers to /start, /privacy, /langue

    def of(self, kind: PublicationKind) -> Autonomy:
        """Return the level for one kind of publication."""
        level: Autonomy = getattr(self, kind.value)
        return level


class Scope(Part):
    """What a channel is about, in words of both languages; without any, nothing is off topic."""

    en: list[str] = Field(default_factory=list)
    fr: list[str] = Field(default_factory=list)

    @model_validator(mode="after")
    def _both(self) -> Self:
        if bool(self.en) != bool(self.fr):
            raise FieldError(said("settings.scope.problem"), said("settings.scope.remedy"))
        return self

    def words(self) -> tuple[str, ...]:
        """Return the words of both languages: people mix them."""
        return (*self.en, *self.fr)


class Channel(Part):
    """One channel of the agency, or one search of somebody else's pages."""

    platform: str
    id: str
    mode: Literal["shadow", "live"] = "shadow"  # a new channel is `shadow`
    autonomy: ChannelAutonomy = ChannelAutonomy()
    timezone: Zone | None = None
    length_limit: int = Field(default=4096, ge=140)  # characters of one text on this platform
    policy: str | None = None  # name of the policy document in force here; None: the agency's
    hours: HoursFile | None = None  # None: the agency's
    reply_language: Literal["author", "both", "en", "fr"] = "author"
    holding_when: Literal["addressed", "always"] = "addressed"  # in groups
    cards: Literal["full", "masked", "link_only"] = "masked"  # what staff see of it in chat
    scope: Scope = Scope()
    may_reply: bool = True  # whether the site takes replies of institutions at all
    links_allowed: bool = True  # where not, nothing that needs a source is answered
    disclose: Literal["organization", "official"] = "organization"  # in which capacity we speak
    tone: Literal["plain", "formal"] = "plain"  # of replies

    @property
    def room(self) -> int:
        """How long one text may be, as the platform counts."""
        chosen = "length_limit" in self.model_fields_set
        if self.platform == "mastodon":
            return self.length_limit if chosen else _STATUS
        if self.platform != "x":
            return self.length_limit
        return PostLimit(self.length_limit if chosen else POST)

    def autonomy_of(self, kind: PublicationKind) -> Autonomy:
        """Return the level that holds: a channel in `shadow` is shadow for everything."""
        return Autonomy.SHADOW if self.mode == "shadow" else self.autonomy.of(kind)
