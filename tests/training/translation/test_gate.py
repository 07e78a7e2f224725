"""The gate that a package has to pass before it is shipped."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from training.translation.card import BEGIN, END, Figures, compared, table, write_figures
from training.translation.gate import failures, kept_marks, measure, read_set


class Phrasebook:
    """An engine that knows some sentences, and copies the rest."""

    name = "phrasebook"
    sends_text_away = False

    def __init__(self, known: dict[str, str]) -> None:
        self.known = known

    def pairs(self) -> frozenset[tuple[str, str]]:
        """Return both directions."""
        return frozenset({("en", "fr"), ("fr", "en")})

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, beam: int = 1
    ) -> list[str]:
        """Look each text up."""
        return [self.known.get(text, text) for text in texts]


ROOT = Path(__file__).parents[3]
ROWS = [
    ("You may go.", "Vous pouvez y aller."),
    ("I do not know.", "Je ne sais pas."),
    ("Nobody came.", "Personne n'est venu."),
    ("Write to a@b.ca now.", "Écrivez à a@b.ca."),
]
GOOD = Figures(
    langs=("en", "fr"), name="tatoeba_dev", rows=4, bleu=30.0, chrf=50.0, marked=60,
    marks_kept_pct=100.0, values_kept_pct=100.0,
    negated=2, negation_lost_pct=0.0, negation_unseen_pct=0.0,
    checked_pct=0.0, addressed=1, familiar_pct=0.0,
)  # fmt: skip


def test_a_set_is_measured() -> None:
    """Lost negations are counted, seen or not; so are marks, and tu."""
    pytest.importorskip(
        "sacrebleu", reason="the gate scores with sacrebleu, which the training has"
    )
    engine = Phrasebook(
        {
            "You may go.": "Tu peux y aller.",
            "I do not know.": "Je sais bien.",
            "Nobody came.": "Personne n'est venu.",
            "Write to X0QZ now.": "Écrivez à.",
        }
    )
    found = measure(engine, ROWS, ("en", "fr"), "tatoeba_dev")
    assert (found.negated, found.negation_lost_pct, found.negation_unseen_pct) == (2, 50.0, 0.0)
    assert (found.marked, found.marks_kept_pct, found.values_kept_pct) == (1, 0.0, 100.0)
    assert (found.addressed, found.familiar_pct) == (1, 100.0)
    assert 0 < found.bleu < 100


def test_kept_marks_are_counted_by_text() -> None:
    """A text counts when all its marks come back once."""
    engine = Phrasebook({"See X0QZ.": "Voir X0QZ et X0QZ."})
    sources = ["See https://canada.ca/a.", "Ask @someone.", "Nothing here."]
    assert kept_marks(engine, sources, ("en", "fr")) == (2, 1)


@pytest.mark.parametrize(
    ("worse", "said"),
    [
        ({"bleu": 24.0}, "BLEU 24.0"),
        ({"negation_unseen_pct": 3.0}, "negations lost unseen"),
        ({"values_kept_pct": 99.9}, "values kept in 99.9 %"),
    ],
)
def test_what_is_not_good_enough_is_said(worse: dict[str, float], said: str) -> None:
    """Each of the three conditions keeps a package back."""
    assert failures([GOOD]) == []
    assert said in failures([replace(GOOD, **worse)])[0]  # type: ignore[arg-type] # figures by name


def test_the_table_has_a_row_for_each_set() -> None:
    """The table is Markdown, in both languages, each with its own way of writing numbers."""
    for lang, bleu in (("en", "| 30.0 |"), ("fr", "| 30,0 |")):
        lines = table([GOOD], lang).splitlines()
        assert len(lines) == 3
        assert bleu in lines[2]
        assert len({line.count("|") for line in lines}) == 1


def test_published_scores_stand_beside_ours(tmp_path: Path) -> None:
    """Only the set that both have is compared, and nothing where there is none."""
    scores = tmp_path / "published_scores.tsv"
    assert compared([GOOD], scores) == ""
    scores.write_text(
        "direction\ttestset\tsystem\tBLEU\tCOMET\n"
        "en-fr\tflores-dev\targos\t42.7\t0.8\n"
        "en-fr\twmt15\topusmt\t1.0\t0.1\n",
        "utf-8",
    )
    assert compared([GOOD], scores) == ""
    lines = compared([replace(GOOD, name="flores200_dev", bleu=9.5)], scores, "fr").splitlines()
    assert lines[2] == "| en → fr | 9,5 | 42,7 |  |  |"


def test_figures_go_between_the_marks_of_a_page(tmp_path: Path) -> None:
    """What stands around them stays; both cards have the marks."""
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", "utf-8")
    write_figures(page, "new\n")
    assert page.read_text("utf-8") == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"
    for name in ("compact-model.md", "compact-model.fr.md"):
        text = (ROOT / "docs" / name).read_text("utf-8")
        assert text.count(BEGIN) == text.count(END) == 1


def test_a_set_is_read_in_plain_form(tmp_path: Path) -> None:
    """Apostrophes and spaces are made plain, so that they don't count."""
    (tmp_path / "x.tsv").write_text("a\tl’été\u00a0!\tmore\nb\tc\n", "utf-8")
    assert read_set(tmp_path, "x", 1) == [("a", "l'été !")]
