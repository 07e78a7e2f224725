"""The part of the settings about saved searches of what third parties say, on any platform."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Final, Self

from pydantic import AfterValidator, Field, model_validator

from bot.settingspart import Part
from policies.faults import FieldError, said
from policies.masking import mask

_SLUG: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
# operators that aim at an account: https://docs.x.com, "Search operators"
_ACCOUNT: Final = re.compile(
    r"(?:\b(?:from|to|retweets_of|replies_of|mentions):@?|(?<![\w@/.])@)([A-Za-z0-9_]{1,20})",
    re.IGNORECASE,
)
_AIMED: Final = re.compile(r"\b(?:list|bio|bio_name|bio_location|retweets_of_user):", re.IGNORECASE)
# two words with capitals in a row may be somebody's name; operators stand alone
_NAMED: Final = re.compile(r"(?<![\w:])[A-ZÀ-ÖØ-Þ][\w'’-]+(?:[ \t]+[A-ZÀ-ÖØ-Þ][\w'’.-]+)+")
_OPERATORS: Final = re.compile(r"\b(?:OR|AND|NOT)\b")


def _slug(name: str) -> str:
    if not _SLUG.fullmatch(name):
        raise FieldError(said("x.settings.name.problem", name=name), said("x.settings.name.remedy"))
    return name


class SavedSearch(Part):
    """A search of what third parties say: somebody answers for it, for a purpose, until a day."""

    name: Annotated[str, AfterValidator(_slug)]
    query: str = Field(min_length=1, max_length=480)  # X takes 512, and some are ours
    owner: str = Field(min_length=1)  # who answers for it
    purpose: str = Field(min_length=10)
    until: date  # the last day

    @model_validator(mode="after")
    def _no_personal_data(self) -> Self:
        bare = _ACCOUNT.sub(" ", self.query)
        if _AIMED.search(self.query) or mask(bare) != bare:
            raise FieldError(
                said("x.settings.query.person", name=self.name),
                said("x.settings.query.person_remedy"),
            )
        return self

    def accounts(self) -> tuple[str, ...]:
        """Return the handles that the query aims at, in lower case."""
        return tuple(found[1].lower() for found in _ACCOUNT.finditer(self.query))

    def names(self) -> tuple[str, ...]:
        """Return what in the query may be somebody's name."""
        bare = _ACCOUNT.sub(" ", self.query)
        pieces = (piece for piece in _OPERATORS.split(bare))
        return tuple(found[0] for piece in pieces for found in _NAMED.finditer(piece))


def check_searches(
    searches: Sequence[SavedSearch],
    own: Iterable[str],
    public_accounts: Iterable[str],
    public_names: Iterable[str],
) -> None:
    """Refuse searches that aim at a person: every platform's saved searches go by these rules.

    Raises:
        FieldError: one aims at an account or a name that is neither ours nor public.
    """
    known = {*own, *(one.lower().removeprefix("@") for one in public_accounts)}
    public = [" ".join(one.split()).casefold() for one in public_names]
    for search in searches:
        for account in search.accounts():
            if account not in known:
                raise FieldError(
                    said("x.settings.query.account", name=search.name, account=account),
                    said("x.settings.query.account_remedy"),
                )
        for name in search.names():
            if not any(" ".join(name.split()).casefold() in one for one in public):
                raise FieldError(
                    said("x.settings.query.name", name=search.name, words=name),
                    said("x.settings.query.name_remedy"),
                )


def check_distinct(names: Sequence[str]) -> None:
    """Refuse a name that stands twice in a list.

    Raises:
        FieldError: one does.
    """
    again = next((one for one in names if names.count(one) > 1), None)
    if again is not None:
        raise FieldError(
            said("x.settings.twice.problem", name=again), said("x.settings.twice.remedy")
        )
