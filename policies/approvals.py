"""Which approvals a text needs, and who may still give them: pure, from hashes and roles.

An approval binds to the hash of *all* the texts that go out together: a change of one character in
either language makes every earlier approval stale.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final

from policies.faults import said
from policies.roles import Act, Reviewer, Role, roles_for
from translations.values import OFFICIAL_LANGUAGES, Bilingual

CARETAKER: Final = "caretaker"  # the second approver of a caretaker period, among the needs

_DOMAIN = b"liaison/approved-texts/1\n"


def text_hash(texts: Mapping[str, str]) -> str:
    """Return the SHA-256 that an approval of these texts binds to, in hexadecimal.

    The exact code points count (no normalization: what was read is what goes out), the order of
    the languages does not. Lengths are written first, so no two sets of texts share an encoding.
    """
    digest = hashlib.sha256(_DOMAIN)
    for lang in sorted(texts):
        # A lone surrogate must get a hash too: such a draft is refused elsewhere, not here.
        name, text = lang.encode(), texts[lang].encode("utf-8", "surrogatepass")
        digest.update(b"%d:%d:" % (len(name), len(text)) + name + text)
    return digest.hexdigest()


class StepKind(StrEnum):
    """What a step asks of the people it names."""

    APPROVE = "approve"  # nothing goes out before
    CONSULT = "consult"  # asked first, their silence does not block
    NOTIFY = "notify"  # told afterwards


class Risk(IntEnum):
    """How much harm a wrong text could do."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalStep:
    """One step that an agency adds for a topic or from a risk upward."""

    kind: StepKind
    who: str  # a role's name
    topic: str | None = None  # None: every topic
    from_risk: Risk = Risk.LOW

    def applies(self, topic: str | None, risk: Risk) -> bool:
        """Whether the step is asked for a text on that topic with that risk."""
        return risk >= self.from_risk and (self.topic is None or self.topic == topic)


def steps_for(
    steps: Iterable[ApprovalStep], *, topic: str | None, risk: Risk
) -> tuple[ApprovalStep, ...]:
    """Return the steps that apply, in the agency's order and without repeats."""
    return tuple(dict.fromkeys(step for step in steps if step.applies(topic, risk)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One person approved one language of one exact set of texts, or gave a step's approval."""

    reviewer_id: int
    lang: str  # or what a post needs besides: a role, "caretaker"
    text_hash: str


class Refusal(StrEnum):
    """Why a person may not approve this text."""

    NOT_YOUR_ROLE = "not_your_role"
    NOT_YOUR_LANGUAGE = "not_your_language"
    OWN_TEXT = "own_text"
    ALREADY_APPROVED_OTHER_HALF = "already_approved_other_half"
    STALE_TEXT = "stale_text"
    ONE_OF_THREE = "one_of_three"  # the caretaker period's approver is a fourth person

    @property
    def explanation(self) -> Bilingual:
        """The reason, to be shown to the person."""
        return said(f"holding.refusal.{self}")


def may_approve_reply(
    reviewer: Reviewer, lang: str, *, shown_hash: str, current_hash: str
) -> Refusal | None:
    """Say why the person may not approve that language of a reply; None where they may."""
    if not reviewer.roles & roles_for(Act.APPROVE_REPLY):
        return Refusal.NOT_YOUR_ROLE
    if not reviewer.may(Act.APPROVE_REPLY, lang=lang):
        return Refusal.NOT_YOUR_LANGUAGE
    return Refusal.STALE_TEXT if shown_hash != current_hash else None


def may_approve_post_half(
    reviewer: Reviewer,
    lang: str,
    *,
    authors: Iterable[int],
    approvals: Iterable[Approval],
    shown_hash: str,
    current_hash: str,
) -> Refusal | None:
    """Say why the person may not approve that half of an official post; None where they may.

    Approvals of an earlier text hold nobody back: after an edit the two approvers may swap.

    Args:
        authors: The author, and whoever changed a text since.
    """
    if not reviewer.roles & roles_for(Act.APPROVE_POST):
        return Refusal.NOT_YOUR_ROLE
    if not reviewer.may(Act.APPROVE_POST, lang=lang):
        return Refusal.NOT_YOUR_LANGUAGE
    if reviewer.id in frozenset(authors):
        return Refusal.OWN_TEXT
    theirs = {
        one.lang
        for one in approvals
        if one.reviewer_id == reviewer.id and one.text_hash == current_hash
    }
    if theirs & (set(OFFICIAL_LANGUAGES) - {lang}):
        return Refusal.ALREADY_APPROVED_OTHER_HALF
    if CARETAKER in theirs:
        return Refusal.ONE_OF_THREE
    return Refusal.STALE_TEXT if shown_hash != current_hash else None


def holds_need(reviewer: Reviewer, need: str) -> bool:
    """Whether a person's roles answer to what a post needs besides the two languages.

    A step names a role. In a caretaker period it is one more approver of either language, or a
    director.
    """
    if need == CARETAKER:
        return reviewer.may(Act.APPROVE_POST) or Role.DIRECTOR in reviewer.roles
    return need in {role.value for role in reviewer.roles}


def may_give_step(
    reviewer: Reviewer,
    need: str,
    *,
    authors: Iterable[int],
    approvals: Iterable[Approval],
    shown_hash: str,
    current_hash: str,
) -> Refusal | None:
    """Say why the person may not give that approval of an official post; None where they may."""
    if not holds_need(reviewer, need):
        return Refusal.NOT_YOUR_ROLE
    if reviewer.id in frozenset(authors):
        return Refusal.OWN_TEXT
    if need == CARETAKER and any(
        one.reviewer_id == reviewer.id
        and one.text_hash == current_hash
        and one.lang in OFFICIAL_LANGUAGES
        for one in approvals
    ):
        return Refusal.ONE_OF_THREE
    return Refusal.STALE_TEXT if shown_hash != current_hash else None
