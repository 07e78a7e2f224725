"""Translation: ours against stock Argos on the same package and segments, and what replies cost.

python -m bench.translation [--models HOME] [--number N] [--pair en-fr] [--kept N] [--data DIR]

Without --models: the models of this machine. Stock Argos runs in a process of its own; only its
sentence splitter, which it would download, is replaced by ours. Segments: reference sets, see DATA.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from bench._chrf import chrf
from bench._table import show, verdict
from translations.argos import ArgosEngine
from translations.bundled import ModelStore, model_store
from translations.engine import EngineOptions, Translation, model_name, translate_lines
from translations.marks import Direction, same_values
from translations.protected import spans

_SETS: Final = (
    ("tatoeba_dev.tsv", 35),
    ("canada_gov_programs_test.tsv", 25),
    ("flores200_dev.tsv", 20),
    ("canada_cds_blog_test.tsv", 20),
)  # and percent of the segments
_LONGEST: Final = 400  # characters of a segment
_REPLIES: Final = 120


def segments(data: Path, number: int, source: str) -> list[tuple[str, str]]:
    """Return segments and their references, the same ones each time."""
    found = []
    for name, percent in _SETS:
        rows = [line.split("\t") for line in (data / name).read_text("utf-8").splitlines()]
        pairs = [(row[0], row[1]) for row in rows if len(row) > 1 and len(row[0]) <= _LONGEST]
        found += pairs[: number * percent // 100]
    return found if source == "en" else [(french, english) for english, french in found]


def ours(
    texts: Sequence[str], engine: ArgosEngine, way: Direction, beam: int
) -> tuple[list[Translation], float]:
    """Return translations and seconds, in batches as the command line makes them."""
    list(translate_lines(["one"], engine=engine, source=way.source, target=way.target, beam=beam))
    start = time.perf_counter()
    done = list(
        translate_lines(
            texts, engine=engine, source=way.source, target=way.target, beam=beam, batch=256
        )
    )
    return done, time.perf_counter() - start


def stock(texts: Sequence[str], store: ModelStore, way: Direction, threads: int) -> dict[str, Any]:
    """Return what stock Argos makes of the same texts."""
    model = store.model(way.source, way.target)
    with tempfile.TemporaryDirectory() as home:
        packages = Path(home) / "packages"
        packages.mkdir()
        (packages / f"translate-{way.source}_{way.target}").symlink_to(model.folder)
        environment = os.environ | {
            "HOME": home,
            "ARGOS_PACKAGES_DIR": str(packages),
            "ARGOS_INTRA_THREADS": str(threads),
        }
        ended = subprocess.run(
            [sys.executable, "-m", "bench._stockargos", way.source, way.target],
            input=json.dumps(list(texts)),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            env=environment,
        )
    answer: dict[str, Any] = json.loads(ended.stdout)
    return answer


def compare(store: ModelStore, way: Direction, pairs: Sequence[tuple[str, str]]) -> None:
    """Print throughput and quality, side by side, on as many threads as there are cores."""
    texts, references = [one for one, _ in pairs], [one for _, one in pairs]
    cores = len(os.sched_getaffinity(0))
    engine = ArgosEngine(store, EngineOptions(threads=cores, timeout_s=600))
    rows, rates, quality = [], {}, {}
    theirs = stock(texts, store, way, cores)
    rates["stock"] = len(texts) / theirs["seconds"]
    quality["stock"] = chrf(theirs["texts"], references)
    for beam in (1, 4):
        done, seconds = ours(texts, engine, way, beam)
        rates[f"ours, beam {beam}"] = len(texts) / seconds
        quality[f"ours, beam {beam}"] = chrf([one.target for one in done], references)
    engine.close()
    for name, rate in rates.items():
        ratio = f"{rate / rates['stock']:.2f}"
        rows.append((name, f"{rate:.1f}", ratio, f"{quality[name]:.2f}"))
    model = model_name(engine, way.source, way.target)
    show(
        f"{len(texts)} segments {way.source}-{way.target}, {model}",
        ("", "segments/s", "ratio", "chrF"),
        rows,
    )
    verdict("times stock's throughput", rates["ours, beam 1"] / rates["stock"], 5)
    loss = quality["stock"] - quality["ours, beam 4"]
    verdict("chrF below stock at beam 4", loss, 0.3, at_most=True)


def replies(store: ModelStore, way: Direction, pairs: Sequence[tuple[str, str]]) -> None:
    """Print how long one reply takes on one core, and what both directions take in memory."""
    everywhere = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(everywhere)})
    start = time.perf_counter()
    engine = ArgosEngine(store, EngineOptions(threads=1))
    engine.translate(["one"], source=way.source, target=way.target)
    load_s = time.perf_counter() - start
    texts = [
        f"{one} {other}" for (one, _), (other, _) in zip(pairs[::2], pairs[1::2], strict=False)
    ]
    texts = sorted(texts, key=len)[len(texts) // 4 :][: 4 * _REPLIES : 4]
    times = []
    for text in texts:
        start = time.perf_counter()
        list(translate_lines([text], engine=engine, source=way.source, target=way.target))
        times.append(1000 * (time.perf_counter() - start))
    times.sort()
    words = sum(len(text.split()) for text in texts) / len(texts)
    for source, target in engine.pairs():
        engine.translate(["one", " ".join(["many words"] * 200)], source=source, target=target)
    memory = _peak_mb(engine)
    engine.close()
    os.sched_setaffinity(0, everywhere)
    p50, p95 = times[len(times) // 2], times[len(times) * 95 // 100]
    pair = f"{way.source}-{way.target}"
    show(
        f"{len(texts)} replies of {words:.0f} words on average, one core, {pair}",
        ("", "ms"),
        [("p50", f"{p50:.0f}"), ("p95", f"{p95:.0f}"), ("slowest", f"{times[-1]:.0f}")],
    )
    verdict("p95 of one reply, ms", p95, 400, at_most=True)
    verdict("first text, from nothing, s", load_s, 2, at_most=True)
    pairs_told = ", ".join(sorted("-".join(pair) for pair in engine.pairs()))
    verdict(f"memory with {pairs_told}, MB", memory, 500, at_most=True)


def _peak_mb(engine: ArgosEngine) -> float:
    """Return the highest memory of the process with the models, and of a process that asks it."""
    inside = Path(f"/proc/{engine.process_id}/status").read_text("ascii")
    kilobytes = int(inside.split("VmHWM:")[1].split()[0])
    asking = subprocess.run(
        [sys.executable, "-c", _ASKS], stdout=subprocess.PIPE, check=True, text=True
    )
    return (kilobytes + int(asking.stdout)) * 1024 / 1e6


_ASKS: Final = """
import resource
import translations.argos, translations.segmentwise, translations.amounts.english
import translations.amounts.french
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def kept(store: ModelStore, way: Direction, number: int) -> None:
    """Print in how many made-up lines every span and every value is kept."""
    from tests.translations.made_lines import made_lines

    engine = ArgosEngine(store, EngineOptions(threads=len(os.sched_getaffinity(0)), timeout_s=600))
    lines = list(made_lines(way.source, number, seed=23))
    done, seconds = ours(lines, engine, way, 1)
    engine.close()
    same_spans = sum(Counter(spans(one.target)) == Counter(spans(one.source)) for one in done)
    same = sum(same_values(one.source, one.target, way) for one in done)
    show(
        f"{len(done)} made-up lines {way.source}-{way.target} in {seconds:.0f} s",
        ("", "lines"),
        [("protected spans kept", same_spans), ("values kept", same)],
    )
    verdict("lines with every span, %", 100 * same_spans / len(done), 100)
    verdict("lines with every value, %", 100 * same / len(done), 100)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, help="where models are installed")
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    parser.add_argument("--pair", choices=("en-fr", "fr-en"), default="en-fr")
    parser.add_argument("--number", type=int, default=2_000)
    parser.add_argument("--kept", type=int, default=10_000)
    given = parser.parse_args()
    source, target = given.pair.split("-")
    way = Direction(source=source, target=target)
    store = model_store(os.environ) if given.models is None else ModelStore(home=given.models)
    if (source, target) not in {(model.source, model.target) for model in store.models()}:
        sys.exit(f"There is no model {given.pair}: liaison models install {given.pair}")
    data = given.data / "mt_dev"
    if not data.is_dir():
        sys.exit(f"The reference sets are not in {data}: --data DIR")
    pairs = segments(data, given.number, source)
    if given.number:
        compare(store, way, pairs)
        replies(store, way, pairs)
    if given.kept:
        kept(store, way, given.kept)


if __name__ == "__main__":
    main()
