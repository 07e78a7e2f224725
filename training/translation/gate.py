"""Is a package worth shipping? Quality, kept marks, kept negation and politeness, set by set.

`python -m training.translation.gate PACKAGE … --data DIR [--beam N] [--rows N] [--card DIR]`

Every text goes the way of the program itself: segments, marks, the engine, typography, checks.
"""

import argparse
import itertools
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from training.translation.card import Figures, compared, table, write_figures
from training.translation.normalizing import is_familiar, plain
from translations.amounts.reading import read_amounts
from translations.amounts.writing import write_amount
from translations.checks import failed_checks
from translations.engine import Engine, EngineOptions, translate_lines
from translations.marks import Direction, cover
from translations.protected import span_places, spans

SETS: Final = (
    "tatoeba_dev",
    "canada_gov_programs_test",
    "canada_cds_blog_test",
    "flores200_dev",
)
BLEU_WANTED: Final = 25.0  # on everyday sentences
VALUES_WANTED: Final = 100.0  # percent of the texts that have any, as the program gives them out
TIMEOUT_S: Final = 300.0  # nobody is waiting for an answer here
LOST_NEGATION_ALLOWED: Final = 2.0  # percent, after those that the checks send to a person

# Everyday sentences have few values: their most frequent names stand for people's @names.
_NAMES: Final = re.compile(r"\b(?:Tom|Mary|Marie|John|Jean|Paul|Boston|Japan|Ken|Bob|Alice)\b")
_MARK: Final = re.compile(r"X\d{1,2}QZ")
# Plain negations only: a count of our own, apart from the check in the program.
_NO: Final = {
    "en": re.compile(r"\b(?:not|never|nobody|nothing|none|cannot|no)\b|n't\b", re.IGNORECASE),
    "fr": re.compile(
        r"\b(?:pas|jamais|rien|aucune?|personne|ni|nulle?|sans|guère|non|nulle part)\b"
        r"|\b(?:ne |n')(?:\S+ ){0,3}(?:plus|que)\b|\bne\b|\bn'",
        re.IGNORECASE,
    ),
}
_SAID: Final = {
    "en": re.compile(r"\b(?:not|never|nobody|nothing|cannot)\b|n't\b", re.IGNORECASE),
    "fr": re.compile(
        r"\b(?:ne |n')\S+ (?:\S+ )?(?:pas|jamais|rien|aucune?)\b|\b(?:personne|rien) (?:ne |n')",
        re.IGNORECASE,
    ),
}
_YOU: Final = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)


def read_set(folder: Path, name: str, rows: int | None = None) -> list[tuple[str, str]]:
    """Return the (English, French) rows of a validation set."""
    lines = (folder / f"{name}.tsv").read_text("utf-8").splitlines()
    cells = [line.split("\t") for line in lines[:rows]]
    return [(plain(row[0]), plain(row[1])) for row in cells if len(row) >= 2]


def measure(
    engine: Engine,
    rows: Sequence[tuple[str, str]],
    langs: tuple[str, str],
    name: str,
    beam: int = 1,
) -> Figures:
    """Translate a set and return its figures."""
    back = langs == ("fr", "en")
    sources = [row[1] if back else row[0] for row in rows]
    wanted = [row[0] if back else row[1] for row in rows]
    made = [
        one.target
        for one in translate_lines(
            sources, engine=engine, source=langs[0], target=langs[1], beam=beam
        )
    ]
    bleu, chrf = scores([plain(text) for text in made], wanted)
    named = [_NAMES.sub(lambda name: f"@{name[0]}", source) for source in sources]
    marked, kept = kept_marks(engine, named, langs, beam)
    valued, whole = kept_values(engine, named, langs, beam)
    negated = [pair for pair in zip(sources, made, strict=True) if _SAID[langs[0]].search(pair[0])]
    lost = [pair for pair in negated if not _NO[langs[1]].search(pair[1])]
    checks = {pair: _checks(pair, langs) for pair in zip(sources, made, strict=True)}
    addressed = [
        text
        for source, text in zip(sources, made, strict=True)
        if langs[1] == "fr" and _YOU.search(source)
    ]
    return Figures(
        langs=langs,
        name=name,
        rows=len(rows),
        bleu=bleu,
        chrf=chrf,
        marked=marked,
        marks_kept_pct=_share(kept, marked, empty=100.0),
        values_kept_pct=_share(whole, valued, empty=100.0),
        negated=len(negated),
        negation_lost_pct=_share(len(lost), len(negated)),
        negation_unseen_pct=_share(sum(not checks[pair] for pair in lost), len(negated)),
        checked_pct=_share(sum(map(bool, checks.values())), len(checks)),
        addressed=len(addressed),
        familiar_pct=_share(sum(map(is_familiar, addressed)), len(addressed)),
    )


