"""Is a package worth shipping? Quality, kept marks, kept negation and politeness, set by set.

`python -m training.translation.gate PACKAGE … --data DIR [--beam N] [--rows N] [--card DIR]`

Every text goes the way of the program itself: segments, marks, the engine, typography, checks.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from training.translation.normalizing import is_familiar, plain
from translations.checks import failed_checks
from translations.engine import Engine, translate_lines
from translations.marks import Direction, cover

SETS: Final = {
    "tatoeba_dev": "everyday sentences",
    "canada_gov_programs_test": "federal programs",
    "canada_cds_blog_test": "federal blog",
    "flores200_dev": "FLORES-200",
}
BLEU_WANTED: Final = 25.0  # on everyday sentences
MARKS_WANTED: Final = 99.5  # percent of the texts that have any
LOST_NEGATION_ALLOWED: Final = 2.0  # percent, after those that the checks send to a person

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured of one direction on one set."""

    langs: tuple[str, str]
    name: str
    rows: int
    bleu: float
    chrf: float
    marked: int  # texts with something to protect
    marks_kept_pct: float
    negated: int  # texts that plainly say no
    negation_lost_pct: float  # of those
    negation_unseen_pct: float  # of those: lost, and no check sends them to a person
    checked_pct: float  # of all: some check asks for a person
    addressed: int  # texts with "you", towards French
    familiar_pct: float  # of those: said tu


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
    marked, kept = kept_marks(engine, sources, langs, beam)
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
        if one.marked >= 50 and one.marks_kept_pct < MARKS_WANTED:
            said.append(
                f"{where}: marks kept in {one.marks_kept_pct:.1f} %, wanted {MARKS_WANTED} %"
            )
    return said


def table(found: Sequence[Figures]) -> str:
    """Return the figures as a table."""
    head = (
        "| Direction | Set | Texts | BLEU | chrF | Marks kept | Negations | Lost | Lost unseen"
        " | To a person | Says tu |\n"
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n"
    )
    return head + "".join(_row(one) for one in found)


def _row(one: Figures) -> str:
    cells = (
        " → ".join(one.langs),
        one.name,
        one.rows,
        f"{one.bleu:.1f}",
        f"{one.chrf:.1f}",
        f"{one.marks_kept_pct:.1f} % of {one.marked}",
        one.negated,
        f"{one.negation_lost_pct:.1f} %",
        f"{one.negation_unseen_pct:.1f} %",
        f"{one.checked_pct:.1f} %",
        f"{one.familiar_pct:.1f} % of {one.addressed}" if one.langs[1] == "fr" else "",
    )
    return "| " + " | ".join(map(str, cells)) + " |\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure packages; return 1 where one should not be shipped."""
    from translations.argos import ArgosEngine
    from translations.models import install_file

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", nargs="+", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="folder with mt_dev")
    parser.add_argument("--beam", type=int, default=1)
    parser.add_argument("--rows", type=int, help="only the first so many of each set")
    parser.add_argument("--set", dest="sets", action="append", choices=SETS)
    given = parser.parse_args(arguments)
    found: list[Figures] = []
    with tempfile.TemporaryDirectory() as home:
        for package in given.packages:
            model = install_file(package, Path(home), now=datetime.now(UTC))
            engine = ArgosEngine(Path(home))
            for name in given.sets or SETS:
                rows = read_set(given.data / "mt_dev", name, given.rows)
                langs = (model.source, model.target)
                found.append(measure(engine, rows, langs, name, given.beam))
    sys.stdout.write(table(found))
    for line in (said := failures(found)):
        sys.stdout.write(line + "\n")
    return int(bool(said))


def _checks(pair: tuple[str, str], langs: tuple[str, str]) -> tuple[str, ...]:
    return failed_checks(*pair, source_lang=langs[0], target_lang=langs[1])


def _share(part: int, whole: int, *, empty: float = 0.0) -> float:
    return 100 * part / whole if whole else empty


if __name__ == "__main__":
    sys.exit(main())
