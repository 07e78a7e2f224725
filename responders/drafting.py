"""Drafts: replies made of approved templates and facts, in both languages at once.

A draft is a proposal to a reviewer. Where the rules give none, none is made: `None` is a result.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Literal

from policies.message import Message, MessageEvent
from policies.routing import Route
from policies.screening_values import Handling, Screening, Speaker
from responders.facts import FactBank
from responders.lengths import PostLimit, size
from responders.reading import split_sentences
from responders.reasons import claim_made
from responders.templates import Template, TemplateBank, fill
from responders.triage import answering, shows_personal_data
from responders.values import (
    Claim,
    DraftText,
    Fact,
    Match,
    MatchResult,
    Sentence,
    SpeechAct,
    Stance,
)
from responders.wording import WordedSentence, languages_to_send, placeholders
from translations.values import OFFICIAL_LANGUAGES, Bilingual, Detection, Origin

MOST_FACTS: Final = 2  # in one reply; more than these is a letter, and a person writes it
_NEVER: Final = frozenset({Handling.CRISIS, Handling.PAGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """Who speaks: what replies say of the agency, in both languages."""

    name: Bilingual
    contact: Bilingual  # address of the contact page
    policy: Bilingual  # address of the comment policy
    official: Bilingual | None = None  # name and title of who speaks for it, the agency's name too
    thanks_for_praise: bool = False  # whether praise gets a thank-you


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """How a channel is spoken on."""

    capacity: Literal["organization", "official"] = "organization"
    tone: Literal["plain", "formal"] = "plain"


class Abstained(StrEnum):
    """Why no text is proposed; the catalogs have a sentence for each, `triage.abstained.…`."""

    POLICY = "policy"  # a person decides first, or no public reply is drafted
    UNSURE = "unsure"  # nobody can tell what the message says of the fact
    NO_FACT = "no_fact"
    NOT_VALID = "not_valid"  # the fact is not valid on the day
    MANY_FACTS = "many_facts"
    NO_TEMPLATE = "no_template"
    NO_THANKS = "no_thanks"  # the agency answers no praise
    TOO_LONG = "too_long"
    NOBODY_NAMED = "nobody_named"  # an official is to speak, and the settings name none


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A draft, or why there is none."""

    draft: DraftText | None = None
    abstained: Abstained | None = None


_AS_USUAL: Final = Voice()
_NO_REPLIES: Final[Mapping[str, Claim]] = {}

LEARNER_SUPPORT: Final = Agency(
    name=Bilingual(en="Learner Support Canada", fr="Soutien aux apprenants Canada"),
    contact=Bilingual(
        en="https://learnersupport.example/en/contact",
        fr="https://soutienauxapprenants.example/fr/contact",
    ),
    policy=Bilingual(
        en="https://learnersupport.example/en/comment-policy",
        fr="https://soutienauxapprenants.example/fr/politique-commentaires",
    ),
)


