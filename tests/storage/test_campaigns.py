"""Who belongs to a campaign is written with the messages, and nobody is lost in it."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from bot.pipeline import Pipeline
from bot.storage import campaigncards, finding, queue, record, retention
from bot.storage.campaigncards import NoSuchCampaign
from bot.storage.campaigns import CAMPAIGN, MEMBER
from bot.storage.cases import CASE, PUBLICATION
from bot.storage.intake import MESSAGE
from policies.message import MessageEvent
from policies.roles import Role
from tests.fakes import OPEN, Bench, build_test_app, message, person

LETTER = (
    "You are all useless clowns at this program and nobody in our town believes one word of what "
    "your letters say about the office"
)
OPINION = (
    "Keep the office in our town open because many learners cannot drive to the city in winter "
    "and the bus was cut last year"
)


@pytest.fixture
def bench(tmp_path: Path, database_url: str) -> Iterator[Bench]:
    """The program with an open office, on each database."""
    made = build_test_app(tmp_path, url=database_url)
    yield made
    made.app.close()


def arrive(bench: Bench, texts: Sequence[str], first: int = 1) -> None:
    """Let each text come from an author of its own, a minute apart."""
    bench.arrive(
        *(
            message(n, text, author=f"author-{n}", sent_at=OPEN + timedelta(minutes=n))
            for n, text in enumerate(texts, first)
        )
    )


def rows(bench: Bench, what: Any) -> list[Any]:
    """Return what a query finds."""
    with bench.app.database.read() as connection:
        return list(connection.execute(what).all())


def test_members_are_written_with_the_messages(bench: Bench) -> None:
    """The fifth author makes it a campaign; those before are its members too, in one event."""
    arrive(bench, [OPINION] * 7)
    (campaign,) = rows(bench, select(CAMPAIGN))
    members = rows(bench, select(MEMBER).order_by(MEMBER.c.message_id))
    assert [one.message_id for one in members] == [1, 2, 3, 4, 5, 6, 7]
    assert {(one.copied, one.likeness_pct, one.alone) for one in members} == {(True, 100, None)}
    assert (campaign.sample_id, campaign.first_at) == (1, OPEN + timedelta(minutes=1))
    assert campaign.last_at == OPEN + timedelta(minutes=7)
    with bench.app.database.read() as connection:
        (event,) = (one for one, _ in record.events(connection) if "campaign" in one.kind)
        assert record.verify(connection) == []
    assert (event.kind, event.subject) == ("campaign.recognized", f"campaign:{campaign.id}")
    assert event.payload == {
        "authors": 5,
        "campaign": campaign.name,
        "messages": [1, 2, 3, 4, 5],
    }


def test_what_was_written_before_stays_as_it_was(bench: Bench) -> None:
    """Screenings of before name no campaign; later ones do; every message keeps its own case."""
    arrive(bench, [OPINION] * 6)
    named = [
        '"campaign":"c-' in row.screening
        for row in rows(bench, select(MESSAGE.c.screening).order_by(MESSAGE.c.id))
    ]
    assert named == [False] * 4 + [True] * 2
    assert len(rows(bench, select(CASE.c.id))) == 6


def test_its_cases_wait_on_one_card(bench: Bench) -> None:
    """In the queue the first stands for all; each is counted, and can still be opened."""
    arrive(bench, [LETTER] * 8)
    with bench.app.database.read() as connection:
        (item,) = queue.queue(connection)
        counts = queue.counts(connection)
        reviewer = person(1, Role.MODERATOR)
        assert finding.next_case(connection, reviewer, bench.clock()) == 1
        assert [one.case_id for one in queue.search(connection, "#5")] == [5]
    assert (item.case_id, item.with_it, item.campaign_id) == (1, 7, 1)
    assert (counts.total, counts.grouped) == (8, 7)


def test_repetition_alone_sets_nobody_apart(bench: Bench) -> None:
    """What the policy says of a text only because many sent it changes nothing on the card."""
    arrive(bench, [LETTER] * 14)
    assert {row.alone for row in rows(bench, select(MEMBER.c.alone))} == {None}
    with bench.app.database.read() as connection:
        assert queue.counts(connection).grouped == 13


def test_those_who_have_the_first_leave_the_rest_together(bench: Bench) -> None:
    """While the first is with somebody the others do not pop up one by one."""
    arrive(bench, [LETTER] * 6)
    reviewer = person(1, Role.MODERATOR)
    bench.app.decisions.claim(1, reviewer)
    with bench.app.database.read() as connection:
        assert [one.case_id for one in queue.queue(connection)] == [1]
        assert finding.next_case(connection, person(2, Role.MODERATOR), bench.clock()) is None
    bench.app.decisions.keep(1, reviewer)
    with bench.app.database.read() as connection:
        assert [(one.case_id, one.with_it) for one in queue.queue(connection)] == [(2, 4)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"{LETTER}. I know where you live and I will kill you", "sensitive"),
        (f"{LETTER}. How many days do I have to contest a decision?", "question"),
        (
            LETTER.replace("nobody in our town believes", "nobody in our town never believes"),
            "turned",
        ),
        (f"{LETTER}. My phone number is 613-555-0134, call me tonight", "sensitive"),
    ],
)
def test_who_says_more_stands_on_their_own(bench: Bench, text: str, why: str) -> None:
    """Danger, a question, the opposite: nothing of it waits on a card for many."""
    arrive(bench, [*[LETTER] * 5, text])
    (member,) = rows(bench, select(MEMBER).where(MEMBER.c.message_id == 6))
    assert member.alone == why
    with bench.app.database.read() as connection:
        items = queue.queue(connection)
    assert {one.case_id for one in items} == {1, 6}


def test_a_second_thing_takes_a_case_off_the_card(bench: Bench) -> None:
    """Who writes something else in the same conversation is looked at alone."""
    arrive(bench, [LETTER] * 6)
    bench.arrive(
        message(
            "more",
            "How many days do I have to contest a decision on my grant?",
            author="author-3",
            thread="m-3",
            sent_at=OPEN + timedelta(hours=1),
        )
    )
    with bench.app.database.read() as connection:
        assert sorted(one.case_id for one in queue.queue(connection)) == [1, 3]


def test_an_edit_takes_a_message_out(bench: Bench) -> None:
    """The new text counts: its case stands on its own."""
    arrive(bench, [LETTER] * 6)
    bench.arrive(
        message(
            4,
            "You are a stupid bitch and everybody knows it",
            author="author-4",
            event=MessageEvent.EDITED,
            sent_at=OPEN + timedelta(hours=1),
        )
    )
    assert len(rows(bench, select(MEMBER))) == 5
    with bench.app.database.read() as connection:
        assert sorted(one.case_id for one in queue.queue(connection)) == [1, 4]


def test_a_restart_forgets_nothing(bench: Bench) -> None:
    """A program that starts again knows the campaigns of the day, and counts on."""
    arrive(bench, [OPINION] * 5 + [LETTER] * 3)
    again = Pipeline(bench.app.database, bench.app.tools, bench.app.settings, lambda _message: OPEN)
    later = [
        message(n, text, author=f"author-{n}", sent_at=OPEN + timedelta(minutes=n))
        for n, text in ((20, OPINION), (21, LETTER), (22, LETTER))
    ]
    again.accept(later, OPEN)
    while again.work():
        pass
    assert len(rows(bench, select(CAMPAIGN))) == 2
    assert len(rows(bench, select(MEMBER))) == 6 + 5


def test_our_own_words_make_no_campaign(bench: Bench) -> None:
    """Who copies an answer of ours has said nothing."""
    with bench.app.database.write() as connection:
        connection.execute(
            insert(PUBLICATION).values(
                idempotency_key="k",
                kind="reply",
                state="sent",
                version=1,
                platform="fake",
                channel="page",
                text=OPINION,
                not_before=OPEN,
                created_at=OPEN,
                attempts=0,
                shadow=False,
            )
        )
    arrive(bench, [OPINION] * 7)
    assert rows(bench, select(CAMPAIGN)) == []


def test_a_purge_takes_campaigns_too(bench: Bench) -> None:
    """Members go with their messages; a campaign of which nothing is left goes as well."""
    arrive(bench, [OPINION] * 6)
    much_later = OPEN + timedelta(days=900)
    with bench.app.database.write() as connection:
        retention.purge(
            connection,
            before=OPEN + timedelta(days=1),
            now=much_later,
            decision_days=730,
            consent="ref",
            actor="staff:1",
        )
    assert rows(bench, select(MEMBER)) == []
    assert rows(bench, select(CAMPAIGN)) == []


def test_what_a_card_reads(bench: Bench) -> None:
    """Counts, places, languages, the reading, what waits and what stands alone, in one value."""
    arrive(bench, [*[LETTER] * 6, f"{LETTER}. How many days do I have to contest a decision?"])
    with bench.app.database.read() as connection:
        (line,) = campaigncards.lines(connection)
        card = campaigncards.load(connection, line.id)
        shown = campaigncards.to_show(connection, 2)
    assert (line.messages, line.waiting) == (7, 6)
    assert (card.messages, card.authors, card.flagged) == (7, 7, 7)
    assert card.channels == (("fake:page", 7),)
    assert card.languages == (("en", 7),)
    assert (card.sample, card.sample_case, card.covered) == (LETTER, 1, False)
    assert [one.case_id for one in card.waiting] == [1, 2, 3, 4, 5, 6]
    assert (card.more, card.alone, card.answered_by) == (0, ((7, "question"),), None)
    assert shown == [(1, OPEN + timedelta(minutes=6))]
    with bench.app.database.read() as connection, pytest.raises(NoSuchCampaign):
        campaigncards.load(connection, 99)


def test_people_who_wrote_before_are_known(bench: Bench) -> None:
    """Authors who were heard before the campaign speak for people."""
    arrive(bench, ["Nice weather over the campus today, the geese are back."], first=1)
    bench.arrive(
        *(
            message(f"b{n}", OPINION, author=f"author-{n}", sent_at=OPEN + timedelta(hours=n))
            for n in range(1, 7)
        )
    )
    with bench.app.database.read() as connection:
        (line,) = campaigncards.lines(connection)
        observed = {
            one.name: one for one in campaigncards.load(connection, line.id).signals.observed
        }
    assert (observed["heard_before"].value, observed["newcomers"].of) == (16, 0)
