"""Campaigns: nearly the same text from many authors, found while messages go by.

A text is compared with those of the window: word for word first, then by marks that near texts
share (`policies.likeness`), then closely. What was found is a value; nothing here acts on anyone,
and no message is left out because it belongs to a campaign.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from policies.campaignrules import CampaignRules
from policies.likeness import COPY, Likeness, compare, marks, words_of
from policies.message import ARRIVAL, Message, MessageEvent

TEXTS: Final = 60_000  # different texts in the window; the one not seen for longest goes first
CHARACTERS: Final = 30_000_000  # of all of them together
CANDIDATES: Final = 6  # texts that one message is compared with closely, at most
CHANCES: Final = 2  # of them that share a single mark: mostly chance
DRIFT_PCT: Final = 20  # how much further from the first text a wording near another one may be
VARIANTS: Final = 24  # other wordings of one campaign that get marks of their own
AUTHORS: Final = 20_000  # of one campaign that are told apart; more are not counted
EARLIER: Final = 200  # messages remembered from before a campaign is recognized
OWN_RUN: Final = 6  # words in a row from a text of ours: those are not the author's own
OWN_TEXTS: Final = 500  # texts of ours that are remembered
SHORT: Final = 16  # words; below, less than this in common is chance
SHORT_PCT: Final = 75
MARKS_A_TEXT: Final = 18

Reference = tuple[str, str]  # platform and id of a message


SHIPPED: Final = CampaignRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What the window says of one message."""

    campaign: str | None = None  # None until one is recognized
    authors: int = 0  # different ones who said nearly this, this one included; 0: too short to say
    likeness: Likeness = COPY  # with the first text
    earlier: tuple[tuple[Reference, Likeness], ...] = ()  # what had gone by when it was recognized


NOTHING: Final = Sighting()
_FIRST: Final = Sighting(authors=1)


@dataclass(slots=True)
class _Seen:
    """One message of a group, before it is a campaign."""

    author: str
    reference: Reference
    likeness: Likeness
    at: datetime


@dataclass(slots=True)
class _Group:
    """Texts that are nearly the same; most are one text of one author, and stay so."""

    words: str  # of the first text
    seen_at: datetime
    first: _Seen | None = None
    more: list[_Seen] | None = None  # after the first
    authors: set[str] | None = None  # once it is a campaign
    name: str | None = None
    earlier: tuple[tuple[Reference, Likeness], ...] = ()
    variants: list[str] | None = None
    contrary: "_Group | None" = None  # of which this says the opposite


