"""The figures of the compact models, as tables for their card in both languages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

BEGIN: Final = "<!-- figures written by training.translation.gate -->"
END: Final = "<!-- end of figures -->"
_PUBLISHED: Final = ("flores-dev", "flores200_dev")  # as the published scores call it, as we do
_SYSTEMS: Final = {"argos": "Argos", "bergamot-tiny": "Bergamot tiny", "opusmt": "OPUS-MT"}
_SETS: Final = {
    "tatoeba_dev": ("Tatoeba: everyday sentences", "Tatoeba\u00a0: phrases de tous les jours"),
    "canada_gov_programs_test": ("Federal programs", "Programmes fédéraux"),
    "canada_cds_blog_test": ("Blog of a federal service", "Blogue d'un service fédéral"),
    "flores200_dev": ("FLORES-200", "FLORES-200"),
}
_HEADS: Final = {
    "en": (
        "Direction",
        "Set",
        "Texts",
        "BLEU",
        "chrF",
        "Marks kept",
        "Values kept",
        "Negations lost",
        "Lost unseen",
        "To a person",
        "Says *tu*",
    ),
    "fr": (
        "Sens",
        "Ensemble",
        "Textes",
        "BLEU",
        "chrF",
        "Marques gardées",
        "Valeurs gardées",
        "Négations perdues",
        "Perdues sans être vues",
        "À une personne",
        "Tutoie",
    ),
}
_RIGHT: Final = 9  # the last columns are figures
_COMPARED: Final = {"en": ("Direction", "Compact"), "fr": ("Sens", "Compact")}
_NO_BREAK: Final = "\u00a0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured of one direction on one set."""

    langs: tuple[str, str]
    name: str
    rows: int
    bleu: float
    chrf: float
    marked: int  # texts with something to protect
    marks_kept_pct: float  # of those: by the model alone
    values_kept_pct: float  # of those: by the program, which does it otherwise where a mark is lost
    negated: int  # texts that plainly say no
    negation_lost_pct: float  # of those
    negation_unseen_pct: float  # of those: lost, and no check sends them to a person
    checked_pct: float  # of all: some check asks for a person
    addressed: int  # texts with "you", towards French
    familiar_pct: float  # of those: said tu


def table(found: Sequence[Figures], lang: str = "en") -> str:
    """Return the figures as a table of a language."""
    heads = _HEADS[lang]
    lines = [_line(heads), _rule(len(heads) - _RIGHT, _RIGHT)]
    return "\n".join([*lines, *(_line(_cells(one, lang)) for one in found)]) + "\n"


def compared(found: Sequence[Figures], published: Path, lang: str = "en") -> str:
    """Return BLEU on FLORES-200 beside what was published of larger models; "" without either."""
    ours = {"-".join(one.langs): one.bleu for one in found if one.name == _PUBLISHED[1]}
    if not ours or not published.exists():
        return ""
    rows = [line.split("\t") for line in published.read_text("utf-8").splitlines()]
    theirs = {(row[0], row[2]): float(row[3]) for row in rows if row[1] == _PUBLISHED[0]}
    first, mine = _COMPARED[lang]
    lines = [_line((first, mine, *_SYSTEMS.values())), _rule(1, len(_SYSTEMS) + 1)]
    for pair, bleu in ours.items():
        scores = [theirs.get((pair, system)) for system in _SYSTEMS]
        shown = ["" if score is None else _number(score, lang) for score in scores]
        lines.append(_line((pair.replace("-", " → "), _number(bleu, lang), *shown)))
    return "\n".join(lines) + "\n"


def write_figures(page: Path, text: str) -> None:
    """Put the tables into a page, between its two marks."""
    whole = page.read_text("utf-8")
    pattern = re.compile(re.escape(BEGIN) + r".*?" + re.escape(END), re.DOTALL)
    page.write_text(pattern.sub(lambda _: f"{BEGIN}\n\n{text}\n{END}", whole), "utf-8")


def _cells(one: Figures, lang: str) -> list[str]:
    english, french = _SETS.get(one.name, (one.name, one.name))
    of = {"en": "of", "fr": "de"}[lang]
    familiar = f"{_percent(one.familiar_pct, lang)} {of} {one.addressed}"
    return [
        " → ".join(one.langs),
        french if lang == "fr" else english,
        str(one.rows),
        _number(one.bleu, lang),
        _number(one.chrf, lang),
        f"{_percent(one.marks_kept_pct, lang)} {of} {one.marked}",
        _percent(one.values_kept_pct, lang),
        f"{_percent(one.negation_lost_pct, lang)} {of} {one.negated}",
        _percent(one.negation_unseen_pct, lang),
        _percent(one.checked_pct, lang),
        familiar if one.langs[1] == "fr" else "",
    ]


def _number(value: float, lang: str) -> str:
    text = f"{value:.1f}"
    return text.replace(".", ",") if lang == "fr" else text


def _percent(value: float, lang: str) -> str:
    return f"{_number(value, lang)}{_NO_BREAK}%" if lang == "fr" else f"{_number(value, lang)}%"


def _rule(words: int, figures: int) -> str:
    return "|" + "---|" * words + "--:|" * figures


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
