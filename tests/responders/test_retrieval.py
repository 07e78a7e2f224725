"""The index of texts finds what is near, is kept in a folder, and is brought up to date."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from responders.retrieval.grams import BUCKETS, gram_keys, word_keys
from responders.retrieval.index import TextIndex
from translations.encoding import Vectors

TEXTS = [
    "The program charges interest on student loans",
    "Le programme exige des intérêts sur les prêts étudiants",
    "You have to pay back your grant",
    "Il faut rembourser la bourse",
    "Part-time students cannot apply",
    "The office in Moncton is closed for good",
]


class Counting:
    """An encoder that says where a letter stands, and counts what it is asked."""

    name = "counting"
    dimension = 26
    sends_text_away = False

    def __init__(self, version: str = "1") -> None:
        self.version = version
        self.asked: list[str] = []

    def fingerprint(self) -> str:
        """Return what tells its vectors from another's."""
        return f"counting:{self.version}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return letters counted, of unit length."""
        self.asked += texts
        rows = np.zeros((len(texts), 26), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for char in text.lower():
                if "a" <= char <= "z":
                    row[ord(char) - ord("a")] += 1
        length = np.linalg.norm(rows, axis=1, keepdims=True)
        unit: Vectors = rows / np.maximum(length, 1e-9)
        return unit


ASKED = [
    ("why do they charge interest on my student loan?", 0),
    ("ils exigent des interets sur nos prets etudiants", 1),
    ("we hav to pay bak the grant lol", 2),
    ("faut rembourser sa bourse apres", 3),
    ("is the Moncton office closed", 5),
]


@pytest.mark.parametrize(("text", "number"), ASKED)
def test_nearest(text: str, number: int) -> None:
    """The text that is meant comes first, without an encoder as well."""
    for encoder in (None, Counting()):
        found = TextIndex.make(TEXTS, encoder).search([text], 3)
        assert found[0].number == number
        assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_one_sentence_of_a_long_message() -> None:
    """A claim in the middle of a long message is found by its own sentence."""
    around = "I walked to the market this morning and met an old friend of mine there."
    claim = "Part-time students can't apply."
    found = TextIndex.make(TEXTS, None).search([f"{around} {claim} {around}", around, claim], 1)
    assert found[0].number == 4


def test_nothing_near() -> None:
    """A text that shares nothing finds nothing; an empty index finds nothing."""
    assert TextIndex.make(TEXTS, None).search(["zzzz qqqq"], 3) == []
    assert TextIndex.make([], Counting()).search(["grant"], 3) == []
    assert TextIndex.make(TEXTS, None).search([""], 3) == []


def test_kept_and_read_again(tmp_path: Path) -> None:
    """An index that was written and read gives what it gave."""
    made = TextIndex.make(TEXTS, Counting())
    made.save(tmp_path / "index")
    made.save(tmp_path / "index")
    read = TextIndex.load(tmp_path / "index", Counting())
    assert read is not None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index"]
    for text, _ in ASKED:
        assert read.search([text], 6) == made.search([text], 6)


def test_brought_up_to_date(tmp_path: Path) -> None:
    """Only new texts are encoded; what went is gone, and the rest scores as if made anew."""
    TextIndex.make(TEXTS, Counting()).save(tmp_path / "index")
    encoder = Counting()
    known = TextIndex.load(tmp_path / "index", encoder)
    texts = ["The portal is closed on Sunday", *TEXTS[1:]]
    fresh = TextIndex.make(texts, encoder, known)
    assert encoder.asked == texts[:1]
    anew = TextIndex.make(texts, Counting())
    for text, _ in ASKED:
        assert fresh.search([text], 6) == anew.search([text], 6)


@pytest.mark.parametrize(
    "damage", ["index.json", "vectors.npy", "grams-keys.npy", "words-starts.npy"]
)
def test_a_damaged_index_is_made_again(tmp_path: Path, damage: str) -> None:
    """What cannot be read as a whole is no index."""
    TextIndex.make(TEXTS, Counting()).save(tmp_path / "index")
    path = tmp_path / "index" / damage
    path.write_bytes(path.read_bytes()[:20])
    assert TextIndex.load(tmp_path / "index", Counting()) is None
    path.unlink()
    assert TextIndex.load(tmp_path / "index", Counting()) is None


def test_another_encoder(tmp_path: Path) -> None:
    """Vectors of another encoder are not taken."""
    TextIndex.make(TEXTS, Counting()).save(tmp_path / "index")
    assert TextIndex.load(tmp_path / "index", Counting("2")) is None
    assert TextIndex.load(tmp_path / "index", None) is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_keys_of_any_text(text: str) -> None:
    """Keys are in range, and the same for the same text."""
    for keys in (gram_keys, word_keys):
        found = keys(text)
        assert np.array_equal(found, keys(text))
        assert found.dtype == np.int32
        assert not len(found) or (found.min() >= 0 and found.max() < BUCKETS)
