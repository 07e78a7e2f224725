"""Drafts: replies made of approved templates and facts, in both languages at once.

A draft is a proposal to a reviewer. Where the rules give none, none is made: `None` is a result.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from policies.message import Message, MessageEvent
from policies.routing import Route
from policies.screening_values import Handling, Screening, Speaker
from responders.facts import FactBank
from responders.matching import STRONG
from responders.reading import split_sentences
from responders.templates import Template, TemplateBank, fill
from responders.values import (
    DraftText,
    Fact,
    Match,
    MatchResult,
    Sentence,
    SpeechAct,
    Stance,
)
from responders.wording import languages_to_send, placeholders
from translations.values import OFFICIAL_LANGUAGES, Bilingual, Detection, Origin

# labels of the shipped comment policy that ask only for personal data to be removed
PERSONAL_LABELS: Final = frozenset({"personal", "identifier"})
_NEVER: Final = frozenset({Handling.CRISIS, Handling.PAGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """Who speaks: what replies say of the agency, in both languages."""

    name: Bilingual
    contact: Bilingual  # address of the contact page
    policy: Bilingual  # address of the comment policy
    thanks_for_praise: bool = False  # whether praise gets a thank-you


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
        detection: Detection,  # noqa: ARG002 # part of what a drafter may look at
        screening: Screening,
        match: MatchResult,
        *,
        reply_lang: tuple[str, ...],
        limit: int | None = None,
    ) -> DraftText | None:
        """Return a reply, or None where a person should begin from nothing, or say nothing.

        Args:
            message: what came in.
            detection: its language.
            screening: what the policy found.
            match: which facts it is about.
            reply_lang: languages to send, in order; another than English or French gets both.
            limit: characters that fit into one language's text.
        """
        if not _may_answer(message, screening):
            return None
        if _shows_personal_data(screening):
            chosen = self._templates.choose(SpeechAct.REDIRECT)
            return self._compose(chosen, None, reply_lang, limit)
        if screening.flagged or Handling.NO_PUBLIC_DRAFT in screening.handling:
            return None
        found = self._act(match)
        if found is None:
            return None
        act, fact = found
        chosen = self._templates.choose(act, fact.topic if fact else None)
        return self._compose(chosen, fact, reply_lang, limit)

    def from_template(
        self,
        template_id: str,
        *,
        reply_lang: tuple[str, ...],
        fact_id: str | None = None,
        limit: int | None = None,
    ) -> DraftText | None:
        """Return the reply of a template that a reviewer chose, None where it needs more or room.

        Raises:
            UnknownFact: there is no fact with that id.
        """
        fact = self._bank.get(fact_id) if fact_id is not None else None
        return self._compose(self._templates.get(template_id), fact, reply_lang, limit)

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
            if one.topics and (fact is None or fact.topic not in one.topics):
                continue
            draft = self._compose(one, fact, OFFICIAL_LANGUAGES, limit)
            if draft is not None:
                found.append((one, draft.facts[0] if draft.facts else None))
        return found

    def _act(self, match: MatchResult) -> tuple[SpeechAct, Fact | None] | None:
        """Return what the reply does and the fact that it rests on."""
        if match.stance is Stance.CONTRADICTS:
            wrong = [one for one in match.matches if one.stance is Stance.CONTRADICTS]
            fact = self._usable(wrong)
            return (SpeechAct.CORRECTION, fact) if fact else None
        if match.question:
            asked = [
                one
                for one in match.matches[:1]
                if one.gates.get("voice") == "question" and one.score >= STRONG
            ]
            fact = self._usable(asked)
            return (SpeechAct.ANSWER, fact) if fact else None
        if match.praise and self._agency.thanks_for_praise:
            return SpeechAct.THANKS, None
        return None

    def _usable(self, matches: list[Match]) -> Fact | None:
        for one in matches:
            if one.gates.get("validity") == "valid" and one.fact in self._bank:
                return self._bank.get(one.fact)
        return None

    def _compose(
        self,
        template: Template | None,
        fact: Fact | None,
        reply_lang: tuple[str, ...],
        limit: int | None,
    ) -> DraftText | None:
        languages = languages_to_send(reply_lang)
        if template is None:
            return None
        if not template.placeholders & {"statement", "source"}:
            fact = None  # the wording rests on no fact
        elif fact is None:
            return None
        kept = [s for s in template.sentences if len(languages) == 1 or not s.alone]
        trace: dict[str, tuple[Sentence, ...]] | None = None
        while trace is None:
            tried: dict[str, tuple[Sentence, ...]] = {
                lang: tuple(
                    piece
                    for sentence in kept
                    for piece in _pieces(
                        fill(sentence, lang, self._values(fact, lang), template.id),
                        fact if "statement" in (placeholders(sentence.en) or ()) else None,
                        template,
                    )
                )
                for lang in OFFICIAL_LANGUAGES
            }
            if limit is None or all(len(_text(tried[lang])) <= limit for lang in languages):
                trace = tried
                break
            optional = [place for place, one in enumerate(kept) if one.optional]
            if not optional:
                return None
            del kept[optional[-1]]
        origin = Origin.FACT if fact is not None else Origin.TEMPLATE
        return DraftText(
            act=template.act,
            texts={lang: _text(trace[lang]) for lang in OFFICIAL_LANGUAGES},
            origins=dict.fromkeys(OFFICIAL_LANGUAGES, origin),
            languages=languages,
            facts=(fact.id,) if fact is not None else (),
            template=template.id,
            trace=trace,
        )

    def _values(self, fact: Fact | None, lang: str) -> Mapping[str, str]:
        values = {
            "agency": self._agency.name[lang],
            "contact": self._agency.contact[lang],
            "policy": self._agency.policy[lang],
        }
        if fact is not None:
            values |= {"statement": fact.statement[lang], "source": fact.source[lang]}
        return values


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


def _shows_personal_data(screening: Screening) -> bool:
    """Whether personal data is all that the policy wants a person to look at."""
    labels = {one.label for one in screening.labels if one.route.rank >= Route.REVIEW.rank}
    return bool(labels) and labels <= PERSONAL_LABELS


def _pieces(text: str, fact: Fact | None, template: Template) -> list[Sentence]:
    if fact is None:
        return [Sentence(text=text, basis=f"template:{template.id}")]
    return [Sentence(text=piece, basis=f"fact:{fact.id}") for piece in split_sentences(text)]


def _text(sentences: tuple[Sentence, ...]) -> str:
    """Join sentences; what follows an address begins a new line."""
    text = ""
    for sentence in sentences:
        gap = "" if not text else " " if text[-1] in ".!?" else "\n"
        text += gap + sentence.text
    return text
