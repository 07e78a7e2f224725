"""What the compact models are shown: marks, noise, rounds and batches."""

import random
import re

import pytest

from training.translation.marks import MARKS, find_values, mark_pair
from training.translation.mixture import Example, batches, draw
from training.translation.noise import roughen
from training.translation.normalizing import Pair
from training.translation.vocabulary import FAMILIAR

_MARK = re.compile(r"X\d+QZ")


@pytest.mark.parametrize(
    ("en", "fr"),
    [
        ("It costs $1,234.50 today.", "Cela coûte 1 234,50 $ aujourd'hui."),
        ("It rose by 5.25%.", "La hausse est de 5,25 %."),
        ("On November 23, 2026 we close.", "Nous fermons le 23 novembre 2026."),
        ("There are 1,200 people.", "Il y a 1 200 personnes."),
        ("Write to us at info@canada.ca.", "Écrivez-nous à info@canada.ca."),
        ("Over $3.5 million was paid.", "Plus de 3,5 millions de dollars ont été versés."),
        ("Come at 8:30 a.m. or 9 a.m.", "Venez à 8 h 30 ou à 9 h."),
        ("Sections 4 and 5, then 4.", "Les articles 4 et 5, puis 4."),
    ],
)
def test_equal_values_get_the_same_mark(en: str, fr: str) -> None:
    """Numbers, amounts, dates and addresses are seen as one value in both languages."""
    assert [value for value, _, _ in find_values(en, "en")] == [
        value for value, _, _ in find_values(fr, "fr")
    ]
    seen = {mark_pair(en, fr, ("en", "fr"), seeded(seed)) for seed in range(40)}
    for source, target in seen:
        assert sorted(_MARK.findall(source)) == sorted(_MARK.findall(target))
    bare = {_MARK.sub("", source + target) for source, target in seen}
    assert any(not re.search(r"\d", text) and "@" not in text for text in bare)


def test_what_one_side_lacks_stays() -> None:
    """A number that only one language has is no mark."""
    for seed in range(20):
        source, target = mark_pair("In 2014, two.", "En 2015, 2.", ("en", "fr"), seeded(seed))
        assert "2014" in source
        assert "2015" in target


def test_all_marks_are_seen() -> None:
    """Every mark that the vocabulary has is shown sooner or later, first ones most."""
    chance = seeded(5)
    seen = [
        mark
        for _ in range(3_000)
        for mark in _MARK.findall(mark_pair("Pay 5 now.", "Payez 5.", ("en", "fr"), chance)[0])
    ]
    assert set(seen) == {f"X{number}QZ" for number in range(MARKS)}
    assert max(set(seen), key=seen.count) == "X0QZ"


def test_noise_is_on_a_minority_and_spares_marks() -> None:
    """Most sentences stay as they are; a mark always does."""
    chance = seeded(1)
    text = "Où est-ce que l'école X3QZ se trouve?"
    made = [roughen(text, chance) for _ in range(2_000)]
    assert 0.8 < made.count(text) / len(made) < 0.92
    assert all("X3QZ" in one for one in made)
    assert len(set(made)) > 50
    assert "OU EST-CE QUE L'ECOLE X3QZ SE TROUVE?" in made


def test_a_round_is_the_same_again_and_another_is_not() -> None:
    """The number of a round decides what is in it; tu is tagged where French is written."""
    pairs = [
        Pair(f"You see {n} cats.", f"Tu vois {n} chats.", "tatoeba", familiar=True)
        for n in range(50)
    ]
    first = list(draw(pairs, ("en", "fr"), 1))
    assert first == list(draw(pairs, ("en", "fr"), 1))
    assert first != list(draw(pairs, ("en", "fr"), 2))
    assert all(source.startswith(FAMILIAR) for source, _ in first)
    assert 15 < len(first) < 45
    back = list(draw(pairs, ("fr", "en"), 1))
    assert len(back) == 50
    assert not any(FAMILIAR in source for source, _ in back)


def test_batches_hold_everything_within_the_size() -> None:
    """Each example is in one batch; no batch is larger than asked, padding counted."""
    chance = seeded(2)
    found = [Example([1] * chance.randint(1, 40), [n] * chance.randint(1, 40)) for n in range(500)]
    made = batches(found, 300, seed=1)
    assert sorted(one.target[0] for batch in made for one in batch) == list(range(500))
    for batch in made:
        longest = max(max(len(one.target), len(one.source)) + 1 for one in batch)
        assert longest * len(batch) <= 300
    assert made == batches(found, 300, seed=1)
    assert made != batches(found, 300, seed=2)


def seeded(seed: int) -> random.Random:
    """Return chance that is the same every time."""
    return random.Random(seed)  # noqa: S311 # no secret
