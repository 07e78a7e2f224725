"""Checks of translations: planted errors found, false alarms, and texts a second.

python -m bench.translation_checks [--part dev|held|all] [--data DIR] [--toolkit PYTHON]
    [--failures N]

Good pairs are people's translations, read where they lie beside the repository; every second row
was never looked at while the checks were written. Errors are planted in the translation, in both
directions, by rules of our own (bench/_planted.py), one a text and kind, where the checks raised no
alarm before. PYTHON is an interpreter in which translate-toolkit is installed (GPL: it is no
dependency of ours); its checks of numbers and of changed words then stand beside ours.
"""

import argparse
import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench._planted import FOUND_BY, KINDS, plant
from bench._table import show, verdict
from translations.checks import check_translation

_DATA: Final = Path(__file__).parents[2] / "shared" / "data" / "mt_dev"
_SETS: Final = {
    "canada_gov_programs_test": "federal programs",
    "canada_cds_blog_test": "federal blog",
    "flores200_dev": "FLORES-200",
    "newstest2013": "newstest2013",
}
_BESIDE: Final = {"canada_laws_test": "federal law", "tatoeba_dev": "Tatoeba"}  # told, not judged
_SENSE: Final = ("negation", "numbers", "units", "dates")
_FIGURES: Final = frozenset({"numbers", "units", "dates"})
_WAYS: Final = (("en", "fr"), ("fr", "en"))
_SEED: Final = 20261127
_FOUND_WANTED: Final = 95.0
_ALARMS_WANTED: Final = 3.0
_PER_S_WANTED: Final = 2_000
# the other tool's checks that are about the same
_THEIRS: Final = ("numbers", "dollar", "unchanged", "blank", "urls")
_THEIR_PROGRAM: Final = """
import json, sys, time
from translate.storage.base import TranslationUnit
from translate.filters.checks import CheckerConfig, StandardChecker
rows = [json.loads(line) for line in sys.stdin]
checkers = {lang: StandardChecker(checkerconfig=CheckerConfig(targetlanguage=lang))
            for lang in ("en", "fr")}
names = set(sys.argv[1].split(","))
start = time.perf_counter()
out = []
for source, target, lang in rows:
    unit = TranslationUnit(source)
    unit.target = target
    out.append(sorted(names & set(checkers[lang].run_filters(unit))))
print(json.dumps({"found": out, "seconds": time.perf_counter() - start}))
"""


@dataclass(frozen=True, slots=True)
class _Case:
    """A good pair, or one with an error of a kind in its target."""

    source: str
    target: str
    langs: tuple[str, str]
    kind: str = ""


def _pairs(data: Path, name: str, part: str) -> list[tuple[str, str]]:
    lines = (data / f"{name}.tsv").read_text("utf-8").splitlines()
    lines = lines if part == "all" else lines[0 if part == "dev" else 1 :: 2]
    return [(en, fr) for en, fr, *_ in (line.split("\t") for line in lines)]


def _good(pairs: Sequence[tuple[str, str]]) -> Iterator[_Case]:
    for en, fr in pairs:
        yield _Case(en, fr, ("en", "fr"))
        yield _Case(fr, en, ("fr", "en"))


def _failed(case: _Case) -> frozenset[str]:
    source_lang, target_lang = case.langs
    found = check_translation(
        case.source, case.target, source_lang=source_lang, target_lang=target_lang
    )
    return frozenset(one.check for one in found)


def _planted(good: Sequence[_Case], failed: Sequence[frozenset[str]]) -> Iterator[_Case]:
    rng = random.Random(_SEED)
    for case, before in zip(good, failed, strict=True):
        for kind in KINDS:
            wrong = plant(case.target, case.langs[1], kind, rng)
            if wrong is not None and not FOUND_BY[kind] & before:
                yield _Case(case.source, wrong, case.langs, kind)


def _alarms(data: Path, part: str) -> list[tuple[_Case, frozenset[str]]]:
    """Print false alarms; return the good pairs that are judged, with what failed."""
    head = ["set", "pairs", "into", *_SENSE, "figures", "any of them", "protected", "names"]
    rows: list[list[object]] = []
    judged: list[tuple[_Case, frozenset[str]]] = []
    for name, title in (_SETS | _BESIDE).items():
        cases = list(_good(_pairs(data, name, part)))
        results = [(case, _failed(case)) for case in cases]
        for way in _WAYS:
            one_way = [failed for case, failed in results if case.langs == way]
            rows.append([title, len(one_way), way[1], *_shares(one_way)])
        if name in _SETS:
            judged += results
    for way in _WAYS:
        one_way = [failed for case, failed in judged if case.langs == way]
        rows.append(["all four that are judged", len(one_way), way[1], *_shares(one_way)])
    show(f"False alarms on people's translations, percent ({part})", head, rows)
    for way in _WAYS:
        one_way = [failed for case, failed in judged if case.langs == way]
        for what, names in (("negation", {"negation"}), ("numbers, units and dates", _FIGURES)):
            share = _percent(sum(bool(names & failed) for failed in one_way), len(one_way))
            verdict(f"false alarms of {what}, into {way[1]}", share, _ALARMS_WANTED, at_most=True)
    return judged


