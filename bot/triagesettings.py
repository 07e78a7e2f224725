"""The part of the settings about which messages are answered, who speaks, and what checks do."""

from collections.abc import Iterable
from pathlib import Path

from pydantic import Field

from bot.settingspart import Part
from policies.faults import FieldError, said
from policies.hoursfile import NameFile
from responders.checknames import USUAL


class TriageSettings(Part):
    """Which messages are answered at all; see docs/operations.md."""

    same_person_days: int = Field(default=7, ge=0)  # nobody is corrected twice within; 0: they are
    thread_replies: int = Field(default=3, ge=1)  # corrections of ours in one thread…
    thread_hours: int = Field(default=24, ge=1)  # …within so many hours
    minimum_reach: int = Field(default=0, ge=0)  # of somebody else's page, where it is known
    wide_reach: int = Field(default=10_000, ge=1)  # from here on the card says so
    disputed_people: int = Field(default=3, ge=1)  # so many dispute a fact after a reply of ours…
    disputed_days: int = Field(default=30, ge=1)  # …within so many days: its owner is told
    theme_people: int = Field(default=5, ge=1)  # so many say the contrary of a fact in a week


class MatchingSettings(Part):
    """How messages are compared with the facts; see docs/facts.md."""

    vectors: bool = True  # whether meaning counts, besides words and spelling: about 150 MB
    index_folder: Path | None = None  # where the index of a large bank is kept


class Relations(Part):
    """Who answers journalists, and elected people and candidates: cases are handed over there."""

    media: NameFile = NameFile(
        en="Media Relations, media@learnersupport.example",
        fr="Relations avec les médias, medias@soutienauxapprenants.example",
    )
    parliamentary: NameFile = NameFile(
        en="Parliamentary Relations, parliament@learnersupport.example",
        fr="Relations parlementaires, parlement@soutienauxapprenants.example",
    )


def known_checks(names: Iterable[str]) -> None:
    """Refuse the name of a check that there is not.

    Raises:
        FieldError: there is none with that name.
    """
    for name in names:
        if name not in USUAL and not _of_translation(name):
            raise FieldError(
                said("triage.settings.check.problem", name=name),
                said("triage.settings.check.remedy", names=", ".join(USUAL)),
            )


def _of_translation(name: str) -> bool:
    """Whether a name is that of a check of translations: translated.negation."""
    if not name.startswith("translated."):
        return False
    from responders.translationchecks import setting_names  # only where one is set

    return name in setting_names()


def named_official(official: NameFile | None, agency: NameFile, *, wanted: bool) -> None:
    """Refuse a channel on which an official speaks, and none is named with the agency's name.

    Raises:
        FieldError: nobody is named, or not for whom they speak.
    """
    if official is None:
        fault = wanted
    else:
        fault = agency.en not in official.en or agency.fr not in official.fr
    if fault:
        raise FieldError(
            said("triage.settings.official.problem"), said("triage.settings.official.remedy")
        )
