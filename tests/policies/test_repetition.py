"""Repetition is counted within a day, by author and by text, in bounded memory."""

from datetime import UTC, datetime, timedelta

from policies.features import Context
from policies.message import Message
from policies.repetition import Repetition

_NOON = datetime(2026, 1, 14, 12, tzinfo=UTC)


def _message(number: int, author: str, text: str = "Fix the portal", hours: int = 0) -> Message:
    return Message(
        platform="web",
        id=str(number),
        channel="forum",
        author=author,
        text=text,
        sent_at=_NOON + timedelta(hours=hours),
    )


def test_the_same_author_and_others_are_told_apart() -> None:
    """Each message sees what went by before it."""
    stream = [_message(1, "a"), _message(2, "a"), _message(3, "b", "fix the PORTAL!")]
    assert Repetition().contexts(stream) == [
        Context(),
        Context(repeats_by_author=1),
        Context(authors_with_same_text=1),
    ]


def test_a_day_later_it_does_not_count() -> None:
    """The window is a day."""
    stream = [_message(1, "a"), _message(2, "a", hours=25)]
    assert Repetition().contexts(stream) == [Context(), Context()]


def test_nameless_messages_are_nobodys_repetition() -> None:
    """Without authors, equal texts count as said by several people."""
    stream = [_message(1, ""), _message(2, "")]
    assert Repetition().contexts(stream)[1] == Context(authors_with_same_text=1)


def test_memory_is_bounded() -> None:
    """The text that was not seen for longest is forgotten; no list of authors grows for ever."""
    window = Repetition(texts=2)
    window.contexts([_message(1, "a", "one"), _message(2, "a", "two"), _message(3, "a", "three")])
    assert window.contexts([_message(4, "a", "one")]) == [Context()]
    crowd = Repetition()
    found = crowd.contexts([_message(n, f"u{n}") for n in range(500)])
    assert max(one.authors_with_same_text for one in found) == 50
