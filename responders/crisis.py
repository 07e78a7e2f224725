"""The crisis text: where help is to be had, day and night, in either language.

People wrote both texts. Nothing in here translates: an author of another language gets both.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from policies.faults import FieldError, said
from policies.yamlfile import load_yaml, parse_model
from responders.values import DraftText, SpeechAct
from responders.wording import (
    WordedSentence,
    compose,
    languages_to_send,
    placeholders,
    wording_hash,
)
from translations.values import OFFICIAL_LANGUAGES

CRISIS_FILE: Final = Path(__file__).parent / "data" / "wording" / "crisis.yaml"
HELPLINES: Final = ("9-8-8", "911")  # Suicide Crisis Helpline of Canada; emergency services


class CrisisFile(BaseModel):
    """The authored wording; both helplines must be in sentences that always go out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    self_harm: list[WordedSentence] = Field(min_length=1)

    @model_validator(mode="after")
    def _helplines(self) -> Self:
        required = [s for s in self.self_harm if not (s.optional or s.automatic or s.alone)]
        for lang in OFFICIAL_LANGUAGES:
            text = " ".join(sentence.text(lang) for sentence in required)
            missing = [number for number in HELPLINES if number not in text]
            if missing:
                numbers = ", ".join(missing)
                raise FieldError(
                    said("holding.file.helpline.problem", numbers=numbers),
                    said("holding.file.helpline.remedy", numbers=numbers),
                )
        if any(placeholders(sentence.en) for sentence in self.self_harm):
            raise FieldError(
                said("holding.file.fixed.problem"),
                said("holding.file.fixed.remedy"),
            )
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisWording:
    """The wording in use, and the hash that its approval binds to."""

    self_harm: tuple[WordedSentence, ...]
    sha256: str


def load_crisis(path: Path = CRISIS_FILE) -> CrisisWording:
    """Read the wording.

    Raises:
        DocumentError: The file has faults.
    """
    sentences = parse_model(load_yaml(path), CrisisFile).self_harm
    return CrisisWording(self_harm=tuple(sentences), sha256=wording_hash({"self_harm": sentences}))


@cache
def shipped_crisis() -> CrisisWording:
    """Return the wording that comes with the program, read once."""
    return load_crisis()


def crisis_reply(
    languages: Iterable[str],
    *,
    wording: CrisisWording | None = None,
    automatic: bool = False,
    limit: int | None = None,
) -> DraftText:
    """Return the reply for an author who may be in danger.

    Args:
        languages: What the author reads; another than English or French gets both.
        wording: The agency's own wording; the shipped one where it has none.
        automatic: Whether it goes out before a person has looked; the text then says so.
        limit: Characters that fit into one language's text; both helplines always stay.
    """
    return compose(
        (wording or shipped_crisis()).self_harm,
        {},
        act=SpeechAct.CRISIS,
        template="crisis.self_harm",
        languages=languages_to_send(languages),
        automatic=automatic,
        limit=limit,
    )
