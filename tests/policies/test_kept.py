"""A kept copy of the word lists gives what the lists give, and nothing unsound is believed."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from policies import kept, shippedwords
from policies.shippedwords import shipped_key
from policies.statements import wordtables

TEXTS = (
    "You are an idiot, and those newcomers are thieves.",
    "Vous êtes des cr3tins pis des cr0sseurs, immigrnats!",
    "Do I have to repay the grant?",
    "d e p o r t them a l l \ud800 now",
)


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a user who has kept nothing yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "liaison"


def test_both_ways_give_the_same(at: Path) -> None:
    """The first run works the lists out, the second reads them: no text shows a difference."""
    load = shippedwords.shipped_lexicons.__wrapped__
    first = load()
    assert [path.name.partition("-")[0] for path in at.iterdir()] == ["lexicons"]
    second = load()
    assert second.terms == first.terms
    assert second.worked.beginnings == first.worked.beginnings
    assert second.worked.words == first.worked.words
    assert list(map(list, second.worked.folded)) == first.worked.folded
    assert second.mender.slips == first.mender.slips
    for lang in ("en", "fr", "und"):
        for text in TEXTS:
            assert second.read(text, lang) == first.read(text, lang)
    words = wordtables.shipped_words.__wrapped__
    assert words("fr") == words("fr")


def test_what_was_kept_comes_back(at: Path) -> None:
    """Under its own name and key, in a folder that nobody else can read; the newest four stay."""
    for number in range(6):
        kept.keep("words", f"{number}" * 64, {"said": "été|naïf", "n": number})
        os.utime(at / f"words-{str(number) * 16}.txt", (number, number))
    assert at.stat().st_mode & 0o777 == 0o700
    assert kept.recall("words", "5" * 64) == {"said": "été|naïf", "n": 5}
    assert kept.recall("words", "4" * 63 + "x") is None
    assert kept.recall("other", "5" * 64) is None
    assert len(list(at.iterdir())) == 4


@pytest.mark.parametrize(
    "harm",
    [
        lambda raw: raw[:-1],
        lambda raw: raw.replace(b"idiot", b"idoit"),
        lambda raw: raw[:0],
        lambda raw: b"\xff" + raw,
        lambda raw: raw.replace(b"a" * 64, b"b" * 64),
    ],
)
def test_a_copy_that_is_not_whole(at: Path, harm: Callable[[bytes], bytes]) -> None:
    """Cut, changed or foreign bytes are as good as nothing."""
    kept.keep("words", "a" * 64, {"forms": "idiot"})
    path = at / f"words-{'a' * 16}.txt"
    assert kept.recall("words", "a" * 64) == {"forms": "idiot"}
    path.write_bytes(harm(path.read_bytes()))
    assert kept.recall("words", "a" * 64) is None


def test_a_copy_of_somebody_else(at: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another user put there is not read."""
    kept.keep("words", "a" * 64, ["idiot"])
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    assert kept.recall("words", "a" * 64) is None


def test_nowhere_to_keep_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the folder cannot be made, nothing is kept and nothing fails."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    kept.keep("words", "a" * 64, ["idiot"])
    assert kept.recall("words", "a" * 64) is None
    assert shippedwords.shipped_lexicons.__wrapped__().read("idiot", "en")[1]


def test_changed_sources_have_another_key(tmp_path: Path) -> None:
    """Any change of a list is seen; a list that cannot be read has no key."""
    path = tmp_path / "a.yaml"
    path.write_text("one")
    before = kept.fingerprint([path])
    path.write_text("two")
    assert before != kept.fingerprint([path])
    assert kept.fingerprint([tmp_path / "absent"]) is None
    assert shipped_key() != shipped_key(str(path))


def test_no_form_holds_the_sign_between_forms() -> None:
    """Forms are kept as one text: what stands between them is in none."""
    lists = shippedwords.shipped_lexicons()
    assert not [form for term in lists.terms for form in term.forms if "|" in form]
