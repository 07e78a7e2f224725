"""Whether a message is one to answer: respond, watch or ignore, and why.

Facts alone do not make a reply welcome. It counts who speaks and what they do (ask, state, give an
opinion), whether the site takes replies, and what we have said there already. Only what the message
itself tells of its author counts: nobody is profiled.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from policies.message import ARRIVAL, Message, MessageEvent, MessageKind
from policies.routing import Route
from policies.screening_values import Handling, Screening, Speaker
from policies.yamlfile import load_yaml, parse_model
from responders.cues import Cue, is_question, part_quotes, read_cues
from responders.matching import STRONG
from responders.reading import split_sentences
from responders.values import Match, MatchResult, Stance
from responders.words import Phrases, fold, split_words

# labels of the shipped comment policy that ask only for personal data to be removed
PERSONAL_LABELS: Final = frozenset({"personal", "identifier"})

_DATA: Final = Path(__file__).parent / "data" / "triage.yaml"
_READ: Final = 40  # sentences of a message that are read for what it does
_SAFETY: Final = frozenset({Handling.CRISIS, Handling.PAGE})


class Choice(StrEnum):
    """What is done about a message, as far as a reply is concerned."""

    RESPOND = "respond"
    WATCH = "watch"  # no text is drafted; a person may still see the case
    IGNORE = "ignore"  # there is nothing to answer


class Sort(StrEnum):
    """What a message does."""

    QUESTION = "question"
    STATEMENT = "statement"
    OPINION = "opinion"
    PRAISE = "praise"
    TALK = "talk"  # anything else


class Reason(StrEnum):
    """Why; the catalogs have a sentence for each, `triage.reason.…`."""

    DELETED = "deleted"
    AUTOMATIC = "automatic"  # written by a program, or nothing was said
    POLICY_FIRST = "policy_first"  # a person decides about the comment itself first
    SPEAKER_MEDIA = "speaker_media"
    SPEAKER_ELECTED = "speaker_elected"
    SPEAKER_CANDIDATE = "speaker_candidate"
    SPEAKER_OFFICIAL = "speaker_official"
    SPEAKER_STAFF = "speaker_staff"
    NO_PUBLIC_DRAFT = "no_public_draft"
    PERSONAL_DATA = "personal_data"
    POLITICS = "politics"
    INDIVIDUAL = "individual"
    QUESTION = "question"
    QUESTION_ELSEWHERE = "question_elsewhere"  # on another page, and no fact answers it
    WRONG = "wrong"
    RIGHT = "right"
    UNSURE = "unsure"
    OPINION = "opinion"
    PRAISE = "praise"
    NOTHING = "nothing"
    SITE_NO_REPLIES = "site_no_replies"
    SITE_NO_LINKS = "site_no_links"
    STOPPED = "stopped"  # the author asked to be left alone
    DISPUTED = "disputed"  # our reply, by whoever it answered
    SAME_PERSON = "same_person"
    THREAD_COOLDOWN = "thread_cooldown"
    CAMPAIGN_ANSWERED = "campaign_answered"
    SMALL_REACH = "small_reach"
    WIDE_REACH = "wide_reach"
    REACH_UNKNOWN = "reach_unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The rules of the page on which a message stands."""

    may_reply: bool = True
    links_allowed: bool = True  # a correction without its source is not made


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What we have said there already, within the periods of the settings."""

    corrections: int = 0  # of the same person
    in_thread: int = 0  # replies of ours
    campaign: bool = False  # the campaign that the message belongs to was answered
    stopped: bool = False  # the author asked to be left alone
    facts: frozenset[str] = frozenset()  # on which replies of ours in this conversation rest


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """From when on a reply is too much, or not worth it."""

    thread_replies: int = 3  # of ours in one thread
    minimum_reach: int = 0  # below it, a wrong statement on another page is not made better known
    wide_reach: int = 10_000  # from here on the card says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """What is done about a message, and why: the decisive reason first."""

    choice: Choice
    sort: Sort
    reasons: tuple[Reason, ...]
    private: bool = False  # the reply only moves the conversation to a private channel
    reach: int | None = None  # as the message came; None: unknown
    abstained: str | None = None  # why no text was drafted although one is wanted

    @property
    def disputed(self) -> bool:
        """Whether the author says again what a reply of ours has put right: a person looks."""
        return Reason.DISPUTED in self.reasons

    @property
    def occasion(self) -> Reason | None:
        """What the conversation is moved to a private channel for."""
        return self.reasons[0] if self.private else None


_ANYWHERE: Final = Site()
_NOTHING_SAID: Final = Before()
_LIMITS: Final = Limits()
_SPEAKERS: Final[Mapping[Speaker, Reason]] = {
    Speaker.MEDIA: Reason.SPEAKER_MEDIA,
    Speaker.ELECTED: Reason.SPEAKER_ELECTED,
    Speaker.CANDIDATE: Reason.SPEAKER_CANDIDATE,
    Speaker.OFFICIAL: Reason.SPEAKER_OFFICIAL,
    Speaker.STAFF: Reason.SPEAKER_STAFF,
}


class _TriageFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    politics: tuple[str, ...] = Field(min_length=1)
    file: tuple[str, ...] = Field(min_length=1)
    own: tuple[str, ...] = Field(min_length=1)
    opinions: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class _Said:
    """What the author's own words do; what they quote is not theirs."""

    topics: frozenset[str]  # keys of triage.yaml
    asks: bool
    wishes: bool


