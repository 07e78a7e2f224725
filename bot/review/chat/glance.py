"""The queue at a glance, in words: counts by harm and age, who has what, what is paused."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final

from sqlalchemy import Connection

from bot.review.chat.markup import bold, plain
from bot.storage import board as boards
from bot.storage import roster, staff, switches
from bot.storage.board import Board, HarmRow
from bot.storage.switches import Switches
from translations.catalogs import Catalog, catalog
from translations.formats import format_time
from translations.values import OFFICIAL_LANGUAGES

SPANS: Final = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4))
_PEOPLE: Final = 8  # named with what they have
_CASES: Final = 5  # of each


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """Everything that the message says, before it is worded."""

    board: Board
    switches: Switches
    names: dict[int, str]
    on_call: frozenset[int]


def look(connection: Connection, now: datetime) -> Glance:
    """Read it."""
    return Glance(
        board=boards.board(connection, now, SPANS),
        switches=switches.read(connection),
        names=staff.names(connection),
        on_call=roster.on_call(connection, now),
    )


def bilingual(glance: Glance, zone: tzinfo) -> str:
    """Return it in both languages, one below the other."""
    return "\n\n".join(words(glance, catalog(lang), zone) for lang in OFFICIAL_LANGUAGES)


def words(glance: Glance, t: Catalog, zone: tzinfo) -> str:
    """Return it in one language."""
    board = glance.board
    lines = [bold(t("chatstaff.queue.title"))]
    if not board.rows:
        lines.append(plain(t("chatstaff.queue.empty")))
    lines += [line for row in board.rows for line in _row(row, t, zone)]
    if board.snoozed:
        lines.append(plain(t.plural("chatstaff.queue.snoozed", board.snoozed)))
    if board.newest:
        lines.append(plain(t("chatstaff.queue.newest", cases=_cases(board.newest))))
    lines += [plain(line) for line in _holders(glance, t)]
    if glance.on_call:
        people = ", ".join(sorted(glance.names[one] for one in glance.on_call))
        lines.append(plain(t("chatstaff.queue.on_call", names=people)))
    lines += [plain(line) for line in stopped(glance.switches, t)]
    return "\n".join(lines)


def stopped(now_on: Switches, t: Catalog) -> list[str]:
    """Return one sentence for each switch that is on."""
    found = [t("chatstaff.switch.all")] if now_on.all_paused else []
    found += [t("chatstaff.switch.channel", name=name) for name in sorted(now_on.channels)]
    found += [
        t("chatstaff.switch.kind", kind=t(f"chatstaff.kind.{kind}"))
        for kind in sorted(now_on.kinds)
        if f"chatstaff.kind.{kind}" in t
    ]
    if now_on.incident_since is not None:
        found.append(t("chatstaff.switch.incident"))
    return found


def _row(row: HarmRow, t: Catalog, zone: tzinfo) -> list[str]:
    parts = [t.plural("chatstaff.queue.waiting", row.waiting)]
    if row.claimed:
        parts.append(t.plural("chatstaff.queue.claimed", row.claimed))
    if row.overdue:
        parts.append(t.plural("chatstaff.queue.overdue", row.overdue))
    ages = [t(f"chatstaff.queue.age{n}", n=count) for n, count in enumerate(row.by_age) if count]
    since = format_time(row.oldest_at.astimezone(zone), t.lang)
    return [
        bold(t("chatstaff.queue.row", route=t(f"desk.route.{row.route}"), counts=", ".join(parts))),
        plain(
            "   " + t("chatstaff.queue.ages", ages=", ".join(ages), first=row.first, since=since)
        ),
    ]


def _holders(glance: Glance, t: Catalog) -> list[str]:
    lines = []
    for person, numbers in glance.board.holders[:_PEOPLE]:
        name = glance.names.get(person, t("desk.somebody", number=person))
        shown = _cases(numbers[:_CASES])
        more = len(numbers) - _CASES
        if more > 0:
            shown = t.plural("chatstaff.queue.more", more, cases=shown)
        lines.append(t("chatstaff.queue.holder", name=name, cases=shown))
    return lines


def _cases(numbers: tuple[int, ...]) -> str:
    return ", ".join(f"#{number}" for number in numbers)