class Campaigns:
    """The window; memory is bounded, and the cost of a message does not grow with it."""

    def __init__(self, rules: CampaignRules = SHIPPED, texts: int = TEXTS) -> None:
        self.rules = rules
        self._span = timedelta(hours=rules.hours)
        self._texts = texts
        self._characters = 0
        self._groups: OrderedDict[int, _Group] = OrderedDict()  # by number, oldest sighting first
        self._exact: dict[str, int] = {}
        self._marks = MarkTable(texts)
        self._number = 0
        self._own: dict[str, frozenset[int]] = {}
        self._own_runs: set[int] = set()

    @property
    def size(self) -> int:
        """How many different texts are remembered."""
        return len(self._groups)

    def add_own(self, texts: Iterable[str]) -> None:
        """Remember texts of ours: whoever copies them has said nothing yet."""
        for text in texts:
            if text not in self._own:
                self._own[text] = frozenset(_runs(words_of(text)))
                self._own_runs |= self._own[text]
        if len(self._own) > OWN_TEXTS:
            while len(self._own) > OWN_TEXTS:
                del self._own[next(iter(self._own))]
            self._own_runs = set().union(*self._own.values())

    def restore(self, name: str, text: str, at: datetime, quoted: str | None = None) -> None:
        """Take up a campaign that was recognized before; `text` is its first text."""
        words = words_of(text, quoted)
        joined = " ".join(words)
        if not words or joined in self._exact:
            return
        group = self._open(joined, marks(words), at)
        group.name, group.authors = name, set()

    def sightings(self, messages: Sequence[Message]) -> list[Sighting]:
        """Return what is known of each message, in order; the same message twice counts once."""
        return [self.sight(message) for message in messages]

    def sight(self, message: Message) -> Sighting:
        """Take one message in and return what is known of its text."""
        if message.media == ARRIVAL or message.event is MessageEvent.DELETED:
            return NOTHING  # a name is no statement
        words = words_of(message.text, message.quoted)
        if len(words) < self.rules.minimum_words:
            return NOTHING
        text = " ".join(words)
        number = self._exact.get(text)
        found: list[int] = []
        if number is not None:
            candidates = [number]
        else:
            found = marks(words)
            candidates = self._marks.candidates(found)
        if candidates and self._own_runs and self._says_nothing(words):
            return NOTHING
        contrary: _Group | None = None
        for candidate in candidates:
            group = self._groups.get(candidate)
            if group is None:
                continue  # forgotten since
            if candidate == number:
                likeness = COPY if group.words == text else self._compare(group.words, words, 0)
            else:
                likeness = self._near(group, words)
            if likeness is None:
                continue
            if likeness.turned and candidate != number:
                contrary = contrary or group  # the opposite is another point, if many make it
                continue
            self._groups.move_to_end(candidate)
            if candidate != number:
                self._vary(candidate, group, text, found)
            return self._joined(group, message, likeness)
        group = self._open(text, found, message.sent_at)
        group.contrary = contrary
        return self._joined(group, message, COPY)

    def _joined(self, group: _Group, message: Message, likeness: Likeness) -> Sighting:
        sighting = self._join(group, message, likeness)
        other = group.contrary
        if other is None or sighting.campaign is not None or other.name is None:
            return sighting
        # what few say against a campaign in its own words is shown with it, on its own
        return Sighting(
            campaign=other.name,
            authors=len(other.authors or ()),
            likeness=replace(
                self._compare(other.words, group.words.split(" "), 0) or COPY, turned=True
            ),
            earlier=other.earlier,
        )

    # --- which group ------------------------------------------------------------------------

    def _near(self, group: _Group, words: list[str]) -> Likeness | None:
        """Return the likeness with the first text, where it, or another wording, is near enough."""
        wanted = self._wanted(words)
        likeness = self._compare(group.words, words, wanted)
        if likeness is not None or not group.variants:
            return likeness
        likeness = self._compare(group.words, words, wanted - DRIFT_PCT)
        if likeness is None or likeness.turned:
            return None
        if any(self._compare(one, words, wanted) is not None for one in group.variants):
            return likeness
        return None

    def _compare(self, text: str, words: list[str], wanted_pct: int) -> Likeness | None:
        sample = text.split(" ")
        if self._own_runs:
            sample, words = self._without_own(sample), self._without_own(words)
        return compare(sample, words, wanted_pct)

    def _wanted(self, words: list[str]) -> int:
        wanted = self.rules.similarity_pct
        return max(wanted, SHORT_PCT) if len(words) < SHORT else wanted

    def _open(self, text: str, found: list[int], at: datetime) -> _Group:
        self._number += 1
        group = self._groups[self._number] = _Group(words=text, seen_at=at)
        self._exact[text] = self._number
        self._characters += len(text)
        self._marks.put(found, self._number)
        while len(self._groups) > self._texts or self._characters > CHARACTERS:
            self._forget_oldest()
        return group

    def _vary(self, number: int, group: _Group, text: str, found: list[int]) -> None:
        variants = group.variants = group.variants or []
        if len(variants) >= VARIANTS:
            self._marks.put(found, number)  # so that it is not forgotten while it goes on
            return
        variants.append(text)
        self._exact[text] = number
        self._characters += len(text)
        self._marks.put(found, number)

    def _forget_oldest(self) -> None:
        _, group = self._groups.popitem(last=False)
        for text in (group.words, *(group.variants or ())):
            del self._exact[text]
            self._characters -= len(text)

    # --- who said it ------------------------------------------------------------------------

    def _join(self, group: _Group, message: Message, likeness: Likeness) -> Sighting:
        # without a name nobody can say that two messages have one author
        author = f"{message.platform}:{message.author or f'message:{message.id}'}"
        if abs(message.sent_at - group.seen_at) > self._span:
            group.first = group.more = group.authors = group.name = None  # that was another time
            group.earlier = ()
        group.seen_at = message.sent_at
        if group.authors is not None:
            if len(group.authors) < AUTHORS:
                group.authors.add(author)
            return Sighting(
                campaign=group.name,
                authors=len(group.authors),
                likeness=likeness,
                earlier=group.earlier,
            )
        seen = _Seen(author, (message.platform, message.id), likeness, message.sent_at)
        if group.first is None:
            group.first = seen
            return _FIRST
        return self._count(group, seen)

    def _count(self, group: _Group, seen: _Seen) -> Sighting:
        """Take one more message in; N authors within the window make it a campaign."""
        assert group.first is not None  # noqa: S101 -- the caller looked
        lately = [
            one
            for one in (group.first, *(group.more or ()))
            if abs(seen.at - one.at) <= self._span and one.reference != seen.reference
        ]
        authors = {one.author for one in lately} | {seen.author}
        if len(authors) < self.rules.authors:
            kept = [*lately, seen][-EARLIER:]
            group.first, group.more = kept[0], kept[1:]
            return Sighting(authors=len(authors), likeness=seen.likeness)
        group.name = campaign_id(group.words)
        group.authors = authors
        group.earlier = tuple((one.reference, one.likeness) for one in lately)
        group.first = group.more = None
        return Sighting(
            campaign=group.name,
            authors=len(authors),
            likeness=seen.likeness,
            earlier=group.earlier,
        )

    # --- what is ours -----------------------------------------------------------------------

    def _without_own(self, words: list[str]) -> list[str]:
        ours = {
            at + step
            for at, run in enumerate(_runs(words))
            if run in self._own_runs
            for step in range(OWN_RUN)
        }
        return [word for at, word in enumerate(words) if at not in ours] if ours else words

    def _says_nothing(self, words: list[str]) -> bool:
        return len(self._without_own(words)) < self.rules.minimum_words


