"""A letter that people send is told apart from a program, as far as that can be told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.campaignsigns import Reading, Signals, Voice, read_signals

NOON = datetime(2026, 1, 14, 12, tzinfo=UTC)


def voices(count: int, change: Callable[[int], dict[str, object]] = lambda _n: {}) -> list[Voice]:
    """Return copies by different authors, a few hours apart and at odd times."""
    return [
        replace(
            Voice(
                author=f"web:{n}",
                handle=f"person {chr(97 + n)}",
                at=NOON + timedelta(minutes=40 * n + (n * n * 7) % 31),
                channel="forum",
                platform="web",
            ),
            **change(n),  # type: ignore[arg-type]  # what a test changes
        )
        for n in range(count)
    ]


def points(found: Signals) -> dict[str, str]:
    """Return the signals that point anywhere, and where."""
    return {
        one.name: one.points_to.value
        for one in found.observed
        if one.points_to is not Reading.UNCLEAR
    }


def test_copies_alone_tell_nothing() -> None:
    """Sending a letter word for word is no sign of a program."""
    found = read_signals(voices(8, lambda n: {"at": NOON + timedelta(minutes=7 * n + n * n % 5)}))
    assert found.reading is Reading.UNCLEAR
    assert found.observed[0].value == 100
    assert found.reasons == ()


def test_people_with_their_own_words() -> None:
    """Own words, over hours, by people who wrote before: people making the same point."""
    found = read_signals(
        voices(14, lambda n: {"added": 9 * (n % 3 == 0), "heard_before": n % 2 == 0})
    )
    assert found.reading is Reading.PEOPLE
    assert points(found) == {"added": "people", "span": "people", "heard_before": "people"}
    assert [one.name for one in found.reasons] == ["added", "span", "heard_before"]


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("varied", lambda _n: {"varied": 2, "copied": False}),
        ("burst", lambda n: {"at": NOON + timedelta(seconds=2 * n * n % 50)}),
        ("regular", lambda n: {"at": NOON + timedelta(seconds=300 * n)}),
        ("made_up_names", lambda n: {"handle": f"marie{48_210 + n}"}),
        ("newcomers", lambda _n: {"newcomer": True}),
        ("automatic", lambda n: {"automatic": n % 3 == 0}),
        ("messages_each", lambda n: {"author": f"web:{n % 4}"}),
        ("shortened_links", lambda _n: {"text": "see https://bit.ly/x"}),
    ],
)
def test_each_sign_of_automation(name: str, change: Callable[[int], dict[str, object]]) -> None:
    """One sign alone is not enough to read anything into it; it is shown."""
    found = read_signals(voices(12, change))
    assert points(found).get(name) == "automation"
    assert found.reading is Reading.UNCLEAR


def test_a_platform_wraps_every_link() -> None:
    """Addresses that a platform puts around any link are neither shortened nor the same."""
    found = read_signals(voices(12, lambda n: {"text": f"read https://t.co/x{n}"}))
    links = {one.name: one.value for one in found.observed if "link" in one.name}
    assert links == {"same_link": 0, "shortened_links": 0}


def test_several_signs_of_automation() -> None:
    """Two signs and nothing for people: signs of automation, with the reasons."""
    found = read_signals(
        voices(
            12,
            lambda n: {"at": NOON + timedelta(seconds=3 * n), "handle": f"user{100_000 + 37 * n}"},
        )
    )
    assert found.reading is Reading.AUTOMATION
    assert [one.name for one in found.reasons] == ["burst", "regular", "made_up_names"]


def test_too_few_to_tell() -> None:
    """Below five messages nothing is read into anything."""
    few = voices(4, lambda n: {"handle": f"user{n}1234", "automatic": True})
    assert read_signals(few).reading is Reading.UNCLEAR
    assert read_signals([]) == Signals(observed=(), reading=Reading.UNCLEAR)


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 5), st.booleans()), max_size=60))
def test_any_campaign(items: list[tuple[int, int, bool]]) -> None:
    """Whatever the order, signals are the same and within bounds."""
    found = [
        replace(one, author=str(author), copied=copied, at=NOON + timedelta(seconds=seconds))
        for (seconds, author, copied), one in zip(items, voices(len(items)), strict=True)
    ]
    signals = read_signals(found)
    names = {one.name: one for one in signals.observed}
    back = {one.name: one for one in read_signals(found[::-1]).observed}
    assert {name: one for name, one in names.items() if name != "made_up_names"} == {
        name: one for name, one in back.items() if name != "made_up_names"
    }
    assert all(one.value <= 100 for name, one in names.items() if name not in {"span", "regular"})
