"""Words: folding, splitting, concepts and slips."""

import pytest

from responders.cues import Cue, part_quotes, read_cues
from responders.reading import split_sentences
from responders.words import Lexicon, fold, shipped_lexicon, split_words, stem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They don't, can't, won't", ["they", "do", "not", "can", "not", "won", "not"]),
        ("They dont and cannot", ["they", "do", "not", "and", "can", "not"]),
        ("J’ai l'intérêt qu'il n'exige", ["je", "ai", "interet", "que", "il", "ne", "exige"]),
        ("Y'a, ya", ["y", "a", "y", "a"]),
        ("Œuvre ÉTÉ in\u200bterest", ["oeuvre", "ete", "interest"]),
        ("see https://a.example/x and @someone", ["see", "and"]),
    ],
)
def test_words_are_split_as_both_languages_write_them(text: str, words: list[str]) -> None:
    """Contractions open, elisions go, accents and hidden characters count for nothing."""
    assert split_words(fold(text)) == words


def test_stems_keep_different_words_apart() -> None:
    """« formation » is no "form"; singular and plural are one."""
    assert stem("formation") != stem("form")
    assert stem("loans") == stem("loan")
    assert stem("bourses") == stem("bourse")


def test_a_lexicon_joins_words_of_both_languages() -> None:
    """The longest phrase wins; an opposite turns the sense round; one slip is forgiven."""
    lexicon = Lexicon({"rate": ["interest rate"], "interest": ["interest", "intérêt", "-free"]})
    found = lexicon.concepts(split_words("the interest rate"))
    assert (found.names, found.reversed) == (frozenset({"rate"}), False)
    assert lexicon.concepts(["interet"]).names == frozenset({"interest"})
    assert lexicon.concepts(["intrest"]).names == frozenset({"interest"})
    assert lexicon.concepts(["free"]).reversed
    assert lexicon.concepts(["the", "library"]).names == frozenset({"=" + stem("library")})


def test_the_shipped_lexicon_is_read_once() -> None:
    """Loading is lazy and happens once."""
    assert shipped_lexicon() is shipped_lexicon()


@pytest.mark.parametrize(
    ("text", "cue", "denials"),
    [
        ("I wonder if they do", Cue.ASKS, 0),
        ("je sais pas", Cue.UNSURE, 0),
        ("they should", Cue.WISHES, 0),
        ("they used to", Cue.PAST, 0),
        ("ben voyons", Cue.SARCASM, 0),
        ("c'est faux", Cue.DENIES, 0),
        ("it is not true that", Cue.DENIES_WHAT_FOLLOWS, 1),
        ("je pense pas que", Cue.DENIES_WHAT_FOLLOWS, 1),
        ("n'est-ce pas", Cue.NOT_NEGATIVE, 0),
        ("I was told", Cue.EXPERIENCE, 0),
        ("mille mercis", Cue.PRAISE, 0),
        ("merci pour rien", Cue.COMPLAINS, 0),
    ],
)
def test_cues_are_found(text: str, cue: Cue, denials: int) -> None:
    """Each turn of phrase is recognized for what it does."""
    cues = read_cues(split_words(fold(text)))
    assert cue in cues.found
    assert cues.denials == denials


@pytest.mark.parametrize(
    ("text", "quoted", "expected"),
    [
        ('He says "loans are not free at all" ok', None, ("loans are not free at all",)),
        ("Il dit «\u00a0les prêts sont sans frais\u00a0»", None, ("les prêts sont sans frais",)),
        ('a "free" loan', None, ()),
        ("> what they said\nno", None, ("what they said",)),
        ("no quotes", "quotes", ()),
    ],
)
def test_quotes_are_parted(text: str, quoted: str | None, expected: tuple[str, ...]) -> None:
    """Passages of others are taken out; a word in quotation marks is the author's."""
    own, passages = part_quotes(text, quoted)
    assert tuple(passage.strip() for passage in passages) == expected
    assert not any(passage in own for passage in passages)
    assert quoted is None or quoted not in own


def test_sentences_are_split_but_not_at_abbreviations() -> None:
    """A time of day does not end a sentence."""
    assert split_sentences("Open at 8 a.m. (Eastern time). Closed today!\nBye") == [
        "Open at 8 a.m. (Eastern time).",
        "Closed today!",
        "Bye",
    ]
