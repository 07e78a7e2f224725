"""Campaigns: messages a second, and how many planted members are found.

python -m bench.campaigns [FILE] [--number N]

A stream of different messages with one in ten planted: campaigns of several sizes in both
languages, each member with 5 to 20 per cent of its words changed, dropped or added. Beside ours:
equal texts only, each text against the latest thousand with rapidfuzz, and datasketch where it is
installed. FILE gives the other messages (JSON Lines); without it they are put together from the
words of the example stream. Times are those of one processor.
"""

import argparse
import importlib
import random
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from rapidfuzz import fuzz

from bench._samples import texts
from bench._table import show, verdict
from policies.campaigns import Campaigns
from policies.likeness import words_of
from policies.message import Message

SIZES: Final = (5, 8, 12, 20, 40, 80, 200, 400)
WINDOW: Final = 1_000  # texts that each one is compared with, naively
_START: Final = datetime(2026, 1, 14, tzinfo=UTC)
_WANTED: Final = 20_000


@dataclass(frozen=True, slots=True)
class Planted:
    """A stream, and which campaign each message belongs to (0: none)."""

    messages: list[Message]
    truth: list[int]
    order: list[int]  # the how manyth member of its campaign it is


def _vocabulary() -> dict[str, list[str]]:
    """Return the words of the example stream by language, each as often as it stands there."""
    found: dict[str, list[str]] = {"en": [], "fr": []}
    for text, lang in texts():
        if lang in found:
            found[lang].extend(text.split())
    return found


def _sentence(source: random.Random, words: Sequence[str]) -> list[str]:
    return source.choices(words, k=source.randint(10, 45))


def _edited(source: random.Random, template: Sequence[str], words: Sequence[str]) -> list[str]:
    """Return the template with words changed, dropped and added, a third each."""
    share = source.uniform(0.05, 0.20)
    found: list[str] = []
    for word in template:
        dice = source.random()
        if dice >= share:
            found.append(word)
        elif dice < share / 3:
            continue
        elif dice < 2 * share / 3:
            found.append(source.choice(words))
        else:
            found += [source.choice(words), word]
    return found