def scores(made: Sequence[str], wanted: Sequence[str]) -> tuple[float, float]:
    """Return BLEU and chrF as sacrebleu computes them."""
    import sacrebleu

    return (
        float(sacrebleu.corpus_bleu(list(made), [list(wanted)]).score),
        float(sacrebleu.corpus_chrf(list(made), [list(wanted)]).score),
    )


def kept_marks(
    engine: Engine, sources: Iterable[str], langs: tuple[str, str], beam: int = 1
) -> tuple[int, int]:
    """Return how many texts have marks, and in how many the model itself kept each, once."""
    way = Direction(source=langs[0], target=langs[1])
    covered = [one.text for one in (cover(source, way) for source in sources) if one.kept]
    done = engine.translate(covered, source=langs[0], target=langs[1], beam=beam) if covered else []
    same = (
        sorted(_MARK.findall(ours)) == sorted(_MARK.findall(theirs))
        for ours, theirs in zip(covered, done, strict=True)
    )
    return len(covered), sum(same)


def kept_values(
    engine: Engine, sources: Iterable[str], langs: tuple[str, str], beam: int = 1
) -> tuple[int, int]:
    """Return how many texts have values, and in how many the program kept all, whatever it took."""
    way = Direction(source=langs[0], target=langs[1])
    valued = [source for source in sources if cover(source, way).kept]
    done = translate_lines(valued, engine=engine, source=langs[0], target=langs[1], beam=beam)
    same = (
        _values_are_there(one.source, one.target, way)
        and Counter(spans(one.source)) <= Counter(spans(one.target))
        for one in done
    )
    return len(valued), sum(same)


def _values_are_there(source: str, target: str, way: Direction) -> bool:
    # What is written counts, not how it reads: « 2018-19 » becomes « 2018-2019 », a code. What a
    # target has besides is for the checks.
    ours, theirs = (
        Counter(one.amount for one in read_amounts(text, lang, span_places(text)))
        for text, lang in ((source, way.source), (target, way.target))
    )
    return all(write_amount(amount, way.target, way.region) in target for amount in ours - theirs)


def failures(found: Sequence[Figures]) -> list[str]:
    """Return in plain words what keeps a package from being shipped."""
    said = []
    for one in found:
        where = f"{one.langs[0]}-{one.langs[1]} on {one.name}"
        if one.name == "tatoeba_dev" and one.bleu < BLEU_WANTED:
            said.append(f"{where}: BLEU {one.bleu:.1f}, wanted {BLEU_WANTED:.0f}")
        if one.name == "tatoeba_dev" and one.negation_unseen_pct > LOST_NEGATION_ALLOWED:
            said.append(
                f"{where}: {one.negation_unseen_pct:.1f} % of negations lost unseen,"
                f" allowed {LOST_NEGATION_ALLOWED:.0f} %"
            )
        if one.values_kept_pct < VALUES_WANTED:
            said.append(f"{where}: values kept in {one.values_kept_pct:.1f} %, wanted all")
    return said


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure packages; return 1 where one should not be shipped."""
    from translations.argos import ArgosEngine
    from translations.models import install_file

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", nargs="+", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="folder with mt_dev")
    parser.add_argument("--beam", type=int, default=1)
    parser.add_argument("--rows", type=int, help="only the first so many of each set")
    parser.add_argument("--card", type=Path, help="folder of compact-model.md and its French")
    parser.add_argument("--set", dest="sets", action="append", choices=SETS)
    given = parser.parse_args(arguments)
    found: list[Figures] = []
    with tempfile.TemporaryDirectory() as home:
        models = [install_file(one, Path(home), now=datetime.now(UTC)) for one in given.packages]
        engine = ArgosEngine(Path(home), EngineOptions(timeout_s=TIMEOUT_S))
        for model, name in itertools.product(models, given.sets or SETS):
            rows = read_set(given.data / "mt_dev", name, given.rows)
            found.append(measure(engine, rows, (model.source, model.target), name, given.beam))
        engine.close()
    published = given.data / "mt_dev" / "published_scores.tsv"
    for lang in ("en", "fr") if given.card else ():
        page = given.card / ("compact-model.md" if lang == "en" else "compact-model.fr.md")
        tables = (table(found, lang), compared(found, published, lang))
        write_figures(page, "\n".join(filter(None, tables)))
    sys.stdout.write(table(found) + compared(found, published))
    for line in (said := failures(found)):
        sys.stdout.write(line + "\n")
    return int(bool(said))


def _checks(pair: tuple[str, str], langs: tuple[str, str]) -> tuple[str, ...]:
    return failed_checks(*pair, source_lang=langs[0], target_lang=langs[1])


def _share(part: int, whole: int, *, empty: float = 0.0) -> float:
    return 100 * part / whole if whole else empty


if __name__ == "__main__":
    sys.exit(main())