def triage(
    message: Message,
    screening: Screening,
    match: MatchResult | None,
    *,
    site: Site = _ANYWHERE,
    before: Before = _NOTHING_SAID,
    limits: Limits = _LIMITS,
) -> Triage:
    """Return whether a message is one to answer, and why.

    Args:
        message: what came in.
        screening: what the policy found.
        match: which facts it is about; None where that was not asked.
        site: the rules of the page.
        before: what we have said there already.
        limits: when a reply is too much.
    """
    said = _listen(message)
    first = _decide(message, screening, match, said)
    if first.choice is Choice.RESPOND:
        first = _restrained(first, message, match, site, before, limits)
    return replace(first, reach=message.reach, reasons=(*first.reasons, *_reach(message, limits)))


def answering(match: MatchResult) -> Match | None:
    """Return the match whose fact answers what is asked, None where none is near enough."""
    first = next(iter(match.matches), None)
    near = first is not None and first.gates.get("voice") == "question" and first.score >= STRONG
    return first if near else None


def shows_personal_data(screening: Screening) -> bool:
    """Whether personal data is all that the policy wants a person to look at."""
    labels = {one.label for one in screening.labels if one.route.rank >= Route.REVIEW.rank}
    return bool(labels) and labels <= PERSONAL_LABELS


def _decide(
    message: Message, screening: Screening, match: MatchResult | None, said: _Said
) -> Triage:
    """Decide by what the message is; the first reason that holds is the one."""
    sort = _sort(match, said)

    def result(choice: Choice, reason: Reason, *, private: bool = False) -> Triage:
        return Triage(choice=choice, sort=sort, reasons=(reason,), private=private)

    if message.event is MessageEvent.DELETED:
        return result(Choice.IGNORE, Reason.DELETED)
    if message.automatic or message.media == ARRIVAL:
        return result(Choice.IGNORE, Reason.AUTOMATIC)
    if screening.speaker is not Speaker.PUBLIC:
        return result(Choice.WATCH, _SPEAKERS[screening.speaker])
    if screening.route is Route.ESCALATE or not screening.handling.isdisjoint(_SAFETY):
        return result(Choice.WATCH, Reason.POLICY_FIRST)
    if shows_personal_data(screening):
        return result(Choice.RESPOND, Reason.PERSONAL_DATA, private=True)
    if screening.flagged:
        return result(Choice.WATCH, Reason.POLICY_FIRST)
    if Handling.NO_PUBLIC_DRAFT in screening.handling:
        return result(Choice.WATCH, Reason.NO_PUBLIC_DRAFT)
    if "politics" in said.topics:
        asks = sort is Sort.QUESTION
        return result(Choice.RESPOND if asks else Choice.WATCH, Reason.POLITICS, private=asks)
    if "file" in said.topics:
        return result(Choice.RESPOND, Reason.INDIVIDUAL, private=True)
    choice, reason, private = _by_match(message, match, sort, said)
    return result(choice, reason, private=private)