def plant(number: int, others: Sequence[str], seed: int = 11) -> Planted:
    """Return a stream of so many messages, one in ten of a campaign."""
    source, words = random.Random(seed), _vocabulary()
    rows: list[tuple[str, int]] = []
    campaign = 0
    while len(rows) < number // 10:
        campaign += 1
        lang = "en" if campaign % 2 else "fr"
        template = _sentence(source, words[lang])
        size = min(SIZES[campaign % len(SIZES)], number // 10 - len(rows))
        rows += [(" ".join(_edited(source, template, words[lang])), campaign) for _ in range(size)]
    rows += [(text, 0) for text in others[: number - len(rows)]]
    while len(rows) < number:
        rows.append((" ".join(_sentence(source, words["en" if len(rows) % 2 else "fr"])), 0))
    source.shuffle(rows)
    counted: dict[int, int] = defaultdict(int)
    order = []
    for _, name in rows:
        counted[name] += 1
        order.append(counted[name])
    messages = [
        Message(
            platform="bench",
            id=str(at),
            channel="forum",
            author=f"author-{at}",
            text=text,
            sent_at=_START + timedelta(seconds=2 * at),
        )
        for at, (text, _) in enumerate(rows)
    ]
    return Planted(messages, [name for _, name in rows], order)


def ours(messages: Sequence[Message]) -> list[str | None]:
    """Liaison."""
    return [one.campaign for one in Campaigns().sightings(messages)]


def exact(messages: Sequence[Message]) -> list[str | None]:
    """Equal words only."""
    seen: dict[str, set[str]] = defaultdict(set)
    found: list[str | None] = []
    for one in messages:
        mark = sha256(" ".join(words_of(one.text)).encode("utf-8", "surrogatepass")).hexdigest()
        seen[mark].add(one.author)
        found.append(mark if len(seen[mark]) >= 5 else None)
    return found


def naive(messages: Sequence[Message]) -> list[str | None]:
    """Each text against the latest `WINDOW` with rapidfuzz, one after the other."""
    latest: list[tuple[str, int]] = []
    authors: dict[int, set[str]] = defaultdict(set)
    found: list[str | None] = []
    for at, one in enumerate(messages):
        text = one.text.lower()
        group = next(
            (name for other, name in reversed(latest) if fuzz.ratio(text, other, score_cutoff=70)),
            at,
        )
        latest.append((text, group))
        if len(latest) > WINDOW:
            del latest[0]
        authors[group].add(one.author)
        found.append(str(group) if len(authors[group]) >= 5 else None)
    return found


def sketched(messages: Sequence[Message]) -> list[str | None]:
    """The same marks with datasketch."""
    library: Any = importlib.import_module("datasketch")  # no dependency of ours
    index = library.MinHashLSH(num_perm=64, params=(16, 4))
    group_of: dict[str, str] = {}
    authors: dict[str, set[str]] = defaultdict(set)
    found: list[str | None] = []
    for one in messages:
        digest = library.MinHash(num_perm=64)
        digest.update_batch([word.encode() for word in words_of(one.text)])
        near = index.query(digest)
        group = group_of[near[0]] if near else one.id
        group_of[one.id] = group
        index.insert(one.id, digest)
        authors[group].add(one.author)
        found.append(group if len(authors[group]) >= 5 else None)
    return found


def score(planted: Planted, found: Sequence[str | None]) -> tuple[float, float, int]:
    """Return recall and precision over members from the fifth on, and false ones, in per cent."""
    due = [n for n, name in enumerate(planted.truth) if name and planted.order[n] >= 5]
    hit = sum(found[n] is not None for n in due)
    wrong = sum(name is not None and not planted.truth[n] for n, name in enumerate(found))
    marked = sum(name is not None for name in found)
    return 100 * hit / len(due), 100 * (1 - wrong / marked) if marked else 100.0, wrong


def _methods() -> Iterator[tuple[str, Callable[[Sequence[Message]], list[str | None]], int]]:
    yield "equal texts only", exact, 1
    yield "Liaison", ours, 1
    yield f"rapidfuzz against the latest {WINDOW:,}", naive, 20
    try:
        importlib.import_module("datasketch")
    except ImportError:
        return
    yield "datasketch, same marks, not verified", sketched, 4


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--number", type=int, default=40_000)
    given = parser.parse_args()
    others = [text for text, _ in texts(given.file)] if given.file else []
    planted = plant(given.number, others)
    rates: dict[str, float] = {}
    rows = []
    for name, method, part in _methods():
        some = planted if part == 1 else plant(given.number // part, others)
        best = None
        for _ in range(3 if part == 1 else 1):
            started = time.process_time()
            found = method(some.messages)
            took = time.process_time() - started
            best = took if best is None else min(best, took)
        assert best is not None  # noqa: S101 -- at least one run
        rates[name] = len(some.messages) / best
        recall, precision, wrong = score(some, found)
        rows.append(
            (name, f"{rates[name]:,.0f}", f"{rates[name] / rates['equal texts only']:.2f}",
             f"{recall:.1f}", f"{precision:.1f}", wrong)
        )  # fmt: skip
    show(
        f"Campaigns, {given.number:,} messages, one in ten planted (fewer for the slow ones)",
        ("", "messages/s", "ratio", "recall %", "precision %", "false"),
        rows,
    )
    verdict("messages a second", rates["Liaison"], _WANTED)
    window = Campaigns()
    full = plant(100_000, [])
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    window.sightings(full.messages)
    rate = len(full.messages) / (time.process_time() - started)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    show(
        "A full window",
        ("", ""),
        [("texts remembered", f"{window.size:,}"), ("messages/s", f"{rate:,.0f}"),
         ("memory of the window, MB at most", f"{(after - held) // 1024}")],
    )  # fmt: skip


if __name__ == "__main__":
    main()
