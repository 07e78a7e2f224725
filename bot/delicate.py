"""Delicate cases: what staff do beside deciding. Each step is one transaction, and recorded.

Which cases are delicate, and why, is read off the screening; nothing here guesses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot import case as moves
from bot.deciding import DecisionBase, NotAllowed
from bot.storage import cases, record
from bot.storage.cases import CaseFile
from bot.storage.queue import CardData, CardMessage
from bot.storage.record import Entry
from policies.roles import Act, Reviewer, Role
from policies.screening_values import Handling, Speaker
from translations.values import Official

INCIDENT: Final = "incident."  # the beginning of the kinds of the incident log
_LONGEST: Final = 300  # characters of a name somebody is handed over to


class Delicate(StrEnum):
    """Why a case needs more care than others; the gravest first."""

    CRISIS = "crisis"  # somebody may harm themselves
    ABUSE = "abuse"  # suspected sexual material about a minor
    THREAT = "threat"  # somebody may be harmed
    STAFF = "staff"  # one of us is named, harassed or exposed
    MINOR = "minor"  # the author may be a minor
    MEDIA = "media"
    PARLIAMENTARY = "parliamentary"  # elected people, and candidates


RELATIONS: Final = (Delicate.MEDIA, Delicate.PARLIAMENTARY)
INCIDENTS: Final = (Delicate.CRISIS, Delicate.ABUSE, Delicate.THREAT, Delicate.STAFF)
_SPEAKERS: Final = {
    Speaker.MEDIA: Delicate.MEDIA,
    Speaker.ELECTED: Delicate.PARLIAMENTARY,
    Speaker.CANDIDATE: Delicate.PARLIAMENTARY,
}
_SAFE_HANDS: Final = frozenset({Role.MODERATOR, Role.OFFICER, Role.DIRECTOR, Role.ADMIN})
_EVIDENCE: Final = (Act.MODERATE, Act.HOLD_RECORDS, Act.BAN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One line of the incident log of a case."""

    what: str  # the kind, without its beginning
    by: int | None  # staff; None: the program
    to: str | None
    at: datetime


def kinds(data: CardData) -> tuple[Delicate, ...]:
    """Return why a case is delicate, the gravest first; empty where it is like others."""
    found: set[Delicate] = set()
    for message in data.messages:
        found |= _kinds(message)
    return tuple(one for one in Delicate if one in found)


def _kinds(message: CardMessage) -> set[Delicate]:
    handling = message.screening.handling
    found = {
        Delicate.CRISIS: Handling.CRISIS in handling,
        Delicate.ABUSE: Handling.NO_COPY in handling,
        Delicate.STAFF: Handling.PROTECTED in handling,
        Delicate.MINOR: Handling.MINOR in handling,
        Delicate.THREAT: Handling.PAGE in handling
        and handling.isdisjoint({Handling.CRISIS, Handling.NO_COPY, Handling.PROTECTED}),
    }
    named = {kind for kind, there in found.items() if there}
    speaker = _SPEAKERS.get(message.screening.speaker)
    return named | ({speaker} if speaker is not None else set())


def blurred(data: CardData) -> bool:
    """Whether the card shows its text only once it is touched."""
    return Delicate.STAFF in kinds(data)


def may_be_copied(data: CardData) -> bool:
    """Whether the text may be shown, copied or packed at all."""
    return Delicate.ABUSE not in kinds(data)


def may_pack(reviewer: Reviewer) -> bool:
    """Whether this person may have an evidence pack."""
    return any(reviewer.may(act) for act in _EVIDENCE)


def may_log(reviewer: Reviewer) -> bool:
    """Whether this person may say what was done about an incident."""
    return bool(reviewer.roles & _SAFE_HANDS)


class DelicateSteps(DecisionBase):
    """What staff do about delicate cases."""

    def police_informed(self, case_id: int, reviewer: Reviewer) -> datetime:
        """Record that the police know; return when that was said."""
        return self._log(case_id, reviewer, "police_informed", None)

    def handed_over(self, case_id: int, reviewer: Reviewer, to: str) -> datetime:
        """Record to whom it was handed: security, a director, a child protection service."""
        name = " ".join(to.split())[:_LONGEST]
        if not name:
            raise NotAllowed("delicate.nobody_named")
        return self._log(case_id, reviewer, "handed_over", name)

    def packed(self, case_id: int, reviewer: Reviewer, sha256: str) -> datetime:
        """Record that an evidence pack was made, and for whom."""
        if not may_pack(reviewer):
            raise NotAllowed("decision.not_your_role")
        return self._log(case_id, reviewer, "evidence", None, sha256=sha256, checked=True)

    def to_relations(self, case_id: int, reviewer: Reviewer, which: Delicate) -> CaseFile:
        """Hand a case over to media or parliamentary relations: it is closed here."""
        act = Act.APPROVE_REPLY if reviewer.may(Act.APPROVE_REPLY) else Act.MODERATE
        return self._end(case_id, reviewer, moves.Close(), "relations", act, which.value)

    def contact(self, which: Delicate, lang: Official) -> str:
        """Return whom such a case is handed to."""
        relations = self._settings.relations
        names = relations.media if which is Delicate.MEDIA else relations.parliamentary
        return names.fr if lang == "fr" else names.en

    def incidents(self, case_id: int) -> Sequence[Incident]:
        """Return the incident log of a case, oldest first."""
        found = []
        with self._database.read() as connection:
            for entry, at in record.events(connection, f"case:{case_id}"):
                if entry.kind.startswith(INCIDENT):
                    _, staff, number = entry.actor.partition("staff:")
                    to = entry.payload.get("to")
                    found.append(
                        Incident(
                            what=entry.kind.removeprefix(INCIDENT),
                            by=int(number) if staff else None,
                            to=str(to) if to else None,
                            at=at,
                        )
                    )
        return found

    def _log(
        self,
        case_id: int,
        reviewer: Reviewer,
        what: str,
        to: str | None,
        *,
        checked: bool = False,
        **details: object,
    ) -> datetime:
        if not (checked or may_log(reviewer)):
            raise NotAllowed("decision.not_your_role")
        now = self._clock()
        with self._write(what) as connection:
            cases.load(connection, case_id)
            entry = Entry(
                kind=f"{INCIDENT}{what}",
                actor=f"staff:{reviewer.id}",
                subject=f"case:{case_id}",
                payload={"to": to, **details},
            )
            record.append(connection, [entry], now)
        return now
