"""Matching of messages to facts: found facts, stances, wrongful corrections, speed and memory.

python -m bench.matching [--part dev|held|right|speed|all] [--claims N] [--data DIR]
    [--failures N]

The sets are those of tests/claims; `right` shows those that were tuned on apart. Beside the
program, in the same run over the same texts: BM25, TF-IDF by words and by characters, rapidfuzz,
and the encoder's vectors alone. Speed and memory are measured in a process of its own for each, on
one core. DIR holds `claims/…_fr_train.jsonl`, French posts and the claim of each, half of them (by
hash) held back. Failures are shown for the part that may be tuned on, and for no other.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from bench._claims import FRENCH_POSTS, bank_of_claims, bank_of_facts, posts_and_claims
from bench._matchers import BASELINES, open_baseline, open_matcher, ranker
from bench._table import show, verdict
from responders.facts import FactBank
from responders.values import Stance
from tests.claims.counting import (
    TOP,
    Judged,
    Rate,
    judge,
    precision,
    precision_of_corrections,
    recall,
    stance_recall,
    wrongful,
)
from tests.claims.sets import (
    CROSS_LINGUAL,
    KINDS,
    LANGS,
    PARTS,
    RIGHT_KINDS,
    TUNED,
    load_bank,
    load_elsewhere,
    load_elsewhere_bank,
    load_main,
    load_right,
    only_in,
)

PROGRAM: Final = "Liaison"
CONTENDERS: Final = (*BASELINES, PROGRAM)
_THREADS: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_WARM_UP: Final = 10
_STRIDE: Final = 3
_LONGEST_MS: Final = 20_000  # of matching by one of them: the slow ones are stopped
_FEWEST: Final = 60  # messages timed at least
_FACTS: Final = 1_000
_CLAIMS: Final = 100_000


def quality(part: str) -> None:
    """Print how often the right fact is found and the right stance taken, kind by kind."""
    judged = judge(load_main(part), open_matcher)
    by_lang = {lang: [one for one in judged if one.message.lang == lang] for lang in LANGS}
    rows = [_kind_row(kind, by_lang) for kind in KINDS] + [_kind_row("", by_lang)]
    head = ("", *(f"{lang} {what}" for lang in LANGS for what in ("@1", "95 %", "@3", "stance")))
    show(f"Main set, {part}: right fact first, among three, right stance", head, rows)
    show(
        f"Main set, {part}: stances",
        ("", "given", "right", "right, with a right fact", "recognized"),
        [_stance_row(lang, stance, some) for lang, some in by_lang.items()
         for stance in (Stance.CONTRADICTS, Stance.AGREES)],
    )  # fmt: skip
    shares = {lang: recall(some)[0].share for lang, some in by_lang.items()}
    for lang, share in shares.items():
        verdict(f"{part}, {lang}: right fact first, %", 100 * share, 90)
    gap = 100 * abs(shares["en"] - shares["fr"])
    verdict(f"{part}: gap between languages, points", gap, 3, at_most=True)
    sure = precision_of_corrections(judged)
    verdict(f"{part}: contradicts is right, with a right fact, %", 100 * sure.share, 95)
    _baselines(part)


def failures(most: int) -> None:
    """Print messages of each kind that went wrong, of the part that may be tuned on."""
    judged = judge(load_main(TUNED), open_matcher)
    for kind in KINDS:
        some = [one for one in judged if one.message.kind == kind and not _well(one)]
        print(f"\n{kind}: {len(some)} went wrong")
        for one in some[:most]:
            wanted = f"{', '.join(one.message.facts) or 'no fact'}, {one.message.stance.value}"
            got = f"{', '.join(one.ranked) or 'no fact'}, {one.stance.value}"
            print(f"  {one.message.id}  wanted {wanted}; got {got}\n    {one.message.text}")


def right() -> None:
    """Print how many people who are right would be corrected."""
    answer = open_matcher(load_bank())
    rates = {lang: wrongful(load_right(lang), answer) for lang in LANGS}
    kinds = {
        (kind, lang): wrongful([m for m in load_right(lang) if m.kind == kind], answer)
        for kind in RIGHT_KINDS
        for lang in LANGS
    }
    rows = [(kind, *(_of(kinds[kind, lang]) for lang in LANGS)) for kind in RIGHT_KINDS]
    both = Rate(sum(r.hits for r in rates.values()), sum(r.total for r in rates.values()))
    rows.append(("all", *(_of(rates[lang]) for lang in LANGS)))
    rows.append(("at most (exact, 95 %)", *(f"{rates[lang].upper():.2%}" for lang in LANGS)))
    show("People who are right and would be corrected", ("", *LANGS), rows)
    print(f"  both languages: {_of(both)}, {both.share:.2%}, at most {both.upper():.2%}")
    for lang, rate in rates.items():
        verdict(f"{lang}: wrongful corrections, %", 100 * rate.share, 1, at_most=True)


def beside() -> None:
    """Print what the sets that were tuned on give: people who are right, and another field."""
    answer = open_matcher(load_bank())
    rates = [wrongful(load_right(lang, tuned=True), answer) for lang in LANGS]
    show(
        "People who are right, tuned on",
        ("", *LANGS),
        [("would be corrected", *map(_of, rates))],
    )
    judged = judge(load_elsewhere(), open_matcher, bank=load_elsewhere_bank())
    rows = []
    for lang in LANGS:
        some = [one for one in judged if one.message.lang == lang]
        first, among = recall(some)
        rows.append((lang, _of(first), _of(among), *_stance_row("", Stance.CONTRADICTS, some)[3:]))
    head = ("", "right fact first", "among three", "corrections that are right", "recognized")
    show("Another field, few known claims", head, rows)


def posts(directory: Path) -> None:
    """Print how often the claim that a French post makes is found."""
    file = directory / FRENCH_POSTS
    for part in PARTS:
        bank, wanted = posts_and_claims(file, part)
        rows = []
        for name in CONTENDERS:
            rank = _rank(name, bank)
            found = [(list(rank(post, "fr"))[:TOP], fact) for post, fact in wanted]
            first = Rate(sum(named[:1] == [fact] for named, fact in found), len(found))
            among = Rate(sum(fact in named for named, fact in found), len(found))
            rows.append((name, *_shown(first), f"{among.share:.1%}"))
        show(
            f"French posts, {part}: {len(wanted):,} posts over {len(bank.facts):,} claims",
            ("", "@1", "95 %", "@3"),
            rows,
        )


def speed(claims: int) -> None:
    """Print how fast each matches, and what it takes, in processes of their own."""
    sizes = {"the bank": "bank", f"{_FACTS:,} facts": "facts", f"{claims:,} claims": "claims"}
    measured: dict[tuple[str, str], dict[str, float]] = {}
    for title, size in sizes.items():
        for name in CONTENDERS:
            measured[name, size] = _apart(name, size, claims)
        base = measured["BM25", size]
        show(
            f"Speed at {title} ({base['texts']:,.0f} texts), one core",
            (
                "",
                "build s",
                "p50 ms",
                "p95 ms",
                "by BM25's",
                "p95, processor",
                "peak MB",
                "by BM25's",
            ),
            [_speed_row(name, measured[name, size], base) for name in CONTENDERS],
        )  # fmt: skip
    facts, many = measured[PROGRAM, "facts"], measured[PROGRAM, "claims"]
    verdict(f"p95 at {_FACTS:,} facts, processor ms", facts["used95"], 25, at_most=True)
    verdict(f"p95 at {claims:,} claims, processor ms", many["used95"], 60, at_most=True)
    verdict(f"index of {claims:,} claims, s", many["build"], 180, at_most=True)
    verdict(f"peak memory at {claims:,} claims, MB", many["peak"], 600, at_most=True)
    if claims < _CLAIMS:
        print(f"  (the targets are for {_CLAIMS:,} claims)")


def measure(name: str, size: str, claims: int) -> dict[str, float]:
    """Return build time (s), match times (ms) and peak memory (MB) of one, in this process."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    bank = _bank(size, claims)
    texts = [(one.text, one.lang) for part in PARTS for one in load_main(part)]
    texts = texts[::_STRIDE] + texts[1::_STRIDE]  # both languages and all kinds, soon
    started = time.perf_counter()
    rank = _rank(name, bank)
    tuple(rank(*texts[0]))  # what is made on first use is part of the index
    build = time.perf_counter() - started
    for text in texts[1:_WARM_UP]:
        tuple(rank(*text))
    times: list[float] = []
    used: list[float] = []
    for text in texts[_WARM_UP:]:
        started, before = time.perf_counter(), time.process_time()
        tuple(rank(*text))
        times.append(1000 * (time.perf_counter() - started))
        used.append(1000 * (time.process_time() - before))
        if sum(times) > _LONGEST_MS and len(times) >= _FEWEST:
            break
    times.sort()
    used.sort()
    return {
        "build": build,
        "p50": times[len(times) // 2],
        "p95": times[len(times) * 95 // 100],
        # the processor's time: what else runs on the machine counts for less in it
        "used95": used[len(used) * 95 // 100],
        "peak": _peak_mb(),
        "texts": sum(
            2 + sum(map(len, fact.questions.values()))
            + sum(len(t) for wrong in fact.misconceptions for t in wrong.variants.values())
            for fact in bank.facts
        ),
    }  # fmt: skip


def _peak_mb() -> float:
    """Return the most memory that this process has held; what its parent held is left out."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if found:
            return int(found[1]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def _bank(size: str, claims: int) -> FactBank:
    if size == "bank":
        return load_bank()
    return bank_of_facts(_FACTS) if size == "facts" else bank_of_claims(claims)


def _apart(name: str, size: str, claims: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.matching", "--claims", str(claims)]
    command += ["--inside", name, "--size", size]
    environment = os.environ | dict.fromkeys(_THREADS, "1")
    ended = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=environment)
    figures: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return figures


def _rank(name: str, bank: FactBank) -> Callable[[str, str], Iterable[str]]:
    if name == PROGRAM:
        return ranker(open_matcher(bank))
    plain = open_baseline(name, bank)
    return lambda text, _: plain.rank(text)


def _baselines(part: str) -> None:
    """Print how often each finds the right fact, in both languages and across them."""
    told = [one for one in load_main(part) if one.facts]
    banks = {"": load_bank(), "en": only_in(load_bank(), "en"), "fr": only_in(load_bank(), "fr")}
    rows: list[tuple[object, ...]] = []
    for name in CONTENDERS:
        ranks = {key: _rank(name, bank) for key, bank in banks.items()}
        cells: list[object] = []
        for crossed in (False, True):
            for lang in LANGS:
                firsts = []
                for one in told:
                    if one.lang != lang:
                        continue
                    cross = crossed or one.kind == CROSS_LINGUAL
                    rank = ranks["fr" if lang == "en" else "en"] if cross else ranks[""]
                    firsts.append(any(fact in one.facts for fact in list(rank(one.text, lang))[:1]))
                cells.append(f"{Rate(sum(firsts), len(firsts)).share:.1%}")
        rows.append((name, *cells))
    head = ("", *LANGS, *(f"{lang}, facts in the other" for lang in LANGS))
    show(f"Main set, {part}: right fact first, beside plain methods", head, rows)


def _well(one: Judged) -> bool:
    return one.message.accepts(one.stance) and (one.first or not one.message.facts)


def _kind_row(kind: str, by_lang: dict[str, list[Judged]]) -> tuple[object, ...]:
    cells: list[object] = [kind or "all"]
    for some in by_lang.values():
        chosen = [one for one in some if kind in ("", one.message.kind)]
        first, among = recall(chosen)
        stances = Rate(sum(o.message.accepts(o.stance) for o in chosen), len(chosen))
        cells += [*_shown(first), _of(among), _of(stances)] if first.total else ["", "", ""]
        if not first.total:
            cells.append(_of(stances))
    return tuple(cells)


def _stance_row(lang: str, stance: Stance, some: Sequence[Judged]) -> tuple[object, ...]:
    given, known = precision(some, stance), stance_recall(some, stance)
    strict = _of(precision_of_corrections(some)) if stance is Stance.CONTRADICTS else ""
    return f"{lang} {stance.value}", given.total, _percent(given), strict, _percent(known)


def _speed_row(name: str, figures: dict[str, float], base: dict[str, float]) -> tuple[object, ...]:
    return (
        name,
        f"{figures['build']:.1f}",
        f"{figures['p50']:.2f}",
        f"{figures['p95']:.2f}",
        f"{figures['p95'] / base['p95']:.1f}",
        f"{figures['used95']:.2f}",
        f"{figures['peak']:.0f}",
        f"{figures['peak'] / base['peak']:.1f}",
    )


def _shown(rate: Rate) -> tuple[str, str]:
    low, high = rate.wilson()
    return _of(rate), f"{100 * low:.0f}-{100 * high:.0f}"


def _of(rate: Rate) -> str:
    return f"{rate.hits}/{rate.total}"


def _percent(rate: Rate) -> str:
    low, high = rate.wilson()
    return f"{_of(rate)} {rate.share:.1%} ({100 * low:.0f}-{100 * high:.0f})"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parts = (*PARTS, "right", "speed", "all")
    parser.add_argument("--part", choices=parts, default="all")
    parser.add_argument("--claims", type=int, default=_CLAIMS)
    parser.add_argument("--data", type=Path, help="folder with the French posts")
    parser.add_argument("--failures", type=int, default=0, help="so many of each kind")
    parser.add_argument("--inside", choices=CONTENDERS, help=argparse.SUPPRESS)
    parser.add_argument("--size", default="bank", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        print(json.dumps(measure(given.inside, given.size, given.claims)))
        return
    for part in PARTS:
        if given.part in (part, "all"):
            quality(part)
    if given.failures and given.part in (TUNED, "all"):
        failures(given.failures)
    if given.part in ("right", "all"):
        right()
        beside()
    if given.data:
        posts(given.data)
    if given.part in ("speed", "all"):
        speed(given.claims)


if __name__ == "__main__":
    main()
