"""Personal data: precision, recall and F1 by kind and language, and texts a second.

python -m bench.personal [--presidio PYTHON]

The first set is our own: templates in both languages, a third of them held back. The second is
synthetic English text with marked spans, read where it lies beside the repository; every second row
was never looked at. PYTHON is an interpreter in which presidio-analyzer is installed; its pattern
recognizers then stand beside ours.
"""

import argparse
import json
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypedDict

from bench._samples import texts
from bench._table import show, verdict
from policies.personal import Finding, find_personal
from policies.personaldata.findings import settle
from tests.policies.personal_cases import Scores, make_cases, score, select

_REFERENCE: Final = (
    Path(__file__).parents[2] / "shared" / "data" / "moderation" / "pii_presidio_synth_en.jsonl"
)
# kinds of the reference set that we claim; its driver's licences, social security numbers and ZIP
# codes are American, and its addresses are foreign
_CLAIMED: Final = {
    "PHONE_NUMBER": "phone",
    "EMAIL_ADDRESS": "email",
    "CREDIT_CARD": "card",
    "IBAN_CODE": "bank_account",
    "IP_ADDRESS": "ip",
}
_THEIRS: Final = ("phone", "card", "bank_account", "ip", "sin", "postal_code")
_RUNS: Final = 5
_WANTED_F1: Final = 0.95
_WANTED_PER_S: Final = 13_000

Row = tuple[str, Sequence[Finding]]
Rows = list[Row]


class _Answer(TypedDict):
    found: list[list[tuple[str, int, int]]]
    seconds: float


def _own(lang: str, *, held_back: bool) -> Rows:
    return [(one.text, one.expected) for one in select(make_cases(), lang, held_back=held_back)]


def _reference(*, held_back: bool) -> Rows:
    lines = _REFERENCE.read_text("utf-8").splitlines()[1 if held_back else 0 :: 2]
    rows: Rows = []
    for data in map(json.loads, lines):
        marked = [
            Finding(_CLAIMED[span["type"]], (span["start"], span["end"]))
            for span in data["spans"]
            if span["type"] in _CLAIMED
        ]
        rows.append((data["text"], marked))
    return rows


def _sets() -> dict[str, Rows]:
    sets = {
        f"own {lang}, {'held back' if held else 'looked at'}": _own(lang, held_back=held)
        for lang in ("en", "fr")
        for held in (False, True)
    }
    if _REFERENCE.exists():
        sets["reference en, looked at"] = _reference(held_back=False)
        sets["reference en, held back"] = _reference(held_back=True)
    else:
        print(f"skipped: no reference set ({_REFERENCE.name} is not there)")
    return sets


def _kinds(name: str) -> frozenset[str] | None:
    return frozenset(_CLAIMED.values()) if name.startswith("reference") else None


def _measure(
    rows: Rows, found: Sequence[Sequence[Finding]], kinds: frozenset[str] | None
) -> Scores:
    return score(
        (
            text,
            [one for one in expected if kinds is None or one.kind in kinds],
            [one for one in ours if kinds is None or one.kind in kinds],
        )
        for (text, expected), ours in zip(rows, found, strict=True)
    )


def _quality(sets: dict[str, Rows]) -> None:
    for name, rows in sets.items():
        scores = _measure(rows, [find_personal(text) for text, _ in rows], _kinds(name))
        table = [(kind, one) for kind, one in sorted(scores.kinds.items())]
        lines = [
            (
                kind,
                one.hits + one.misses,
                f"{one.precision:.3f}",
                f"{one.recall:.3f}",
                f"{one.f1:.3f}",
            )
            for kind, one in [*table, ("all", scores.total())]
        ]
        show(f"{name}: {len(rows):,} texts", ("kind", "values", "precision", "recall", "F1"), lines)
        verdict("F1 of all kinds", scores.total().f1, _WANTED_F1)


def _per_second(find: Callable[[str], object], batch: Sequence[str]) -> float:
    best = float("inf")
    for _ in range(_RUNS):
        started = time.perf_counter()
        for text in batch:
            find(text)
        best = min(best, time.perf_counter() - started)
    return len(batch) / best


def _ask_presidio(python: str, sets: dict[str, Rows], plain: Sequence[str]) -> _Answer | None:
    asked = {"texts": [text for rows in sets.values() for text, _ in rows], "timed": list(plain)}
    try:
        done = subprocess.run(
            [python, str(Path(__file__).with_name("_presidio.py"))],
            input=json.dumps(asked), capture_output=True, text=True, timeout=120, check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        reason = getattr(error, "stderr", "") or str(error)
        print(f"\nskipped: presidio does not run with {python}: {reason.strip().splitlines()[-1]}")
        return None
    answer: _Answer = json.loads(done.stdout)
    return answer


def _compare(sets: dict[str, Rows], found: Sequence[Sequence[tuple[str, int, int]]]) -> None:
    """Print F1 side by side; their e-mail recognizer refuses the .example addresses of our set."""
    lines, at = [], 0
    for name, rows in sets.items():
        theirs = [
            settle((Finding(kind, (start, end)) for kind, start, end in one), len(text))
            for one, (text, _) in zip(found[at : at + len(rows)], rows, strict=True)
        ]
        at += len(rows)
        kinds = _kinds(name) or frozenset(_THEIRS)
        ours = _measure(rows, [find_personal(text) for text, _ in rows], kinds).total()
        other = _measure(rows, theirs, kinds).total()
        lines.append(
            (
                name,
                f"{ours.f1:.3f}",
                f"{other.f1:.3f}",
                f"{other.precision:.3f}",
                f"{other.recall:.3f}",
            )
        )
    show(
        "F1 on the kinds that both know (own sets: without e-mail)",
        ("set", "Liaison", "presidio", "its precision", "its recall"),
        lines,
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--presidio", metavar="PYTHON")
    python = parser.parse_args().presidio
    sets = _sets()
    _quality(sets)
    plain = [text for text, _ in texts()] * 4
    full = [text for text, _ in _own("en", held_back=False) + _own("fr", held_back=False)]
    ours = _per_second(find_personal, plain)
    lines = [
        ("Liaison, example stream", f"{ours:,.0f}"),
        ("Liaison, texts full of numbers", f"{_per_second(find_personal, full):,.0f}"),
    ]
    answer = _ask_presidio(python, sets, plain) if python else None
    if answer:
        _compare(sets, answer["found"])
        seconds = answer["seconds"]
        lines.append(
            ("presidio, pattern recognizers, example stream", f"{len(plain) / seconds:,.0f}")
        )
    elif not python:
        print("\nskipped: presidio (give --presidio and an interpreter that has presidio-analyzer)")
    show("Texts a second, one core", ("", "texts/s"), lines)
    verdict("texts a second", ours, _WANTED_PER_S)


if __name__ == "__main__":
    main()
