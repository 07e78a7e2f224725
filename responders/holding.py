"""Holding replies: what a closed agency says at once, to whom, and only once in a closure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final, Self
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, model_validator

from policies.faults import FieldError, said
from policies.hours import BusinessHours
from policies.hourswording import moment_words
from policies.message import ARRIVAL, Message, MessageEvent, MessageKind
from policies.screening_values import Handling, Screening, Speaker
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

HOLDING_FILE: Final = Path(__file__).parent / "data" / "wording" / "holding.yaml"

# variant -> placeholders that it may use
_ALLOWED: Final[Mapping[str, frozenset[str]]] = {
    "closed": frozenset({"reason", "opening"}),
    "no_opening": frozenset({"reason"}),
    "incident": frozenset({"reason"}),
}


class HoldingFile(BaseModel):
    """The authored wording: one list of sentences per situation."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    closed: list[WordedSentence] = Field(min_length=1)  # we know when we reopen
    no_opening: list[WordedSentence] = Field(min_length=1)  # no opening is in sight
    incident: list[WordedSentence] = Field(min_length=1)  # closed until further notice

    @model_validator(mode="after")
    def _known_placeholders(self) -> Self:
        for variant, allowed in _ALLOWED.items():
            for sentence in self.variants()[variant]:
                unknown = (placeholders(sentence.en) or frozenset()) - allowed
                if unknown:
                    names = {
                        "variant": variant,
                        "unknown": ", ".join(f"{{{name}}}" for name in sorted(unknown)),
                        "allowed": ", ".join(f"{{{name}}}" for name in sorted(allowed)),
                    }
                    raise FieldError(
                        said("holding.file.unknown.problem", **names),
                        said("holding.file.unknown.remedy", **names),
                    )
        return self

    def variants(self) -> Mapping[str, list[WordedSentence]]:
        """Return every situation's sentences by its name."""
        return {"closed": self.closed, "no_opening": self.no_opening, "incident": self.incident}


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingWording:
    """The wording in use, and the hash that its approval binds to."""

    variants: Mapping[str, tuple[WordedSentence, ...]]
    sha256: str


class HoldingVerdict(StrEnum):
    """Whether a message gets a holding reply, and if not, why."""

    SEND = "send"
    OPEN = "open"  # a person is there
    NOT_NEW = "not_new"  # an edit or a deletion
    AUTOMATIC = "automatic"  # two programs would answer each other for ever
    NOT_OUR_PAGE = "not_our_page"  # a mention in somebody else's conversation
    STAFF = "staff"  # one of us
    CRISIS = "crisis"  # the crisis text goes instead
    ABUSE = "abuse"  # abuse and spam get no answer
    UNSURE = "unsure"  # screening failed in part: it could be abuse
    NOT_ADDRESSED = "not_addressed"  # people talk among themselves
    ARRIVAL = "arrival"  # somebody came, and said nothing yet


def load_holding(path: Path = HOLDING_FILE) -> HoldingWording:
    """Read the wording.

    Raises:
        DocumentError: The file has faults.
    """
    variants = parse_model(load_yaml(path), HoldingFile).variants()
    return HoldingWording(
        variants={name: tuple(sentences) for name, sentences in variants.items()},
        sha256=wording_hash(variants),
    )


def wants_holding(
    message: Message,
    screening: Screening,
    hours: BusinessHours,
    now: datetime,
    *,
    incident: bool = False,
    addressed_only: bool = False,
) -> HoldingVerdict:
    """Say whether this message gets a holding reply; the caller sees to once per closure.

    Args:
        addressed_only: Whether only who speaks to us is answered, not who speaks in our group.
    """
    refusals = (
        (message.event is not MessageEvent.NEW, HoldingVerdict.NOT_NEW),
        (message.automatic, HoldingVerdict.AUTOMATIC),
        (message.kind is MessageKind.MENTION, HoldingVerdict.NOT_OUR_PAGE),
        (screening.speaker is Speaker.STAFF, HoldingVerdict.STAFF),
        (Handling.CRISIS in screening.handling, HoldingVerdict.CRISIS),
        (Handling.NO_HOLDING in screening.handling, HoldingVerdict.ABUSE),
        (bool(screening.faults), HoldingVerdict.UNSURE),
        (message.media == ARRIVAL, HoldingVerdict.ARRIVAL),
        (addressed_only and not message.addressed, HoldingVerdict.NOT_ADDRESSED),
    )
    for refused, verdict in refusals:
        if refused:
            return verdict
    return HoldingVerdict.OPEN if hours.is_open(now, incident=incident) else HoldingVerdict.SEND


def holding_key(platform: str, author_key: str, closure_id: str) -> str:
    """Return the idempotency key: one holding reply per person and closure.

    Args:
        platform: The platform's name.
        author_key: What stands for the author in storage (a salted hash, or the platform's id).
        closure_id: From `BusinessHours.closure_id`.
    """
    return f"holding:{quote(platform, safe='')}:{quote(author_key, safe='')}:{closure_id}"


def compose_holding(
    hours: BusinessHours,
    now: datetime,
    languages: Iterable[str],
    wording: HoldingWording,
    *,
    incident: bool = False,
    limit: int | None = None,
) -> DraftText:
    """Return the holding reply for this moment.

    Args:
        hours: When the agency is open.
        now: The moment of sending, or of the message.
        languages: What the author reads; another than English or French gets both.
        wording: The approved wording.
        incident: Whether a person has closed the agency until further notice.
        limit: Characters that fit into one language's text.

    Raises:
        ValueError: The agency is open.
    """
    reason = hours.closure_reason(now, incident=incident)
    if reason is None:
        raise ValueError("the agency is open: there is nothing to hold")
    opening = None if incident else hours.next_opening(now)
    variant = "incident" if incident else "closed" if opening else "no_opening"
    values: dict[str, dict[str, str]] = {
        lang: {"reason": reason[lang]} for lang in OFFICIAL_LANGUAGES
    }
    if opening is not None:
        for lang in OFFICIAL_LANGUAGES:
            values[lang]["opening"] = moment_words(opening, lang, hours.zone)
    return compose(
        wording.variants[variant],
        values,
        act=SpeechAct.HOLDING,
        template=f"holding.{variant}",
        languages=languages_to_send(languages),
        automatic=True,
        limit=limit,
    )
