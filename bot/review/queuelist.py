"""The queue as a list: one numbered entry a case, in the order in which they should be taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from bot.review.sections import Section
from bot.review.veils import exposing, sensitive
from bot.review.wording import Reader, duration, shown
from bot.storage import publications, queue
from bot.storage.publications import Queued
from bot.storage.queue import CardData, QueueCounts, QueueItem
from policies.masking import mask
from policies.routing import Route

_EXCERPT: Final = 70  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One entry of the queue, and whether its text may stand in a list."""

    item: QueueItem
    sensitive: bool


def listed(item: QueueItem, card: CardData) -> Listed:
    """Return a queue entry with what its card says of its text."""
    covered = any(sensitive(message) or exposing(message) for message in card.messages)
    return Listed(item=item, sensitive=covered)


def queue_page(connection: Connection, first: int, limit: int) -> tuple[list[Listed], QueueCounts]:
    """Return some entries of the queue, and how many there are."""
    items = queue.queue(connection, limit=limit, offset=first)
    entries = [listed(item, queue.card(connection, item.case_id, context=0)) for item in items]
    return entries, queue.counts(connection)


def in_doubt(connection: Connection) -> list[Queued]:
    """Return the publications that a person has to settle, oldest first."""
    return [publications.load(connection, number) for number in queue.in_doubt(connection)]


def queue_section(
    entries: Sequence[Listed], counts: QueueCounts, reader: Reader, *, first: int = 1
) -> Section:
    """Return the list for people: each entry is two lines that make sense read aloud."""
    t = reader.t
    title = t.plural("desk.queue.title", counts.total)
    if not counts.total:
        return Section(name="queue", title=title, lines=(t("desk.queue.empty"),))
    lines = [
        t(f"desk.queue.route.{route}", n=count)
        for route, count in counts.by_route.items()
        if count and route is not Route.IGNORE
    ]
    lines = [", ".join(lines)] if lines else []
    for entry in entries:
        lines += _entry(entry, reader)
    left = counts.total - counts.grouped - (first - 1 + len(entries))
    if left > 0:
        lines.append(t.plural("desk.queue.more", left))
    return Section(name="queue", title=title, lines=tuple(lines))


def _entry(entry: Listed, reader: Reader) -> list[str]:
    t, item = reader.t, entry.item
    parts = [
        t("desk.queue.case", number=item.case_id),
        reader.word("route", item.route),
        t("desk.queue.severity", severity=item.severity) if item.severity else "",
        reader.language(item.lang),
        t("desk.queue.waiting", duration=reader.ago(item.opened_at)),
        _due(item, reader),
        t.plural("desk.queue.messages", item.messages) if item.messages > 1 else "",
        _with_it(item, reader),
        t("desk.queue.with", name=reader.person(item.claimed_by)) if item.claimed_by else "",
        reader.word("reason", item.reason) if item.reason else "",
    ]
    # no place number: the one number in the line is what opens the case
    return ["; ".join(part for part in parts if part), f"    {_excerpt(entry, reader)}"]


def _with_it(item: QueueItem, reader: Reader) -> str:
    if not item.with_it:
        return ""
    return reader.t.plural("campaigns.queue.with_it", item.with_it, number=item.campaign_id)


def _due(item: QueueItem, reader: Reader) -> str:
    if item.due_at is None:
        return ""
    if item.due_at <= reader.now:
        late = duration(reader.now - item.due_at, reader.t)
        return reader.t("desk.queue.late", duration=late)
    left = duration(item.due_at - reader.now, reader.t)
    return reader.t("desk.queue.due", duration=left)


def _excerpt(entry: Listed, reader: Reader) -> str:
    if entry.sensitive:
        return reader.t("desk.queue.sensitive")
    text = " ".join(mask(shown(entry.item.excerpt)).split())
    short = text if len(text) <= _EXCERPT else text[: _EXCERPT - 1].rstrip() + "…"
    return reader.quoted(short)


def queue_row(entry: Listed, reader: Reader) -> dict[str, object]:
    """Return an entry as docs/desk.md shows it for programs; sensitive texts are null."""
    item = entry.item
    return {
        "case": item.case_id,
        "state": item.state.value,
        "route": item.route.value,
        "severity": item.severity,
        "lang": item.lang,
        "platform": item.platform,
        "channel": item.channel,
        "author": item.pseudonym,
        "messages": item.messages,
        "opened_at": item.opened_at.isoformat(),
        "waiting_s": int((reader.now - item.opened_at).total_seconds()),
        "due_at": item.due_at.isoformat() if item.due_at else None,
        "claimed_by": reader.names.get(item.claimed_by) if item.claimed_by else None,
        "reason": item.reason,
        "campaign": item.campaign_id,
        "cases_with_it": item.with_it,
        "text": None if entry.sensitive else mask(item.excerpt),
    }