def _by_match(
    message: Message, match: MatchResult | None, sort: Sort, said: _Said
) -> tuple[Choice, Reason, bool]:
    """Decide by what it says of the facts."""
    stance = match.stance if match is not None else Stance.NONE
    elsewhere = message.kind is MessageKind.MENTION
    if stance is Stance.CONTRADICTS:
        return Choice.RESPOND, Reason.WRONG, False
    if sort is Sort.QUESTION:
        answered = match is not None and answering(match) is not None
        if "own" in said.topics and not answered and message.addressed:
            return Choice.RESPOND, Reason.INDIVIDUAL, True
        if elsewhere and not answered:
            return Choice.WATCH, Reason.QUESTION_ELSEWHERE, False
        return Choice.RESPOND, Reason.QUESTION, False
    if sort is Sort.PRAISE:
        return Choice.RESPOND, Reason.PRAISE, False
    if sort is Sort.OPINION and (elsewhere or stance is not Stance.UNSURE):
        return Choice.IGNORE, Reason.OPINION, False
    if stance is Stance.UNSURE:
        return Choice.WATCH, Reason.UNSURE, False
    if stance is Stance.AGREES:
        return Choice.IGNORE, Reason.RIGHT, False
    return Choice.IGNORE, Reason.NOTHING, False


def _restrained(
    first: Triage,
    message: Message,
    match: MatchResult | None,
    site: Site,
    before: Before,
    limits: Limits,
) -> Triage:
    """Hold back where the site does not take it, or where enough was said."""
    if before.stopped:
        return replace(first, choice=Choice.WATCH, private=False, reasons=(Reason.STOPPED,))
    if message.kind is MessageKind.DIRECT:
        return first  # a conversation in private: nobody else reads it
    wrong = match is not None and match.stance is Stance.CONTRADICTS and not first.private
    elsewhere = message.kind is MessageKind.MENTION
    small = message.reach is not None and message.reach < limits.minimum_reach
    held = (
        (not site.may_reply, Reason.SITE_NO_REPLIES),
        (not site.links_allowed and first.sort is not Sort.PRAISE, Reason.SITE_NO_LINKS),
        (before.campaign and not first.private, Reason.CAMPAIGN_ANSWERED),
        (wrong and _disputes(match, before), Reason.DISPUTED),
        (wrong and before.corrections > 0, Reason.SAME_PERSON),
        (
            (wrong or elsewhere) and before.in_thread >= limits.thread_replies,
            Reason.THREAD_COOLDOWN,
        ),
        (wrong and elsewhere and small, Reason.SMALL_REACH),
    )
    found = tuple(reason for holds, reason in held if holds)
    if not found:
        return first
    return replace(first, choice=Choice.WATCH, private=False, reasons=(*found, *first.reasons))


def _disputes(match: MatchResult | None, before: Before) -> bool:
    """Whether it contradicts a fact that we have just given to this person."""
    matches = match.matches if match is not None else ()
    return any(one.stance is Stance.CONTRADICTS and one.fact in before.facts for one in matches)


def _reach(message: Message, limits: Limits) -> tuple[Reason, ...]:
    if message.kind is not MessageKind.MENTION:
        return ()
    if message.reach is None:
        return (Reason.REACH_UNKNOWN,)
    return (Reason.WIDE_REACH,) if message.reach >= limits.wide_reach else ()


def _sort(match: MatchResult | None, said: _Said) -> Sort:
    if match is not None and match.stance is Stance.CONTRADICTS:
        return Sort.STATEMENT
    if said.asks or (match is not None and match.question):
        return Sort.QUESTION
    if match is not None and match.praise:
        return Sort.PRAISE
    if said.wishes or "opinions" in said.topics:
        return Sort.OPINION
    stated = match is not None and any(one.stance is not Stance.NONE for one in match.matches)
    return Sort.STATEMENT if stated else Sort.TALK


def _listen(message: Message) -> _Said:
    own, _ = part_quotes(message.text, message.quoted)
    topics: set[str] = set()
    asks = wishes = False
    for raw in split_sentences(own)[:_READ]:
        folded = fold(raw)
        words = split_words(folded)
        cues = read_cues(words)
        asks = asks or Cue.ASKS in cues.found or is_question(raw, folded, words)
        wishes = wishes or Cue.WISHES in cues.found
        topics.update(name for _, _, name in _phrases().find(words))
    return _Said(frozenset(topics), asks, wishes)


@lru_cache(maxsize=1)
def _phrases() -> Phrases[str]:
    document = parse_model(load_yaml(_DATA), _TriageFile)
    return Phrases(
        (tuple(split_words(fold(phrase))), name)
        for name in _TriageFile.model_fields
        for phrase in getattr(document, name)
    )
