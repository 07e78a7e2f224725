"""Translation memory: what is found, with which score, and what is never passed off."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translations.likeness import loose, plain, written
from translations.memory import Memory, MemoryMatch, Unit, UnitKind, aligned
from translations.values import Bilingual

OLD = datetime(2025, 3, 1, tzinfo=UTC)
NEW = datetime(2026, 1, 14, tzinfo=UTC)


def unit(
    en: str,
    fr: str,
    kind: UnitKind = UnitKind.REPLY,
    ref: str = "",
    place: int = 0,
    at: datetime | None = OLD,
) -> Unit:
    """Return a unit."""
    return Unit(texts=Bilingual(en=en, fr=fr), kind=kind, ref=ref, place=place, approved_at=at)


def found(match: MemoryMatch | None) -> tuple[str, int, str] | None:
    """Return what a match says."""
    return None if match is None else (match.kind.value, match.score_pct, match.target)


MEMORY = Memory(
    [
        unit("You can apply online.", "Vous pouvez présenter une demande en ligne."),
        unit(
            "Payments start in 6 months.", "Les versements commencent dans 6 mois.", UnitKind.FACT
        ),
        unit("The limit is $1,200.50 for {year}.", "Le plafond est de 1 200,50 $ pour {year}."),
        unit("The office opens at 8:30 a.m. today.", "Le bureau ouvre à 8 h 30 aujourd'hui."),
        unit("You will not be charged any interest on this loan.",
             "Aucun intérêt ne sera exigé sur ce prêt."),
        unit("Call 555-0100 within 30 days.", "Composez le 555-0100 d'ici 30 jours."),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "You can apply online.",
            ("exact", 100, "Vous pouvez présenter une demande en ligne."),
        ),
        (
            "  You can  apply\u00a0online.",
            ("exact", 100, "Vous pouvez présenter une demande en ligne."),
        ),
        ("you can apply online", ("loose", 99, "Vous pouvez présenter une demande en ligne")),
        (
            "Payments start in 12 months.",
            ("numbers", 97, "Les versements commencent dans 12 mois."),
        ),
        ("Payments start in 1 months.", ("fuzzy", 93, "Les versements commencent dans 6 mois.")),
        (
            "The limit is $13,400.75 for {year}.",
            ("numbers", 97, "Le plafond est de 13\u00a0400,75 $ pour {year}."),
        ),
        (
            "The limit is $1,200.50 for {term}.",
            ("numbers", 97, "Le plafond est de 1 200,50 $ pour {term}."),
        ),
        (
            "Call 555-0199 within 45 days.",
            ("numbers", 97, "Composez le 555-0199 d'ici 45 jours."),
        ),
        ("You can apply by mail.", None),
        ("", None),
        ("   \n", None),
        ("Entirely different words stand here.", None),
    ],
)
def test_what_english_finds(text: str, expected: tuple[str, int, str] | None) -> None:
    """Only the same text is 100 %; numbers are put in as French writes them; else a suggestion."""
    match = found(MEMORY.find(text, source="en", target="fr"))
    if expected is not None and expected[0] == "fuzzy":
        assert match is not None
        assert (match[0], match[2]) == (expected[0], expected[2])
        assert match[1] < 97
    else:
        assert match == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Le plafond est de 2 000,25 $ pour {year}.",
            ("numbers", 97, "The limit is $2,000.25 for {year}."),
        ),
        ("Les versements commencent dans 8 mois.", ("numbers", 97, "Payments start in 8 months.")),
        ("vous pouvez presenter une demande en ligne", ("loose", 99, "You can apply online")),
    ],
)
def test_what_french_finds(text: str, expected: tuple[str, int, str]) -> None:
    """The same memory works the other way round."""
    assert found(MEMORY.find(text, source="fr", target="en")) == expected


def test_a_time_is_not_put_together_from_parts() -> None:
    """8:30 a.m. has no number that could be exchanged by itself: it is a suggestion only."""
    match = MEMORY.find("The office opens at 9:15 a.m. today.", source="en", target="fr")
    assert match is not None
    assert not match.translates


def test_a_negation_makes_two_texts_unlike() -> None:
    """What says the contrary is not even a suggestion."""
    text = "You will be charged any interest on this loan."
    assert MEMORY.find(text, source="en", target="fr") is None
    low = MEMORY.find(text, source="en", target="fr", floor_pct=60)
    assert low is not None
    assert (low.kind.value, low.score_pct) == ("fuzzy", 70)


def test_numbers_that_stand_for_one_value_are_not_told_apart() -> None:
    """Where a unit says 5 twice, two different numbers could go either way: nobody guesses."""
    memory = Memory([unit("From 5 to 5 days.", "De 5 à 5 jours.")])
    match = memory.find("From 5 to 7 days.", source="en", target="fr")
    assert match is None or not match.translates
    assert found(memory.find("From 6 to 6 days.", source="en", target="fr")) == (
        "numbers",
        97,
        "De 6 à 6 jours.",
    )


def test_a_question_is_not_a_statement() -> None:
    """The mark at the end counts, unless it is a full stop."""
    memory = Memory([unit("You can apply online?", "Vous pouvez présenter une demande en ligne?")])
    match = memory.find("You can apply online.", source="en", target="fr")
    assert match is None or not match.translates


def test_neighbours_decide_between_equal_matches() -> None:
    """The same word with other neighbours has another translation."""
    memory = Memory(
        [
            unit("The loan is paid back.", "Le prêt est remboursé.", ref="a", place=0),
            unit("It is done.", "Il est réglé.", ref="a", place=1),
            unit("The request was sent.", "La demande a été envoyée.", ref="b", place=0, at=NEW),
            unit("It is done.", "Elle est traitée.", ref="b", place=1, at=NEW),
        ]
    )
    alone = memory.find("It is done.", source="en", target="fr")
    after_loan = memory.find(
        "It is done.", source="en", target="fr", before="The loan is paid back."
    )
    assert alone is not None
    assert after_loan is not None
    assert (alone.target, alone.others) == ("Elle est traitée.", 1)  # the newest
    assert (after_loan.target, after_loan.others) == ("Il est réglé.", 1)


def test_an_official_post_counts_more_than_a_reply() -> None:
    """Between equal matches, where a pair was approved decides before its age."""
    memory = Memory(
        [
            unit("Closed today.", "Fermé aujourd'hui.", UnitKind.POST),
            unit("Closed today.", "C'est fermé aujourd'hui.", UnitKind.REPLY, at=NEW),
        ]
    )
    match = memory.find("Closed today.", source="en", target="fr")
    assert match is not None
    assert (match.target, match.unit.kind, match.others) == ("Fermé aujourd'hui.", "post", 1)


def test_texts_are_aligned_segment_by_segment_where_they_have_as_many() -> None:
    """Lines first, then segments; a line with another number of segments stays whole."""
    pairs = aligned(
        Bilingual(
            en="Hello. You can apply until 5 May.\n- First you log in. Then you sign.\n\nThanks!",
            fr="Bonjour. Vous avez jusqu'au 5 mai.\n- Ouvrez une session, puis signez.\n\nMerci!",
        )
    )
    assert [(pair.en, pair.fr) for pair in pairs] == [
        ("Hello.", "Bonjour."),
        ("You can apply until 5 May.", "Vous avez jusqu'au 5 mai."),
        ("- First you log in. Then you sign.", "- Ouvrez une session, puis signez."),
        ("Thanks!", "Merci!"),
    ]


def test_segments_whose_numbers_differ_stay_with_their_line() -> None:
    """Two sentences that changed places are no pairs of segments."""
    pairs = aligned(
        Bilingual(en="It takes 5 days. You pay 20.", fr="Vous payez 20. Il faut 5 jours.")
    )
    assert [(pair.en, pair.fr) for pair in pairs] == [
        ("It takes 5 days. You pay 20.", "Vous payez 20. Il faut 5 jours.")
    ]


def test_an_empty_half_gives_no_pair() -> None:
    """Where one language has no text there is nothing to remember."""
    assert aligned(Bilingual(en="Hello.\nYou.", fr=" ")) == []


@pytest.mark.parametrize(
    ("number", "source", "target", "expected"),
    [
        ("1,234.50", "en", "fr", "1\u00a0234,50"),
        ("1\u202f234,50", "fr", "en", "1,234.50"),
        ("2026", "en", "fr", "2026"),
        ("5.25", "en", "fr", "5,25"),
        ("12 000", "fr", "en", "12,000"),
    ],
)
def test_numbers_are_written_as_the_target_writes_them(
    number: str, source: str, target: str, expected: str
) -> None:
    """Groups and decimals change; a year stays a year."""
    assert written(number, source, target) == expected


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_remembered_is_found_exactly(en: str, fr: str) -> None:
    """Every unit with words is its own exact match, whatever characters it has."""
    memory = Memory([unit(en, fr)])
    match = memory.find(en, source="en", target="fr")
    assert (match is None) == (not en.strip())
    if match is not None:
        assert (match.kind.value, match.score_pct, match.target) == ("exact", 100, fr)


@given(st.text(max_size=80))
def test_forms_are_stable(text: str) -> None:
    """Texts that count as the same have the same form, and so has the form itself."""
    assert plain(f" {text}\n") == plain(text)
    assert loose(f"{text} ") == loose(text)
    assert not loose(text)[-1:].isspace()


@given(st.integers(0, 9_999_999), st.integers(0, 9_999_999))
def test_numbers_put_in_keep_their_value(old: int, new: int) -> None:
    """A match by numbers never says another value than the text that was asked for."""
    memory = Memory([unit(f"You owe {old:,} points now.", f"Vous devez {old} points maintenant.")])
    match = memory.find(f"You owe {new:,} points now.", source="en", target="fr")
    if min(old, new) >= 2:  # the plural is the same in both languages
        assert match is not None
        assert match.translates
    if match is not None and match.translates:
        assert "".join(filter(str.isdigit, match.target)) == str(new)


def test_a_memory_grows_out_of_the_one_before() -> None:
    """What was worked out is kept; what left is not found any more."""
    first, second = unit("Yes, 5.", "Oui, 5."), unit("No, 6.", "Non, 6.")
    before = Memory([first])
    assert found(before.find("Yes, 5.", source="en", target="fr")) == ("exact", 100, "Oui, 5.")
    after = Memory([second], before=before)
    assert after.find("Yes, 5.", source="en", target="fr") is None
    assert found(after.find("No, 7.", source="en", target="fr")) == ("numbers", 97, "Non, 7.")
