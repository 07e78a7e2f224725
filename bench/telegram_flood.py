"""A flood on Telegram: how soon staff see it.

python -m bench.telegram_flood [--seconds N] [--rate N] [--open N]

`liaison run` as a process of its own against a server that enforces Telegram's limits. Measured:
from a message to the card of its escalation, from a message to the queue message that counts it,
and from /next to the card, while so many cases wait.
"""

import argparse
import re
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sqlalchemy import select

from bench._table import show, verdict
from bench._telegram import Crowd, open_cases, plain_texts, running, share, worked
from bot.storage.cases import CASE
from bot.storage.intake import MESSAGE
from bot.storage.tables import PanelRow
from tests.telegram.running import Agency
from tests.telegram.server import Logged

PANEL: Final = PanelRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables
_URGENT: Final = (
    "Je vais te tuer, on sait où tu habites",
    "On va te retrouver et te casser les jambes",
)  # in French: whoever asks for cases reads English only, and their chat takes one text a second
_URGENT_EVERY: Final = 60  # messages
_NEXT_EVERY_S: Final = 2.5
_COUNTED: Final = re.compile(r"(\d[\d,]*) (?:waiting|with somebody)")
_PACE_S: Final = 1.1  # a chat takes one text a second
_SETTLE_S: Final = 30.0


@dataclass
class Watch:
    """What the bot sent to staff, and when."""

    desk: int
    chats: set[int]
    cards: dict[str, float] = field(default_factory=dict)  # message -> time
    totals: list[tuple[float, int]] = field(default_factory=list)  # of the queue message
    held_up: int = 0  # cards after /next that waited for another text in their chat
    shown: dict[int, list[float]] = field(default_factory=dict)  # chat -> when, edits too

    def paced(self, chat: int, at: float) -> bool:
        """Tell whether what was shown then had to wait for what was shown before it."""
        return any(0 < at - other < _PACE_S for other in self.shown.get(chat, []))

    def hear(self, call: Logged) -> None:
        """Note one call, in the loop of the server."""
        if not call.processed or not isinstance(call.result, dict):
            return
        now, chat = time.perf_counter(), call.result.get("chat", {}).get("id")
        self.shown.setdefault(int(chat or 0), []).append(now)
        if chat == self.desk:
            found = _COUNTED.findall(call.result.get("text", "").split("\n\n")[0])
            self.totals.append((now, sum(int(one.replace(",", "")) for one in found)))
        elif chat in self.chats and call.method == "sendMessage":
            self.cards[f"{chat}:{call.result['message_id']}"] = now


def _flood(
    here: Agency, watch: Watch, seconds: int, rate: int
) -> tuple[dict[str, float], list[float]]:
    """Let people write and one reviewer ask for cases; return when each message was said."""
    crowd, said, nexts = Crowd(here), dict[str, float](), list[float]()
    wanted = plain_texts(here, seconds * rate)
    asker = here.reviewers[2]
    began = time.perf_counter()
    asked_at: float | None = None
    next_at = began + 1.0
    for number, plain in enumerate(wanted):
        time.sleep(max(0.0, began + number / rate - time.perf_counter()))
        urgent = number % _URGENT_EVERY == _URGENT_EVERY // 2
        text = f"{_URGENT[number // _URGENT_EVERY % 2]} ({number})" if urgent else plain
        key = here.served.do(lambda t=text: crowd.says(t))  # type: ignore[misc]  # bound per turn
        said[key] = time.perf_counter()
        asked_at = _answered(watch, asker.id, asked_at, nexts)
        if asked_at is None and time.perf_counter() >= next_at:
            asked_at = here.served.do(lambda: _ask(here))
            next_at = asked_at + _NEXT_EVERY_S
    return said, nexts


def _ask(here: Agency) -> float:
    asker = here.reviewers[2]
    asker.says(asker.private, "/next")
    return time.perf_counter()


def _answered(watch: Watch, chat: int, asked_at: float | None, nexts: list[float]) -> float | None:
    """Note the card that came of a /next; return since when one is still awaited."""
    if asked_at is None:
        return None
    after = [at for key, at in list(watch.cards.items()) if key.startswith(f"{chat}:")]
    came = [at for at in after if at > asked_at]
    if not came:
        return asked_at
    nexts.append(min(came) - asked_at)
    watch.held_up += watch.paced(chat, min(came))
    return None


