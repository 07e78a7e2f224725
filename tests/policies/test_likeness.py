"""How near two texts are, whatever is done to one of them."""

from hypothesis import given
from hypothesis import strategies as st

from policies.likeness import COPY, WORDS_READ, Likeness, compare, marks, words_of

LETTER = (
    "I am writing to ask that the Canada Learner Support Program keep its offices open in small "
    "towns because many learners have no other place to ask for help with their files"
).split()


def test_words_without_decoration() -> None:
    """Case, accents, punctuation, links, handles and invisible characters do not count."""
    assert words_of("@amie Réparez\u200b  le PORTAIL!!! https://a.example/1 😡") == [
        "handle",
        "reparez",
        "le",
        "portail",
        "link",
    ]


def test_what_is_quoted_is_not_the_author_s() -> None:
    """The quoted text, and lines that begin with a quotation mark, are left out."""
    ours = "Applications are open until Friday at noon."
    assert words_of(f"{ours} No they are not", ours) == ["no", "they", "are", "not"]
    assert words_of("> Applications are open\nNo they are not") == ["no", "they", "are", "not"]


def test_long_texts_are_read_in_part() -> None:
    """Of a text of twenty thousand characters the first words count."""
    assert len(words_of("word " * 4000)) == WORDS_READ


def test_near_texts_share_a_mark() -> None:
    """A few words changed: at least one mark remains; another text has none in common."""
    changed = [*LETTER[:5], "beg", *LETTER[6:20], "folks", *LETTER[21:]]
    other = [f"word{number}" for number in range(30)]
    assert set(marks(LETTER)) & set(marks(changed))
    assert not set(marks(LETTER)) & set(marks(other))


def test_marks_are_the_same_everywhere() -> None:
    """Marks do not depend on the process: a test on another machine finds the same."""
    assert marks(["one", "two", "three"])[-1] == 942_003_159


def test_a_copy_is_a_copy() -> None:
    """Equal words are a copy."""
    assert compare(LETTER, list(LETTER)) == COPY


def test_own_words_around_the_letter() -> None:
    """What an author puts around the letter is theirs; single other words are variation."""
    own = "my brother drives two hours to the next office".split()
    varied = [*LETTER[:3], "plead", *LETTER[4:]]
    assert compare(LETTER, [*LETTER, *own]) == Likeness(
        pct=87, copied=False, added=len(own), varied=0, turned=False
    )
    assert compare(LETTER, varied) == Likeness(
        pct=96, copied=False, added=0, varied=1, turned=False
    )


def test_the_opposite_is_seen() -> None:
    """A negation more or less, or against for for, says the opposite, in both languages."""
    pairs = [
        (
            "we ask you to close the office in our town",
            "we ask you not to close the office in our town",
        ),
        (
            "we support the new rule for every learner here",
            "we oppose the new rule for every learner here",
        ),
        (
            "nous voulons que ce bureau ferme ses portes",
            "nous ne voulons pas que ce bureau ferme ses portes",
        ),
    ]
    for sample, text in pairs:
        found = compare(sample.split(), text.split())
        assert found is not None
        assert found.turned, text


def test_texts_with_little_in_common() -> None:
    """Below what is wanted there is no likeness at all."""
    assert compare(LETTER, [f"word{n}" for n in range(20)], 60) is None


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_two_texts(one: str, other: str) -> None:
    """No text makes it fail; a likeness lies between 0 and 100, and is the same both ways."""
    first, second = words_of(one), words_of(other)
    there, back = compare(first, second), compare(second, first)
    assert there is not None
    assert back is not None
    assert 0 <= there.pct == back.pct <= 100
    assert len(marks(first)) == len(marks(second)) == 18
