"""The form of fact files: what people write, before it is looked at as a whole."""

from datetime import date
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from responders.values import Rating

MAX_VARIANTS: Final = 200  # of one claim in one language
MAX_TEXT: Final = 1_000  # characters

Text = Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Address = Annotated[str, Field(min_length=1, max_length=2_000)]


def _word(value: object) -> object:
    """In YAML, `rating: false` is no word."""
    return str(value).lower() if isinstance(value, bool) else value


Rated = Annotated[Rating, BeforeValidator(_word)]


class Strict(BaseModel):
    """A mapping in which an unknown key is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class BothTexts(Strict):
    """A text in each language."""

    en: Text
    fr: Text


class BothAddresses(Strict):
    """A page in each language."""

    en: Address
    fr: Address


class BothLists(Strict):
    """Texts in each language."""

    en: list[Text] = Field(min_length=1, max_length=MAX_VARIANTS)
    fr: list[Text] = Field(min_length=1, max_length=MAX_VARIANTS)


class ClaimEntry(Strict):
    """A claim below the fact that answers it."""

    id: Id
    variants: BothLists
    rating: Rated = Rating.FALSE
    first_seen: date | None = None
    seen: tuple[Address, ...] = Field(default=(), max_length=1_000)
    reply: BothTexts | None = None


class LooseClaim(ClaimEntry):
    """A claim in a list of its own, which names the fact that answers it."""

    fact: Id


class Defaults(Strict):
    """What the facts of one file share."""

    owner: Text | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    review_on: date | None = None


class FactEntry(Strict):
    """One fact, as written."""

    id: Id
    topic: Id
    statement: BothTexts
    source: BothAddresses
    owner: Text | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    review_on: date | None = None
    replaces: Id | None = None
    tags: tuple[Id, ...] = ()
    questions: BothLists | None = None
    claims: tuple[ClaimEntry, ...] = ()
    misconceptions: tuple[ClaimEntry, ...] = ()  # the same: what the key was called before


class FactFile(Strict):
    """One file of facts, of claims, or of both."""

    defaults: Defaults = Defaults()
    facts: list[FactEntry] = []
    claims: list[LooseClaim] = []
