"""A message on its way through the readers of features: its views and words, found once for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from policies import scopes
from policies.features.safety import refined
from policies.lexicons import Hit, Lexicons
from policies.links import Link, find_links
from policies.message import Message
from policies.skeletons import beyond_latin
from policies.views import Span
from translations.values import Detection


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the message itself does not tell: passed in by whoever keeps past messages."""

    repeats_by_author: int = 0
    authors_with_same_text: int = 0
    campaign_authors: int = 0  # of the campaign that it belongs to, itself included
    own_domains: Sequence[str] = ()  # links and addresses there do not count
    own_numbers: Sequence[str] = ()  # telephone numbers that the agency publishes
    joined_minutes: int = -1  # since the author joined the channel; -1: not known, or long ago
    first_message: bool = False  # joined within the day, and never heard from here before
    joins_lately: int = 0  # of an arrival: how many in the ten minutes up to it
    protected_names: tuple[str, ...] = ()  # of staff and others whom nobody may expose
    own_accounts: tuple[str, ...] = ()  # handles of the agency's accounts: never imposters
    own_names: tuple[str, ...] = ()  # what the agency is called: nobody else may bear it
    scope: tuple[str, ...] = ()  # what the channel is about, in both languages; (): anything
    suspected: str | None = None  # by the classifier, in examples of a policy


NO_CONTEXT: Final = Context()


class Reading:
    """What the readers look at; whatever costs time is made on first use.

    Attributes:
        text: the original; every span of a feature is in its code points.
        plain: lower case, without accents, disguises undone; offsets lead back to the original.
        hits: every term of the lexicons, in the order of the text.
        honoured: features whose words are not the author's own, as the policy has it; all if None.
    """

    def __init__(
        self,
        message: Message,
        detection: Detection,
        context: Context,
        lexicons: Lexicons,
        honoured: frozenset[str] | None = None,
    ) -> None:
        self.honoured = honoured
        self.message = message
        self.detection = detection
        self.context = context
        self.lexicons = lexicons
        self.text = message.text
        self.plain, hits = lexicons.read(message.text, detection.lang)
        self.hits = refined(hits, self.plain, lexicons)

    @cached_property
    def by_lexicon(self) -> dict[str, list[Hit]]:
        """The same by lexicon; a lexicon without a hit is absent."""
        found: dict[str, list[Hit]] = {}
        for hit in self.hits:
            found.setdefault(hit.term.lexicon, []).append(hit)
        return found

    @cached_property
    def links(self) -> Sequence[Link]:
        """The addresses of the text; most messages have nothing that one is made of."""
        text = self.text
        if "." not in text and "/" not in text and not self._may_spell_address():
            return ()
        return find_links(text)

    def _may_spell_address(self) -> bool:
        """Whether dots may be written otherwise: wide, in brackets, or as a word."""
        text, plain = self.text, self.plain.text
        return (
            " dot " in plain
            or " point " in plain
            or "(" in text
            or "[" in text
            or "{" in text
            or "\\" in text
            or beyond_latin(text)
        )

    @cached_property
    def quotes(self) -> list[Span]:
        """Spans of the original that are somebody else's words."""
        spans = scopes.quoted_spans(self.text)
        quoted = self.message.quoted
        if quoted and len(quoted) > 3:
            at = self.text.find(quoted)
            if at >= 0:
                spans.append((at, at + len(quoted)))
        return spans

    def clause(self, hit: Hit) -> Span:
        """Return the clause of the plain view around a hit that was found there."""
        return scopes.clause_around(self.plain.text, hit.start, hit.end)