class Drafter:
    """Drafts replies for one agency from its facts and templates."""

    __slots__ = ("_agency", "_bank", "_templates")

    def __init__(
        self, bank: FactBank, templates: TemplateBank, agency: Agency = LEARNER_SUPPORT
    ) -> None:
        self._bank = bank
        self._templates = templates
        self._agency = agency

    def draft(
        self,
        message: Message,
        detection: Detection,
        screening: Screening,
        match: MatchResult,
        *,
        reply_lang: tuple[str, ...],
        limit: int | None = None,
    ) -> DraftText | None:
        """Return a reply, or None where a person should begin from nothing, or say nothing."""
        return self.propose(
            message, detection, screening, match, reply_lang=reply_lang, limit=limit
        ).draft

    def propose(
        self,
        message: Message,
        detection: Detection,  # noqa: ARG002 # part of what a drafter may look at
        screening: Screening,
        match: MatchResult,
        *,
        reply_lang: tuple[str, ...],
        limit: int | None = None,
        voice: Voice = _AS_USUAL,
        occasion: str | None = None,
    ) -> Proposal:
        """Return a reply, or why none is made.

        Args:
            message: what came in.
            detection: its language.
            screening: what the policy found.
            match: which facts it is about.
            reply_lang: languages to send, in order; another than English or French gets both.
            limit: characters that fit into one language's text.
            voice: who speaks on the channel, and how.
            occasion: why the reply only moves the conversation to a private channel.
        """
        if not _may_answer(message, screening):
            return Proposal(abstained=Abstained.POLICY)
        if occasion is None and shows_personal_data(screening):
            occasion = "personal_data"
        if occasion is not None:
            chosen = self._templates.for_occasion(occasion)
            if chosen is None and occasion == "personal_data":
                chosen = self._templates.choose(SpeechAct.REDIRECT)
            return _proposal(self._compose(chosen, (), reply_lang, limit, voice))
        if screening.flagged or Handling.NO_PUBLIC_DRAFT in screening.handling:
            return Proposal(abstained=Abstained.POLICY)
        found = self._act(match)
        if isinstance(found, Abstained):
            return Proposal(abstained=found)
        act, facts = found
        replies = self._replies(match) if act is SpeechAct.CORRECTION else {}
        topics = {fact.topic for fact in facts}
        chosen = self._templates.choose(act, topics.pop() if len(topics) == 1 else None)
        made = self._compose(chosen, facts, reply_lang, limit, voice, replies)
        if made is Abstained.TOO_LONG and replies:  # the fact's own statement may be shorter
            made = self._compose(chosen, facts, reply_lang, limit, voice)
        return _proposal(made)

    def from_template(
        self,
        template_id: str,
        *,
        reply_lang: tuple[str, ...],
        fact_id: str | None = None,
        limit: int | None = None,
        voice: Voice = _AS_USUAL,
    ) -> DraftText | None:
        """Return the reply of a template that a reviewer chose, None where it needs more or room.

        Raises:
            UnknownFact: there is no fact with that id.
        """
        facts = (self._bank.get(fact_id),) if fact_id is not None else ()
        chosen = self._templates.get(template_id)
        return _proposal(self._compose(chosen, facts, reply_lang, limit, voice)).draft

    def fitting(
        self, fact_id: str | None, *, limit: int | None = None
    ) -> list[tuple[Template, str | None]]:
        """Return the templates that a reviewer may choose, each with the fact that it needs.

        Args:
            fact_id: the fact that the conversation is about, where there is one.
            limit: characters that fit into one language's text.
        """
        fact = self._bank.get(fact_id) if fact_id is not None and fact_id in self._bank else None
        found: list[tuple[Template, str | None]] = []
        for one in self._templates.templates:
            if one.post:
                continue
            if one.topics and (fact is None or fact.topic not in one.topics):
                continue
            facts = (fact,) if fact is not None else ()
            draft = self._compose(one, facts, OFFICIAL_LANGUAGES, limit, _AS_USUAL)
            if isinstance(draft, DraftText):
                found.append((one, draft.facts[0] if draft.facts else None))
        return found

    def _act(self, match: MatchResult) -> tuple[SpeechAct, tuple[Fact, ...]] | Abstained:
        """Return what the reply does and the facts that it rests on."""
        if match.stance is Stance.CONTRADICTS:
            wrong = [one for one in match.matches if one.stance is Stance.CONTRADICTS]
            facts = self._usable(wrong)
            if not facts:
                return Abstained.NOT_VALID
            if len(facts) > MOST_FACTS:
                return Abstained.MANY_FACTS
            return SpeechAct.CORRECTION, facts
        if match.question:
            asked = answering(match)
            facts = self._usable([asked] if asked is not None else [])
            if facts:
                return SpeechAct.ANSWER, facts
            return Abstained.NOT_VALID if asked is not None else Abstained.NO_FACT
        if match.praise:
            if not self._agency.thanks_for_praise:
                return Abstained.NO_THANKS
            return SpeechAct.THANKS, ()
        return Abstained.UNSURE if match.stance is Stance.UNSURE else Abstained.NO_FACT

    def _usable(self, matches: list[Match]) -> tuple[Fact, ...]:
        """Return the facts that may be relied on, the likeliest first."""
        return tuple(
            self._bank.get(one.fact)
            for one in matches
            if one.gates.get("validity") == "valid" and one.fact in self._bank
        )

    def _replies(self, match: MatchResult) -> dict[str, Claim]:
        """Return, for each fact that is contradicted, the claim that has a reply of its own."""
        return {
            one.fact: claim
            for one in match.matches
            if one.stance is Stance.CONTRADICTS and one.fact in self._bank
            for claim in self._bank.get(one.fact).misconceptions
            if claim.reply is not None and claim.id == claim_made(one)
        }

    def _compose(
        self,
        template: Template | None,
        facts: tuple[Fact, ...],
        reply_lang: tuple[str, ...],
        limit: int | None,
        voice: Voice,
        replies: Mapping[str, Claim] = _NO_REPLIES,
    ) -> DraftText | Abstained:
        languages = languages_to_send(reply_lang)
        if template is None:
            return Abstained.NO_TEMPLATE
        if voice.capacity == "official" and self._agency.official is None:
            return Abstained.NOBODY_NAMED
        if not template.placeholders & {"statement", "source"}:
            facts = ()  # the wording rests on no fact
        elif not facts:
            return Abstained.NO_FACT
        spoken = template.spoken(voice.capacity, voice.tone)
        kept = [s for s in spoken if len(languages) == 1 or not s.alone]
        while True:
            trace: dict[str, tuple[Sentence, ...]] = {
                lang: self._said(kept, facts, lang, template, replies)
                for lang in OFFICIAL_LANGUAGES
            }
            if limit is None or _fits([_text(trace[lang]) for lang in languages], limit):
                break
            optional = [place for place, one in enumerate(kept) if one.optional]
            if not optional:
                return Abstained.TOO_LONG
            del kept[optional[-1]]
        origin = Origin.FACT if facts else Origin.TEMPLATE
        return DraftText(
            act=template.act,
            texts={lang: _text(trace[lang]) for lang in OFFICIAL_LANGUAGES},
            origins=dict.fromkeys(OFFICIAL_LANGUAGES, origin),
            languages=languages,
            facts=tuple(fact.id for fact in facts),
            template=template.id,
            trace=trace,
        )

    def _said(
        self,
        kept: Iterable[WordedSentence],
        facts: tuple[Fact, ...],
        lang: str,
        template: Template,
        replies: Mapping[str, Claim],
    ) -> tuple[Sentence, ...]:
        """Return the sentences of one language; what names a fact stands once for each of them."""
        found: dict[Sentence, None] = {}  # two facts of one page: the page is named once
        for sentence in kept:
            names = placeholders(sentence.en) or frozenset()
            each = facts if facts and names & {"statement", "source"} else (None,)
            for fact in each:
                claim = replies.get(fact.id) if fact is not None else None
                text = fill(sentence, lang, self._values(fact, claim, lang), template.id)
                basis = f"template:{template.id}"
                if fact is not None and "statement" in names:
                    basis = f"claim:{fact.id}/{claim.id}" if claim else f"fact:{fact.id}"
                found |= dict.fromkeys(_pieces(text, basis))
        return tuple(found)

    def _values(self, fact: Fact | None, claim: Claim | None, lang: str) -> Mapping[str, str]:
        official = self._agency.official
        values = {
            "agency": self._agency.name[lang],
            "official": official[lang] if official is not None else self._agency.name[lang],
            "contact": self._agency.contact[lang],
            "policy": self._agency.policy[lang],
        }
        if fact is not None:
            own = claim.reply if claim is not None else None
            said = own if own is not None else fact.statement
            values |= {"statement": said[lang], "source": fact.source[lang]}
        return values