def _measure(
    here: Agency, watch: Watch, said: dict[str, float], baseline: int
) -> tuple[list[float], int, list[float], int]:
    """Return seconds to each card, urgent cases without one, seconds to the count, uncounted."""
    database = here.office.open()
    with database.read() as connection:
        cases = connection.execute(
            select(CASE.c.id, CASE.c.route, MESSAGE.c.external_id)
            .join(MESSAGE, MESSAGE.c.case_id == CASE.c.id)
            .where(MESSAGE.c.external_id.in_(list(said)))
            .where(CASE.c.route.in_(["escalate", "review", "draft"]))
            .order_by(CASE.c.id)
        ).all()
        panels = connection.execute(select(PANEL.c.subject, PANEL.c.message)).all()
    database.close()
    shown: dict[str, float] = {}
    held_up = 0
    for panel in panels:
        at = watch.cards.get(str(panel.message))
        if at is not None:
            shown[panel.subject] = min(at, shown.get(panel.subject, at))
    cards, missing, counted, uncounted = list[float](), 0, list[float](), 0
    for rank, case in enumerate(cases, start=1):
        if case.route == "escalate":
            at = shown.get(f"case:{case.id}")
            if at is None:
                missing += 1
            else:
                cards.append(at - said[case.external_id])
                chat = next(int(k.partition(":")[0]) for k, v in watch.cards.items() if v == at)
                held_up += watch.paced(chat, at)
            continue
        visible = _first(watch.totals, baseline + rank)
        if visible is None:
            uncounted += 1
        else:
            counted.append(max(0.0, visible - said[case.external_id]))
    print(f"  cards that waited for another text in their chat: {held_up} of escalations, ", end="")
    print(f"{watch.held_up} of /next")
    return sorted(cards), missing, sorted(counted), uncounted


def _first(totals: Iterable[tuple[float, int]], wanted: int) -> float | None:
    return next((at for at, total in totals if total >= wanted), None)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--rate", type=int, default=20)
    parser.add_argument("--open", type=int, default=5_000)
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), waiting=given.open) as (here, process),
    ):
        watch = Watch(here.desk.id, {one.id for one in here.reviewers})
        database = here.office.open()
        baseline, before = open_cases(database), worked(database)
        here.served.server.listeners.append(watch.hear)
        said, nexts = _flood(here, watch, given.seconds, given.rate)
        flooded = time.perf_counter()
        end = time.monotonic() + _SETTLE_S
        while worked(database) - before < len(said) and time.monotonic() < end:
            time.sleep(0.1)
        behind_s = time.perf_counter() - flooded
        time.sleep(12)  # two more edits of the queue message
        database.close()
        cards, missing, counted, uncounted = _measure(here, watch, said, baseline)
        alive, too_fast = process.poll() is None, here.served.server.rates.refused
    nexts.sort()
    rows = [
        _row("escalation card, s", cards),
        _row("counted in the queue message, s", counted),
        _row("/next, s", nexts),
    ]
    show(
        f"{len(said):,} messages at {given.rate}/s over {baseline:,} open cases",
        ("", "number", "p50", "p95", "most"),
        rows,
    )
    print(f"  all worked on {behind_s:.1f} s after the last one; still running: {alive}")
    print(f"  without a card: {missing}; not counted: {uncounted}; refused for pace: {too_fast}")
    verdict("escalation card p95, s", share(cards, 0.95), 1.0, at_most=True)
    verdict("counted in the queue message p95, s", share(counted, 0.95), 5.0, at_most=True)
    verdict("/next p95, s", share(nexts, 0.95), 0.3, at_most=True)


def _row(name: str, values: list[float]) -> tuple[object, ...]:
    most = max(values, default=float("nan"))
    return (
        name, f"{len(values):,}", f"{share(values, 0.5):.3f}", f"{share(values, 0.95):.3f}",
        f"{most:.3f}",
    )  # fmt: skip


if __name__ == "__main__":
    main()
