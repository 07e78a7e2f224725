"""From when on nearly the same text is a campaign: values only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignRules:
    """From when on it is a campaign."""

    authors: int = 5  # different ones
    hours: int = 24  # the window: how far apart two messages may be, by their own time
    similarity_pct: int = 60  # words in common and in order, of the words of both texts
    minimum_words: int = 8  # shorter texts are never a campaign: "thank you", "+1"
