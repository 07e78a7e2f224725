"""Quality: what the shipped policy catches and leaves alone, in both languages.

python -m bench.quality [--part dev|held|all] [--data DIR] [--packages DIR]
                        [--given] [--rules] [--failures N]

The functional suites (tests/functional) by kind of message and language, with 95 % intervals; the
gap between the languages; the promises; ready-made filters beside it in the same run; and, where
--data names a folder that has them, sets of messages that others labelled.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bench._references import absent, references
from bench._table import show, verdict
from bench._wordlists import Filter, wordlists
from policies.classifier import load_scorer
from policies.document import load_policy
from policies.message import MAX_TEXT_LENGTH, Message
from policies.parity import Gap, Rate, gap
from policies.screening import Screener
from policies.screening_values import Screening
from tests.functional.suite import FAMILIES, LANGS, PARTS, Case, every_case, functionalities
from translations.detection import Detector
from translations.values import Detection

SENT: Final = datetime(2026, 1, 14, 15, tzinfo=UTC)
GAP_POINTS: Final = 5.0  # the widest gap between the languages over all kinds
KIND_POINTS: Final = 10.0  # the widest gap of one kind
PASSES: Final = {"counter": "counter-speech passes", "identity": "identity mentions pass"}
CAUGHT: Final = {"hate": "explicit hate is caught", "threat": "threats are caught"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A case and what came of it."""

    case: Case
    held: bool  # as expected
    flagged: bool


class Eyes:
    """Screens texts as `liaison screen` does, or with the language given."""

    def __init__(self, *, given: bool, rules: bool) -> None:
        scorer = None if rules else load_scorer()
        self._screener = Screener(load_policy(), scorer=scorer)
        self._detector = Detector()
        self._given = given

    def screen(self, texts: Sequence[tuple[str, str]]) -> list[Screening]:
        """Return one screening per (text, language)."""
        detections = (
            [Detection(lang=lang, confidence=1.0) for _, lang in texts]
            if self._given
            else self._detector.detect_batch([text for text, _ in texts])
        )
        return self._screener.screen_batch(
            (_message(text), detection, None)
            for (text, _), detection in zip(texts, detections, strict=True)
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=(*PARTS, "all"), default="dev")
    parser.add_argument("--data", type=Path, help="folder of labelled sets")
    parser.add_argument("--packages", type=Path, help="site-packages folder with other filters")
    parser.add_argument("--rules", action="store_true", help="leave the classifier out")
    parser.add_argument("--given", action="store_true", help="give the language, do not detect it")
    parser.add_argument("--failures", type=int, default=0, help="show so many of each kind (dev)")
    told = parser.parse_args()
    eyes = Eyes(given=told.given, rules=told.rules)
    parts = PARTS if told.part == "all" else (told.part,)
    cases = list(every_case(parts))
    screenings = eyes.screen([(one.text, one.lang) for one in cases])
    outcomes = [
        Outcome(case=case, held=case.holds(found), flagged=found.flagged)
        for case, found in zip(cases, screenings, strict=True)
    ]
    _show_kinds(outcomes, told.part)
    if told.failures and told.part == "dev":  # what is held back stays unseen
        _show_failures(outcomes, told.failures)
    _show_groups(outcomes)
    _show_promises(outcomes)
    filters, missing = wordlists(told.packages)
    _show_filters(outcomes, filters)
    if missing:
        print(f"  not installed, so not shown: {', '.join(missing)}")
    if told.data is None:
        print("\nNo --data: the sets of others are left out.")
    else:
        _show_references(told.data, told.part, eyes, filters)


def _show_kinds(outcomes: Sequence[Outcome], part: str) -> None:
    rows: list[tuple[object, ...]] = []
    for name, kind in functionalities().items():
        cells: list[object] = []
        for lang in LANGS:
            held = _rate(one.held for one in _of(outcomes, lang, name))
            loose = _rate(one.flagged for one in _of(outcomes, lang, name))
            cells += [held.whole, _percent(held), _spread(held)]
            cells.append(_percent(loose) if kind.caught else "")
        rates = [_rate(one.held for one in _of(outcomes, lang, name)) for lang in LANGS]
        between = gap(*rates)
        rows.append((name, "caught" if kind.caught else "passes", *cells, *_gap(between)))
    head = (f"{part}, in %", "expected")
    columns = [f"{lang} {what}" for lang in LANGS for what in ("n", "held", "95 %", "flagged")]
    show("Functional suites", (*head, *columns, "gap en-fr", "95 %", ""), rows)


def _show_failures(outcomes: Sequence[Outcome], number: int) -> None:
    less = "  [flagged for something less]"
    for name, kind in functionalities().items():
        for lang in LANGS:
            failed = {one.case.template: one for one in _of(outcomes, lang, name) if not one.held}
            if failed:
                print(f"\n{name} {lang}, {'not caught' if kind.caught else 'flagged'}:")
            for one in list(failed.values())[:number]:
                print(f"  {one.case.text}{less if one.flagged and kind.caught else ''}")


def _show_groups(outcomes: Sequence[Outcome]) -> None:
    groups = dict.fromkeys(
        one.case.filler for one in outcomes if one.case.functionality == "derog_emotion"
    )
    rows = []
    for group in sorted(groups):
        rates = [
            _rate(
                one.held
                for one in outcomes
                if (one.case.lang, one.case.filler, one.case.caught) == (lang, group, caught)
            )
            for caught in (True, False)
            for lang in LANGS
        ]
        rows.append((group, *(cell for rate in rates for cell in (rate.whole, _percent(rate)))))
    head = [f"{lang} {what}" for what in ("caught %", "passes %") for lang in LANGS]
    show("By group that is spoken of", ("", *(c for one in head for c in ("n", one))), rows)


