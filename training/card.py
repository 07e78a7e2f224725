"""The figures of a model, measured on texts that it has not seen, as tables for its card."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from policies.modelweights import Description
from training.calibration import Doubles, area, calibration_error
from training.examples import LABELS, Example

LANGS: Final = ("en", "fr")
BEGIN: Final = "<!-- figures written by training.classifier -->"
END: Final = "<!-- end of figures -->"
_KINDS: Final = ("written", "suite", "tweets", "texts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Examples with the scores that they got."""

    examples: Sequence[Example]
    scores: NDArray[np.float32]  # one column a label
    truth: NDArray[np.float32]
    weight: NDArray[np.float32]  # 0 where the truth is not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table."""

    label: str
    lang: str
    kind: str
    positives: int
    negatives: int
    auc: float
    precision: float
    recall: float
    off: float  # calibration error


def measure(judged: Judged, about: Description) -> list[Row]:
    """Return one row for each label, language and kind of text that has both sides."""
    rows: list[Row] = []
    langs = np.array([one.lang for one in judged.examples])
    kinds = np.array([_kind(one.source) for one in judged.examples])
    for column, label in enumerate(LABELS):
        for kind in _KINDS:
            for lang in LANGS:
                taken = (langs == lang) & (kinds == kind) & (judged.weight[:, column] > 0)
                scores = judged.scores[taken, column].astype(np.float64)
                truth = judged.truth[taken, column].astype(np.float64)
                if truth.sum() < 10 or (1 - truth).sum() < 10:
                    continue
                rows.append(_row(label, lang, kind, scores, truth, about))
    return rows


def _row(
    label: str, lang: str, kind: str, scores: Doubles, truth: Doubles, about: Description
) -> Row:
    limits: Mapping[str, float] = {str(k): v for k, v in about.thresholds[label].items()}
    curve = {str(k): v for k, v in about.calibration[label].items()}[lang]
    over = scores >= limits[lang]
    hits = float((truth[over]).sum())
    chance = 1 / (1 + np.exp(-np.clip(curve.slope * scores + curve.offset, -30, 30)))
    return Row(
        label=label,
        lang=lang,
        kind=kind,
        positives=int(truth.sum()),
        negatives=int((1 - truth).sum()),
        auc=area(scores, truth),
        precision=hits / max(int(over.sum()), 1),
        recall=hits / float(truth.sum()),
        off=calibration_error(chance, truth),
    )


def flag_rates(
    scores: NDArray[np.float32], langs: Sequence[str], about: Description
) -> dict[str, tuple[int, int]]:
    """Return, by language, how many texts get a suspicion, and of how many."""
    found: dict[str, tuple[int, int]] = {}
    for lang in LANGS:
        rows = scores[np.array([one == lang for one in langs])]
        limits = [{str(k): v for k, v in about.thresholds[label].items()}[lang] for label in LABELS]
        found[lang] = (int((rows >= np.array(limits)).any(axis=1).sum()), len(rows))
    return found


def tables(rows: Sequence[Row], flags: Mapping[str, tuple[int, int]], lang: str) -> str:
    """Return the figures as Markdown in that language."""
    words = _WORDS[lang]
    lines = [words["head"], "|---|---|---|--:|--:|--:|--:|--:|"]
    lines += [
        "| "
        + " | ".join(
            (
                words[row.label],
                words[row.lang],
                words[row.kind],
                f"{row.positives} / {row.negatives}",
                _number(row.auc, lang, 3),
                _number(row.precision, lang, 2),
                _number(row.recall, lang, 2),
                _number(row.off, lang, 2),
            )
        )
        + " |"
        for row in rows
    ]
    if flags:
        lines += ["", words["flags"], "|---|--:|--:|--:|"]
        for one, (count, total) in flags.items():
            rate = _number(100 * count / max(total, 1), lang, 1)
            lines.append(f"| {words[one]} | {count} | {total} | {rate} |")
    return "\n".join(lines)


def write_figures(page: Path, text: str) -> None:
    """Put the tables into a page, between its two marks."""
    whole = page.read_text("utf-8")
    pattern = re.compile(re.escape(BEGIN) + r".*?" + re.escape(END), re.DOTALL)
    page.write_text(pattern.sub(lambda _: f"{BEGIN}\n\n{text}\n\n{END}", whole), "utf-8")


def _kind(source: str) -> str:
    kind = source.partition(":")[0]
    if kind in ("written", "suite"):
        return kind
    return {"mlma": "tweets", "davidson": "tweets", "sms": "texts"}.get(kind.partition("_")[0], "")


def _number(value: float, lang: str, digits: int) -> str:
    text = f"{value:.{digits}f}"
    return text.replace(".", ",") if lang == "fr" else text


_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "head": "| Label | Language | Texts | With / without it | AUC | Precision | Recall |"
        " Calibration error |",
        "flags": "| Real comments that no rule flags | Suspected | Of | Per cent |",
        "hate": "hate",
        "abuse": "abuse",
        "threat": "threat",
        "spam": "spam",
        "en": "English",
        "fr": "French",
        "written": "written sentences",
        "suite": "functional suite, held part",
        "tweets": "labelled tweets",
        "texts": "text messages",
    },
    "fr": {
        "head": "| Étiquette | Langue | Textes | Avec / sans | AUC | Précision | Rappel |"
        " Erreur de calibrage |",
        "flags": "| Commentaires réels qu'aucune règle ne signale | Soupçonnés | Sur | Pour cent |",
        "hate": "haine",
        "abuse": "injures",
        "threat": "menaces",
        "spam": "pourriel",
        "en": "anglais",
        "fr": "français",
        "written": "phrases rédigées",
        "suite": "suite fonctionnelle, partie réservée",
        "tweets": "gazouillis étiquetés",
        "texts": "textos",
    },
}