def campaign_id(words: str) -> str:
    """Return the name of the campaign that begins with this text; it tells nothing of the text."""
    return f"c-{sha256(words.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def _runs(words: Sequence[str]) -> list[int]:
    """Return a number for each run of `OWN_RUN` words; compared within this process only."""
    return [hash(tuple(words[at : at + OWN_RUN])) for at in range(len(words) - OWN_RUN + 1)]


class MarkTable:
    """Marks to numbers, in two halves: when the newer is full, the older one is forgotten.

    A mark leads to the number that had it last: texts that are made to share all of their marks
    push one another out, and cost no more than others.
    """

    def __init__(self, texts: int) -> None:
        self._half = max(texts * MARKS_A_TEXT // 2, 1)
        self._newer: dict[int, int] = {}
        self._older: dict[int, int] = {}

    def put(self, found: Sequence[int], number: int) -> None:
        """Let these marks lead to this number."""
        self._newer.update(dict.fromkeys(found, number))
        if len(self._newer) > self._half:
            self._older, self._newer = self._newer, {}

    def candidates(self, shared: Sequence[int]) -> list[int]:
        """Return the numbers to which most of these marks lead, the best first."""
        hits = [*filter(None, map(self._newer.get, shared))]
        if self._older:
            hits += filter(None, map(self._older.get, shared))
        if len(hits) < 2:
            return hits
        counted: dict[int, int] = {}
        for number in hits:
            counted[number] = counted.get(number, 0) + 1
        if len(counted) == 1:
            return hits[:1]
        several = [number for number, count in counted.items() if count > 1]
        if len(several) > 1:
            several.sort(key=lambda number: (-counted[number], -number))
        once = [number for number, count in counted.items() if count == 1]
        return [*several, *once[-CHANCES:]][:CANDIDATES]
