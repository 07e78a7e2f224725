"""A campaign in the terminal: one card, one decision for all that wait on it, and a way back."""

from collections.abc import Callable
from datetime import timedelta

from bot.states import CaseState
from bot.storage import queue, record
from policies.roles import Role
from tests.bot.test_desk import Script, Trouble, bench, card, events, sit, trouble
from tests.fakes import OPEN, QUESTION_EN, Bench, message, person

__all__ = ["Trouble", "bench", "sit", "trouble"]  # fixtures

LETTER = (
    "You are all useless clowns at this program and nobody in our town believes one word of what "
    "your letters say about the office"
)


def flood(bench: Bench, text: str, count: int, first: int = 1) -> None:
    """Let many people write the same, a few minutes apart."""
    bench.arrive(
        *(
            message(n, text, author=f"author-{n}", sent_at=OPEN + timedelta(minutes=7 * n))
            for n in range(first, first + count)
        )
    )
    bench.clock.now = max(bench.clock(), OPEN + timedelta(minutes=7 * (first + count)))


def states(bench: Bench) -> list[str]:
    """Return the states of all cases, in order."""
    with bench.app.database.read() as connection:
        found = queue.queue(connection, states=tuple(CaseState), limit=100)
        grouped = queue.counts(connection).grouped
    assert grouped >= 0
    return [one.state.value for one in sorted(found, key=lambda one: one.case_id)]


def test_the_queue_shows_one_entry(bench: Bench, sit: Callable[..., Script]) -> None:
    """The first case stands for all, and says so; nothing is said of more."""
    flood(bench, LETTER, 7)
    text = sit("l").text
    assert "for 6 more cases of campaign 1" in text
    assert "#2" not in text


def test_the_list_and_the_card(bench: Bench, sit: Callable[..., Script]) -> None:
    """Counts, where, when, the sample, what it looks like, what waits."""
    flood(bench, LETTER, 7)
    text = sit("campaigns", "campaign 1", "").text
    assert "1 campaign Campaign 1: 7 messages; 7 cases wait; last seen" in text
    assert "Campaign 1: 7 messages From 7 different people First seen Wednesday, March 4" in text
    assert "Where: fake:page (7) Languages: English (7)" in text
    assert 'The first of them: "You are all useless clowns' in text
    assert "Reading: " in text
    assert "100% word for word" in text
    assert "7 cases wait on this card." in text
    assert "For all 7 at once: keep; hide; delete; hand over; Enter decides nothing." in text


def test_in_french(bench: Bench, sit: Callable[..., Script]) -> None:
    """The same in French."""
    flood(bench, LETTER, 7)
    moderator = person(9, Role.MODERATOR, languages=("fr",))
    text = sit("campagnes", "% 1", "", who=moderator).text
    assert "7 messages; 7 dossiers attendent" in text
    assert "100 % mot pour mot" in text
    assert "Pour les 7 à la fois : conserver; masquer; supprimer; transmettre;" in text


def test_keeping_all_and_taking_it_back(bench: Bench, sit: Callable[..., Script]) -> None:
    """Each case is closed with its own record; undo brings all of them back to the queue."""
    flood(bench, LETTER, 6)
    text = sit("% 1", "keep", "y").text
    assert "keep: 6 in all. Sure? (y/n)" in text
    assert "6 cases decided." in text
    assert states(bench) == ["closed"] * 6
    assert [one.choice for one in card(bench, 4).decisions] == ["keep"]
    assert events(bench)[-1] == "campaign.decided"
    assert "6 decisions taken back." in sit("% 1", "undo").text
    assert states(bench) == ["queued"]
    with bench.app.database.read() as connection:
        assert queue.counts(connection).grouped == 5
        assert record.verify(connection) == []
    assert "undo" not in sit("% 1", "").text.split("For all 6")[1].split("Enter")[0]


def test_what_changed_is_left_out(bench: Bench, sit: Callable[..., Script]) -> None:
    """A case that somebody took after the card was shown is left out, and named."""
    flood(bench, LETTER, 6)
    other = person(77, Role.MODERATOR)
    text = sit("% 1", "delete", lambda: bench.app.decisions.claim(3, other), "y").text
    assert "5 cases decided." in text
    assert "1 left out, taken by somebody or changed meanwhile: #3" in text
    assert card(bench, 3).case.flow.case is CaseState.CLAIMED


def test_who_comes_later_waits_again(bench: Bench, sit: Callable[..., Script]) -> None:
    """A decision covers what was shown."""
    flood(bench, LETTER, 5)
    sit("% 1", "keep", "y")
    flood(bench, LETTER, 2, first=20)
    assert "2 cases wait on this card." in sit("% 1", "").text


def test_one_answer_for_all(bench: Bench, sit: Callable[..., Script]) -> None:
    """One reply is approved as ever; the others are closed as answered by it."""
    flood(bench, QUESTION_EN, 6)
    assert "close as answered" not in sit("% 1", "").text
    text = sit("n", "a", "% 1", "close as answered", "y").text
    assert "The reply in case 1 is approved." in text
    assert "5 cases decided." in text
    decided = card(bench, 5).decisions
    assert [(one.choice, one.reason) for one in decided] == [
        ("answered", "The same was answered in case 1.")
    ]
    assert card(bench, 1).case.flow.case is CaseState.ANSWERING


def test_who_stands_alone_is_named(bench: Bench, sit: Callable[..., Script]) -> None:
    """Whoever asks something of their own is never part of a decision for all."""
    flood(bench, LETTER, 5)
    flood(bench, f"{LETTER}. How many days do I have to contest a decision?", 1, first=9)
    text = sit("% 1", "keep", "y").text
    assert "1 case stands on its own: #6 (asks something of its own)" in text
    assert card(bench, 6).case.flow.case is CaseState.QUEUED


def test_refused(bench: Bench, sit: Callable[..., Script]) -> None:
    """Unknown numbers and words, a no, and people without the right: nothing is decided."""
    flood(bench, LETTER, 5)
    assert "There is no campaign with that number." in sit("% 12", "% x").text
    assert "Nothing is decided." in sit("% 1", "perhaps").text
    assert "Nothing" in sit("% 1", "keep", "n").text
    assert "For all" not in sit("% 1", "", who=person(5, Role.RECORDS)).text
    assert states(bench) == ["queued"]
    assert "No campaign" not in sit("%").text
