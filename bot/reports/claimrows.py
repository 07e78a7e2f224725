"""Claims as a report shows them: on the page, and for programs."""

from dataclasses import dataclass
from typing import Any

from bot.claimwords import bilingual_words
from bot.storage.claims import Spread, Standing
from responders.facts import FactBank
from translations.values import OFFICIAL_LANGUAGES, Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One claim, in the bank's words, and how far it has got."""

    words: Bilingual
    spread: Spread

    def standing(self, name: str) -> int:
        """Return how many cases stand like this: waiting, answered, watched, settled."""
        return self.spread.count(Standing(name))


def claim_row(one: Spread, bank: FactBank) -> ClaimRow:
    """Return a claim with its words."""
    return ClaimRow(words=bilingual_words(one.fact, one.claim, bank), spread=one)


def claim_line(row: ClaimRow) -> dict[str, Any]:
    """Return a claim for programs, as docs/cli.md shows it."""
    one = row.spread
    return {
        "fact": one.fact,
        "claim": one.claim or None,
        "words": {lang: row.words[lang] for lang in OFFICIAL_LANGUAGES},
        "messages": one.messages,
        "lately": one.lately,
        "authors": one.authors,
        "reach": one.reach,
        "reach_known": one.reach_known,
        "first_seen": one.first_at.isoformat(),
        "last_seen": one.last_at.isoformat(),
        "places": [
            {
                "platform": place.platform,
                "channel": place.channel,
                "messages": place.messages,
                "authors": place.authors,
            }
            for place in one.places
        ],
        "days": {day.isoformat(): count for day, count in one.days},
        "campaigns": list(one.campaigns),
        "cases": {standing.value: one.count(standing) for standing in Standing},
        "case_numbers": [case.id for case in one.cases],
    }
