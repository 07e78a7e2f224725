"""The training: sentences, parts, fitting and calibration."""

import random
from pathlib import Path

import numpy as np
import pytest

from training.calibration import area, calibration_error, fit_curve, threshold
from training.card import BEGIN, END, write_figures
from training.examples import LABELS, Part, part_of
from training.fitting import Data, fit
from training.sentences import LANGS, expand, load_grammar, read_sentences, read_suite


@pytest.mark.parametrize("lang", LANGS)
def test_every_pattern_can_be_written_out(lang: str) -> None:
    """No pattern leaves a brace or a bracket, and every label is one of ours."""
    grammar = load_grammar(lang)
    chance = random.Random(7)  # noqa: S311 # no secret
    for family in grammar.families.values():
        assert set(family["labels"]) <= set(LABELS)
        for pattern in family["patterns"]:
            assert not set("{}[]|") & set(expand(grammar, pattern, chance)), pattern


def test_both_languages_have_the_same_families() -> None:
    """What is taught in one language is taught in the other, with the same labels."""
    english, french = (load_grammar(lang).families for lang in LANGS)
    assert {name: entry["labels"] for name, entry in english.items()} == {
        name: entry["labels"] for name, entry in french.items()
    }


def test_sentences_are_the_same_again() -> None:
    """One seed gives one set of sentences, and a pattern belongs to one part."""
    first, second = list(read_sentences(3)), list(read_sentences(3))
    assert first == second
    assert {one.part for one in first} == set(Part)


def test_the_held_suite_is_never_learned_from() -> None:
    """Only the part of the suite that rules are tried on is used for training."""
    assert {one.part for one in read_suite("held")} == {Part.TEST}
    assert {one.part for one in read_suite("dev")} == {Part.TRAIN}


def test_parts_are_sixty_twenty_twenty() -> None:
    """The share of each part is as it should be, and depends on the text alone."""
    parts = [part_of(f"text {n}") for n in range(5_000)]
    assert parts == [part_of(f"text {n}") for n in range(5_000)]
    assert parts.count(Part.TRAIN) / 5_000 == pytest.approx(0.6, abs=0.03)
    assert parts.count(Part.TEST) / 5_000 == pytest.approx(0.2, abs=0.03)


def test_fitting_finds_what_is_there() -> None:
    """A network learns what one input and one shape say, and is the same again."""
    chance = np.random.default_rng(1)
    dense = chance.normal(size=(2_000, 6)).astype(np.float32)
    shapes = [np.array([n % 2], dtype=np.int32) for n in range(2_000)]
    truth = np.stack([dense[:, 4] > 0, np.arange(2_000) % 2 == 1], axis=1).astype(np.float32)
    data = Data(dense, shapes, truth, np.ones_like(truth))
    network = fit(data, vector=4, buckets=2, seed=1)
    scores = network.scores(dense, shapes)
    for column in range(2):
        found, known = scores[:, column].astype(float), truth[:, column].astype(float)
        assert area(found, known) > 0.98
    assert np.array_equal(fit(data, vector=4, buckets=2, seed=1).out, network.out)


def test_calibration_gives_probabilities() -> None:
    """Scores that are too sure come out as frequent as they are right."""
    chance = np.random.default_rng(2)
    real = 0.02 + 0.96 * chance.random(20_000)
    truth = (chance.random(20_000) < real).astype(float)
    scores = 3 * np.log(real / (1 - real)) + 2
    slope, offset = fit_curve(scores, truth, np.ones_like(truth))
    found = 1 / (1 + np.exp(-(slope * scores + offset)))
    assert calibration_error(found, truth) < 0.02


def test_threshold_holds_the_share_of_false_flags() -> None:
    """Few ordinary texts, and few misleading ones, reach the threshold."""
    chance = np.random.default_rng(3)
    ordinary, written = chance.normal(size=40_000), chance.normal(size=4_000) + 1
    low = threshold([ordinary, ordinary], np.array([]))
    assert (ordinary >= low).mean() == pytest.approx(0.0015, abs=0.0005)
    assert (written >= threshold([ordinary], written)).mean() <= 0.011


def test_figures_go_between_the_marks(tmp_path: Path) -> None:
    """A card's tables are replaced, the rest of the page stays."""
    page = tmp_path / "card.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", "utf-8")
    write_figures(page, "new")
    assert page.read_text("utf-8") == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"
