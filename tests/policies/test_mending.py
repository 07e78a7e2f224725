"""Disguises and slips are undone where that gives a word of the lists, and nowhere else."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.lexicons import Lexicons, Term
from policies.mending import slips
from policies.shippedwords import shipped_lexicons
from policies.views import fold

_WORDS = {
    "slurs": ("en", ["asshole", "bitch", "idiot"]),
    "insults": ("fr", ["connard", "con", "enculé", "ta gueule"]),
    "identity": ("en", ["muslims", "women", "immigrants"]),
    "hostility": ("en", ["vermin", "deport them all", "scum"]),
    "aversion": ("en", ["i hate", "hate"]),
    "threats": ("en", ["i will kill you"]),
}
LISTS = Lexicons(
    Term(
        id=f"{lexicon}-{n}",
        lexicon=lexicon,
        langs=frozenset((lang,)),
        forms=(form,),
        register="strong",
        strict=False,
    )
    for lexicon, (lang, forms) in _WORDS.items()
    for n, form in enumerate(forms)
)

MENDED = [
    ("I w1ll k1ll y0u", "i will kill you"),
    ("1d10t", "idiot"),
    ("a$$hole", "asshole"),
    ("b!tch", "bitch"),
    ("I h@t3 1mm1gr@nt$-w0m3n", "i hate immigrants-women"),
    ("I h a t e women", "i hate women"),
    ("w-o-m-e-n", "women"),
    ("C O N N A R D", "connard"),
    ("c.o.n", "con"),
    ("b*tch", "bitch"),
    ("c**nard", "connard"),
    ("c**d", "c**d"),
    ("connnnnard", "connard"),
    ("biiiitch", "bitch"),
    ("c\u200bonnard", "connard"),
    ("\u0441\u043ennard", "connard"),
    ("m\u03bcslims", "muslims"),
    ("ａｓｓｈｏｌｅ", "asshole"),
    ("🅱🅸🆃🅲🅷", "bitch"),
    ("kill  you", "kill you"),
    ("imigrants, immigrnats", "immigrants, immigrants"),
    ("ta geule", "ta gueule"),
    ("Ihate women", "i hate women"),
    ("#DeportThemAll", "#deport them all"),
    ("allmuslimsarevermin", "all muslims are vermin"),
]


@pytest.mark.parametrize(("text", "expected"), MENDED)
def test_mended(text: str, expected: str) -> None:
    """The view reads as the text was meant."""
    assert LISTS.read(text, "und")[0].text == expected


@pytest.mark.parametrize(
    "text",
    [
        "The therapist in Scunthorpe",
        "hatematesdeport",
        "In the 80s, 55ans, 1er, T4A, COVID19",
        "write to me@scum.example or http://b1tch.example/a",
        "Bonjour à toutes et tous\u00a0: ça va…",
        "I ❤\ufe0f my family 👨\u200d👩\u200d👧",
        "A wage of 1 200 $ a month",
        "U.S.A., C.P.E., a-b-c",
    ],
)
def test_left_alone(text: str) -> None:
    """What needs no mending is read as it stands."""
    assert LISTS.read(text, "und")[0].text == fold(text)


def test_slips_of_the_other_language_do_not_count() -> None:
    """A slip is seen only in a text of the word's language, or where that is unknown."""
    assert LISTS.read("vermni", "fr")[0].text == "vermni"
    assert LISTS.read("vermni", "und")[0].text == "vermin"


def test_a_disguise_is_told_from_a_slip() -> None:
    """Only what somebody took care to hide counts as disguised."""
    hits = [hit for text in ("b1tch", "vermni") for hit in LISTS.read(text, "en")[1]]
    assert [(hit.term.lexicon, hit.disguised) for hit in hits] == [
        ("slurs", True),
        ("hostility", False),
    ]


def test_evidence_is_what_was_written() -> None:
    """The span of a hit is the disguised word in the original text."""
    text = "You are such a b\u200b1 t.c.h, c.o.n n a r d!"
    shown = [text[hit.span[0] : hit.span[1]] for hit in LISTS.read(text, "und")[1]]
    assert shown == ["c.o.n"]
    text = "oh I h a t e w o m e n here"
    shown = [text[hit.span[0] : hit.span[1]] for hit in LISTS.read(text, "en")[1]]
    assert shown == ["I h a t e", "w o m e n"]


def test_slips() -> None:
    """Two neighbours swapped, or one letter inside missing; little is made of short words."""
    assert list(slips("vermin"))[:5] == ["evrmin", "vremin", "vemrin", "verimn", "vermni"]
    assert list(slips("vermin"))[5:] == ["vrmin", "vemin", "verin", "vermn"]
    assert list(slips("apes")) == []
    assert list(slips("gays", short=True)) == ["agys", "gyas", "gasy"]
    assert list(slips("noirs", short=True))[-3:] == ["nirs", "nors", "nois"]


@pytest.mark.parametrize("word", ["pote", "potes", "veil", "Este", "gims", "chik", "poc"])
def test_short_words_are_not_slips(word: str) -> None:
    """A short word that we do not know is a word or a name, not a slip of a coarse one."""
    assert shipped_lexicons().read(word, "und")[0].text == fold(word)


ALPHABET = st.sampled_from([*"abciotkruse .-*13!@$é", "\u200b", "\u0301", "ѕ", "🅰", "\n", "«"])


@given(st.text(alphabet=ALPHABET, max_size=200))
def test_offsets_lead_back(text: str) -> None:
    """Whatever was undone, each character of the view stands for some of the original, in order."""
    view, hits = LISTS.read(text, "en")
    last = 0
    for index in range(len(view.text)):
        start, end = view.span(index, index + 1)
        assert 0 <= last <= start < end <= len(text)
        last = start
    for hit in hits:
        assert 0 <= hit.span[0] < hit.span[1] <= len(text)
        assert hit.span == view.span(hit.start, hit.end)


@pytest.mark.parametrize(
    "piece",
    ["a b ", "b1", "b*", "a.", "hate", "b\u0301", "ѕ", "aaa ", "@$!", "  ", "🇦", "1!|1!|a "],
)
def test_hostile_texts_take_bounded_time(piece: str) -> None:
    """Twenty thousand characters of one disguise are read within half a second."""
    text = (piece * 20_000)[:20_000]
    started = time.process_time()
    LISTS.read(text, "en")
    assert time.process_time() - started < 0.5