def _show_promises(outcomes: Sequence[Outcome]) -> None:
    print()
    kinds = functionalities()
    pooled = [_rate(one.held for one in outcomes if one.case.lang == lang) for lang in LANGS]
    means = [
        sum(_rate(one.held for one in _of(outcomes, lang, name)).share for name in kinds)
        / len(kinds)
        for lang in LANGS
    ]
    print("  Cases of one template are alike, so the intervals are narrower than they should be.")
    for lang, rate, mean in zip(LANGS, pooled, means, strict=True):
        print(f"  {lang}: {rate.whole} cases, held {_percent(rate)} % ({_spread(rate)}); ", end="")
        print(f"mean over the kinds {100 * mean:.1f} %")
    verdict("gap over all cases, points", gap(*pooled).points, GAP_POINTS, at_most=True)
    verdict("gap of the means, points", 100 * abs(means[0] - means[1]), GAP_POINTS, at_most=True)
    wide = 0
    for name in kinds:
        rates = [_rate(one.held for one in _of(outcomes, lang, name)) for lang in LANGS]
        wide += bool(_gap(gap(*rates))[-1])
    verdict("kinds with a gap that counts", wide, 0, at_most=True)
    for promise, sentence in (PASSES | CAUGHT).items():
        for lang in LANGS:
            rate = _rate(
                one.held
                for one in outcomes
                if one.case.lang == lang and kinds[one.case.functionality].promise == promise
            )
            wanted = 80 if promise in CAUGHT else 90
            verdict(f"{sentence}, {lang}, %", 100 * rate.share, wanted)


def _show_filters(outcomes: Sequence[Outcome], filters: Mapping[str, Filter]) -> None:
    texts = [one.case.text for one in outcomes]
    flags = {"Liaison": [one.flagged for one in outcomes]}
    flags |= {name: check(texts) for name, check in filters.items()}
    groups = ("hate", "threat", "insult", "self_harm", "passes")
    rows = []
    for name, flagged in flags.items():
        counted: dict[tuple[str, str], list[bool]] = defaultdict(list)
        for one, flag in zip(outcomes, flagged, strict=True):
            case = one.case
            group = case.family if case.caught else "passes"
            counted[case.lang, group].append(flag if case.caught else not flag)
        rows.append(
            [name] + [_percent(_rate(counted[lang, group])) for group in groups for lang in LANGS]
        )
    ours = rows[0]
    for row in rows[1:]:
        row.append(" ".join(_ratio(ours[n], row[n]) for n in (1, 2)))
    ours.append("")
    head = ("flagged (passes: left alone), %", *(f"{g} {lang}" for g in groups for lang in LANGS))
    show("Beside ready-made filters, same texts", (*head, "ours/theirs, hate en fr"), rows)


def _show_references(folder: Path, part: str, eyes: Eyes, filters: Mapping[str, Filter]) -> None:
    sets = list(references(folder, part))
    if gone := absent(folder):
        print(f"\n  not there, so left out: {', '.join(gone)}")
    texts = [one.text[:MAX_TEXT_LENGTH] for one in sets]
    screenings = eyes.screen([(text, one.lang) for text, one in zip(texts, sets, strict=True)])
    flags = {name: check(texts) for name, check in filters.items()}
    rows: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for n, one in enumerate(sets):
        rows[one.source, one.lang, f"{one.kind}" + ("" if one.family else " *")].append(n)
    table = []
    for (source, lang, kind), members in sorted(rows.items()):
        family = FAMILIES.get(sets[members[0]].family)
        flagged = _rate(screenings[n].flagged for n in members)
        named = _rate(
            screenings[n].flagged
            and bool(family & {label.label for label in screenings[n].labels})
            for n in members
        ) if family else None  # fmt: skip
        table.append(
            (
                f"{source} {lang}: {kind}",
                len(members),
                _percent(flagged),
                _spread(flagged),
                _percent(named) if named else "",
                *(_percent(_rate(flags[name][n] for n in members)) for name in flags),
            )
        )
    head = ("* should pass", "n", "flagged %", "95 %", "as such or graver %", *flags)
    show(f"Sets of others ({part} half by hash)", head, table)


def _of(outcomes: Iterable[Outcome], lang: str, name: str) -> list[Outcome]:
    return [one for one in outcomes if (one.case.lang, one.case.functionality) == (lang, name)]


def _message(text: str) -> Message:
    return Message(
        platform="bench", id="1", channel="page", author="a", text=text, sent_at=SENT
    )  # fmt: skip


def _rate(outcomes: Iterable[bool]) -> Rate:
    counted = list(outcomes)
    return Rate(part=sum(counted), whole=len(counted))


def _percent(rate: Rate) -> str:
    return f"{100 * rate.share:.1f}" if rate.whole else "-"


def _spread(rate: Rate) -> str:
    low, high = rate.interval
    return f"{100 * low:.0f}-{100 * high:.0f}"


def _gap(between: Gap) -> tuple[str, str, str]:
    low, high = (100 * end for end in between.interval)
    counts = between.points > KIND_POINTS and between.beyond_chance
    return f"{100 * between.difference:+.1f}", f"{low:+.0f} to {high:+.0f}", "<<" if counts else ""


def _ratio(ours: str, theirs: str) -> str:
    return f"{float(ours) / float(theirs):.1f}" if float(theirs or 0) else "-"


if __name__ == "__main__":
    main()