def _proposal(made: DraftText | Abstained) -> Proposal:
    return Proposal(draft=made) if isinstance(made, DraftText) else Proposal(abstained=made)


def expired_facts(bank: FactBank, draft: DraftText, day: date) -> tuple[str, ...]:
    """Return the ids of the draft's facts that are unknown or not valid that day."""
    return tuple(
        fact for fact in draft.facts if fact not in bank or not bank.get(fact).valid_on(day)
    )


def _may_answer(message: Message, screening: Screening) -> bool:
    """Whether a public reply may be drafted at all."""
    return (
        message.event is not MessageEvent.DELETED
        and not message.automatic
        and screening.speaker is Speaker.PUBLIC
        and screening.route is not Route.ESCALATE
        and screening.handling.isdisjoint(_NEVER)
    )


def _pieces(text: str, basis: str) -> list[Sentence]:
    if basis.startswith("template:"):
        return [Sentence(text=text, basis=basis)]
    return [Sentence(text=piece, basis=basis) for piece in split_sentences(text)]


def _text(sentences: tuple[Sentence, ...]) -> str:
    """Join sentences; what follows an address begins a new line."""
    text = ""
    for sentence in sentences:
        gap = "" if not text else " " if text[-1] in ".!?" else "\n"
        text += gap + sentence.text
    return text


def _fits(texts: list[str], limit: int) -> bool:
    """Whether texts fit: each by itself, or, where X counts, all of them in one post."""
    if isinstance(limit, PostLimit):
        texts = ["\n\n".join(texts)]
    return all(size(text, limit) <= limit for text in texts)
