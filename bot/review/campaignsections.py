"""A campaign as people read it: counts, a sample, what it looks like, what waits. Pure."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.review.sections import Section
from bot.review.wording import Reader, duration, shown
from bot.storage.campaigncards import CampaignCard, CampaignLine
from policies.campaignsigns import Reading, Signal, Signals
from policies.masking import mask

SAMPLE: Final = 400  # characters
_PLACES: Final = 6
_NAMED: Final = 20  # cases
# nothing is said of these where there is none of it
_SILENT: Final = frozenset(
    {"flagged", "regular", "newcomers", "automatic", "same_link", "shortened_links", "varied"}
)
_LENGTHS: Final = frozenset({"span", "regular"})  # seconds


def campaign_sections(card: CampaignCard, reader: Reader) -> tuple[Section, ...]:
    """Return the parts of a campaign's card."""
    t = reader.t
    languages = [(reader.language(code), count) for code, count in card.languages]
    lines = [
        t.plural("campaigns.authors", card.authors),
        t("campaigns.seen", first=reader.moment(card.first_at), last=reader.moment(card.last_at)),
        t("campaigns.where", places=_items(card.channels[:_PLACES], reader)),
        t("campaigns.languages", languages=_items(languages, reader)),
    ]
    if card.covered:
        lines.append(t("campaigns.sample_covered", number=card.sample_case))
    else:
        lines += [t("campaigns.sample"), f"    {reader.quoted(sample(card, SAMPLE))}"]
    title = t.plural("campaigns.title", card.messages, number=card.id)
    return (
        Section(name="campaign", title=title, lines=tuple(lines)),
        signals_section(card.signals, reader),
        _waiting(card, reader),
    )


def sample(card: CampaignCard, length: int) -> str:
    """Return the first text, masked and cut."""
    text = " ".join(mask(shown(card.sample)).split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def signals_section(signals: Signals, reader: Reader) -> Section:
    """Return what was observed, for and against, and the reading."""
    t = reader.t
    lines = []
    for way in (Reading.PEOPLE, Reading.AUTOMATION, Reading.UNCLEAR):
        said = [_sign(one, reader) for one in signals.observed if one.points_to is way]
        if signs := "; ".join(one for one in said if one):
            lines.append(t(f"campaigns.for.{way}", signs=signs))
    lines.append(t("campaigns.weigh"))
    return Section(
        name="signals", title=t(f"campaigns.reading.{signals.reading}"), lines=tuple(lines)
    )


def _sign(one: Signal, reader: Reader) -> str:
    if (one.name in _SILENT and not one.value) or (one.name == "messages_each" and one.value < 2):
        return ""
    length = duration(timedelta(seconds=one.value), reader.t) if one.name in _LENGTHS else ""
    return reader.t(f"campaigns.sign.{one.name}", value=one.value, of=one.of, duration=length)


def _waiting(card: CampaignCard, reader: Reader) -> Section:
    t = reader.t
    lines = []
    if card.more:
        lines.append(t.plural("campaigns.more", card.more))
    if card.alone:
        items = [
            t("campaigns.alone.item", number=number, why=t(f"campaigns.why.{why}"))
            for number, why in card.alone[:_NAMED]
        ]
        lines.append(
            t.plural("campaigns.alone", len(card.alone), cases=named(items, len(card.alone)))
        )
    if card.answered_by is not None:
        lines.append(t("campaigns.answered", number=card.answered_by))
    waiting = len(card.waiting)
    title = t.plural("campaigns.waiting", waiting) if waiting else t("campaigns.waiting.none")
    return Section(name="waiting", title=title, lines=tuple(lines))


def named(items: Sequence[str], total: int) -> str:
    """Return some of many, with a sign that there are more."""
    return ", ".join(items[:_NAMED]) + ("…" if total > _NAMED else "")


def campaigns_section(found: Sequence[CampaignLine], reader: Reader) -> Section:
    """Return the list of campaigns."""
    t = reader.t
    if not found:
        return Section(name="campaigns", title=t("campaigns.list.none"))
    lines = tuple(
        t(
            "campaigns.list.line",
            number=one.id,
            messages=t.plural("campaigns.list.messages", one.messages),
            waiting=t.plural("campaigns.list.waiting", one.waiting)
            if one.waiting
            else t("campaigns.list.nothing_waits"),
            duration=reader.ago(one.last_at),
        )
        for one in found
    )
    title = t.plural("campaigns.list.title", len(found))
    return Section(name="campaigns", title=title, lines=lines)


def _items(counted: Sequence[tuple[str, int]], reader: Reader) -> str:
    return ", ".join(reader.t("campaigns.item", name=shown(name), n=n) for name, n in counted)