def _shares(failed: Sequence[frozenset[str]]) -> list[str]:
    groups = [{name} for name in _SENSE] + [set(_FIGURES), set(_SENSE), {"protected"}, {"names"}]
    return [
        f"{_percent(sum(bool(names & one) for one in failed), len(failed)):.1f}" for names in groups
    ]


def _recall(planted: Sequence[_Case], failed: Sequence[frozenset[str]], title: str) -> None:
    """Print how many errors of each kind are found, and whether that is enough."""
    hits, total = _found_by_kind(planted, failed, title)
    for lang in ("fr", "en"):
        for what, wanted in (("negation", True), ("number, date, amount, unit, time", False)):
            kinds = [kind for kind in KINDS if ("negation" in kind) is wanted]
            found = sum(hits[kind, lang] for kind in kinds)
            share = _percent(found, sum(total[kind, lang] for kind in kinds))
            verdict(f"planted errors of {what} found, into {lang}", share, _FOUND_WANTED)


def _found_by_kind(
    planted: Sequence[_Case], failed: Sequence[frozenset[str]], title: str
) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    total: Counter[tuple[str, str]] = Counter()
    hits: Counter[tuple[str, str]] = Counter()
    for case, names in zip(planted, failed, strict=True):
        total[case.kind, case.langs[1]] += 1
        hits[case.kind, case.langs[1]] += bool(FOUND_BY[case.kind] & names)
    rows: list[list[object]] = [
        [kind]
        + [
            f"{hits[kind, lang]} of {total[kind, lang]}, "
            f"{_percent(hits[kind, lang], total[kind, lang]):.1f}%"
            for lang in ("fr", "en")
        ]
        for kind in KINDS
    ]
    show(title, ["planted", "into French", "into English"], rows)
    return hits, total


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def _speed(cases: Sequence[_Case]) -> None:
    start, cpu = time.perf_counter(), time.process_time()
    for case in cases:
        _failed(case)
    seconds, busy = time.perf_counter() - start, time.process_time() - cpu
    print(f"\n{len(cases)} pairs in {seconds:.1f} s, {busy:.1f} s of one core")
    verdict("pairs a second of one core", len(cases) / busy, _PER_S_WANTED)


def _theirs(
    python: str, judged: Sequence[tuple[_Case, frozenset[str]]], planted: Sequence[_Case]
) -> None:
    """Run the other tool's checks over the same pairs."""
    cases = [case for case, _ in judged] + list(planted)
    lines = "\n".join(json.dumps([one.source, one.target, one.langs[1]]) for one in cases)
    done = subprocess.run(
        [python, "-c", _THEIR_PROGRAM, ",".join(_THEIRS)],
        input=lines,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(f"translate-toolkit did not run: {done.stderr.strip().splitlines()[-1:]}")
        return
    answer = json.loads(done.stdout)
    failed = [frozenset(names) for names in answer["found"]]
    head = ["translate-toolkit: false alarms, percent", "into French", "into English"]
    rows: list[list[object]] = []
    good = list(zip([case for case, _ in judged], failed, strict=False))
    for name in _THEIRS:
        shares = [
            [name in names for case, names in good if case.langs[1] == lang]
            for lang in ("fr", "en")
        ]
        rows.append([name, *(f"{_percent(sum(one), len(one)):.1f}" for one in shares)])
    show(f"Beside them, {len(cases) / answer['seconds']:.0f} pairs a second", head, rows)
    wrong = [
        frozenset(FOUND_BY[case.kind]) if names & {"numbers", "dollar"} else frozenset()
        for case, names in zip(planted, failed[len(judged) :], strict=True)
    ]
    _found_by_kind(planted, wrong, "Planted errors that its checks of numbers and dollars find")


def main() -> int:
    """Measure, print, return 0."""
    parser = argparse.ArgumentParser(prog="python -m bench.translation_checks")
    parser.add_argument("--part", choices=("dev", "held", "all"), default="dev")
    parser.add_argument("--data", type=Path, default=_DATA)
    parser.add_argument("--toolkit", default="", help="an interpreter with translate-toolkit")
    parser.add_argument("--failures", type=int, default=0, help="planted errors to print")
    given = parser.parse_args()
    if not given.data.is_dir():
        print(f"the reference data is not at {given.data}")
        return 0
    judged = _alarms(given.data, given.part)
    good = [case for case, _ in judged]
    planted = list(_planted(good, [failed for _, failed in judged]))
    failed = [_failed(case) for case in planted]
    _recall(planted, failed, f"Planted errors ({given.part})")
    _speed(good)
    if given.toolkit:
        _theirs(given.toolkit, judged, planted)
    else:
        print("translate-toolkit is not compared: name an interpreter that has it (--toolkit)")
    missed = [
        case for case, names in zip(planted, failed, strict=True) if not FOUND_BY[case.kind] & names
    ]
    for case in missed[: given.failures]:
        print(f"\n{case.kind}\n  {case.source}\n  {case.target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
