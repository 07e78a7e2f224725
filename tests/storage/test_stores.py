"""What the stores promise, on SQLite and on PostgreSQL alike: the way of messages through them."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from bot.ports import Unreadable
from bot.states import CaseState, PublicationState
from bot.storage import cases, cursors, inbox, pages, publications, queue, record, staff, switches
from bot.storage.cases import NoSuchCase
from bot.storage.database import Conflict, Database
from bot.storage.inbox import INBOX
from bot.storage.intake import MESSAGE, author_ids
from bot.storage.staff import BadInvitation, LastAdmin, NameTaken, NoSuchPerson
from policies.message import Message, MessageEvent
from policies.roles import Role
from policies.routing import Route
from tests.fakes import (
    DISTRESS_EN,
    INSULT_EN,
    OFFICER,
    OPEN,
    PLATFORM,
    QUESTION_EN,
    QUESTION_FR,
    TALK_EN,
    Bench,
    build_test_app,
    message,
)


@pytest.fixture
def bench(database_url: str, tmp_path: Path) -> Iterator[Bench]:
    """The whole program on this database."""
    made = build_test_app(tmp_path, url=database_url)
    yield made
    made.app.close()


async def test_a_question_goes_all_the_way(bench: Bench) -> None:
    """One message: stored, drafted, approved, sent once, recorded, closed."""
    bench.arrive(message(1, QUESTION_FR))
    with bench.app.database.read() as connection:
        (item,) = queue.queue(connection)
        card = queue.card(connection, item.case_id)
    assert (item.route, item.lang, item.messages) == (Route.DRAFT, "fr", 1)
    assert card.draft is not None
    bench.app.decisions.approve(item.case_id, OFFICER, text_hash=card.draft.text_hash)
    assert await bench.publish() == 0
    bench.clock.forward(seconds=61)
    assert await bench.publish() == 1
    assert bench.wire.texts() == [card.draft.texts["fr"]]
    with bench.app.database.read() as connection:
        done = queue.card(connection, item.case_id)
        assert record.verify(connection) == []
        kinds = [entry.kind for entry, _ in record.events(connection)]
    assert done.case.flow.case is CaseState.CLOSED
    assert [one.state for one in done.publications] == [PublicationState.SENT]
    assert kinds == [
        "message.received",
        "message.screened",
        "draft.proposed",
        "decision.approve",
        "publication.sending",
        "publication.sent",
    ]


def test_the_same_update_twice_is_one(bench: Bench) -> None:
    """A message is known by platform and id, in one batch and over several."""
    one = message(1, TALK_EN)
    assert bench.arrive(one, one, message(2, TALK_EN)) == 2
    assert bench.arrive(one) == 0
    with bench.app.database.read() as connection:
        assert len(connection.execute(select(MESSAGE.c.id)).all()) == 2


def test_a_batch_keeps_messages_and_cases_together(bench: Bench) -> None:
    """In a batch of many, each message stands in its own author's case with its own text."""
    texts = {f"m-{n}": f"{TALK_EN} number {n}" for n in range(120)}
    bench.arrive(*(message(n, texts[f"m-{n}"], author=f"author-{n % 7}") for n in range(120)))
    with bench.app.database.read() as connection:
        for row in connection.execute(select(MESSAGE.c.external_id, MESSAGE.c.case_id)):
            card = queue.card(connection, row.case_id)
            mine = {one.external_id: one.text for one in card.messages}
            assert mine[row.external_id] == texts[row.external_id]
            assert len(mine) == 1  # a message that answers nothing is its own conversation


def test_authors_get_numbers_in_their_own_order(database: Database) -> None:
    """Numbers that the database returns belong to the author they were drawn for."""
    wanted = [(PLATFORM, f"author-{n}") for n in (5, 3, 9, 1, 7)]
    with database.write() as connection:
        first = author_ids(connection, wanted[:3])
    with database.write() as connection:
        again = author_ids(connection, wanted)
    assert {key: again[key] for key in wanted[:3]} == first
    assert len(set(again.values())) == 5


@pytest.mark.parametrize(
    "text", ["Hello \x00 there", "lone \ud83d surrogate", "bidi \u202e override", "x" * 20_000, ""]
)
def test_hostile_text_stops_nobody(bench: Bench, text: str) -> None:
    """Whatever the text is made of, it is accounted for, and the messages around it go on."""
    bench.arrive(message(1, QUESTION_EN, author="a"), message(2, text, author="b"))
    bench.arrive(message(3, QUESTION_FR, author="c"))
    with bench.app.database.read() as connection:
        stored = {row.external_id for row in connection.execute(select(MESSAGE.c.external_id))}
        states = {
            row.update_key: row.state
            for row in connection.execute(select(INBOX.c.update_key, INBOX.c.state))
        }
        assert record.verify(connection) == []
    assert {"m-1", "m-3"} <= stored
    assert len(states) == 3
    assert states["new:m-2"] == ("done" if "m-2" in stored else "bad")


def test_an_update_that_cannot_be_read_is_recorded(bench: Bench) -> None:
    """A bad update stands in the inbox with its fault, and in the record, once."""
    bad = Unreadable(platform=PLATFORM, key="line:7", fault="not_json")
    assert bench.app.pipeline.accept([bad], OPEN) == 1
    assert bench.app.pipeline.accept([bad], OPEN) == 0
    with bench.app.database.read() as connection:
        (row,) = connection.execute(select(INBOX.c.state, INBOX.c.fault))
        (event,) = [entry for entry, _ in record.events(connection)]
    assert tuple(row) == ("bad", "not_json")
    assert event.kind == "update.unreadable"


def test_a_payload_that_no_longer_fits_is_set_aside(bench: Bench) -> None:
    """An inbox row of which nothing can be made stops no other."""
    bench.app.pipeline.accept([message(1, TALK_EN), message(2, TALK_EN)], OPEN)
    with bench.app.database.write() as connection:
        connection.execute(INBOX.update().where(INBOX.c.id == 1).values(payload='{"id": 3}'))
    while bench.app.pipeline.work():
        pass
    with bench.app.database.read() as connection:
        rows = connection.execute(select(INBOX.c.state).order_by(INBOX.c.id)).scalars().all()
        assert record.verify(connection) == []
    assert rows == ["bad", "done"]


def test_the_queue_is_by_harm_then_age(bench: Bench) -> None:
    """Danger first, then broken rules, then questions; the oldest of equals first."""
    bench.arrive(
        message(1, QUESTION_EN, author="a", sent_at=OPEN),
        message(2, INSULT_EN, author="b", sent_at=OPEN + timedelta(minutes=3)),
        message(3, QUESTION_FR, author="c", sent_at=OPEN - timedelta(minutes=9)),
        message(4, DISTRESS_EN, author="d", sent_at=OPEN + timedelta(minutes=5)),
        message(5, TALK_EN, author="e"),
    )
    with bench.app.database.read() as connection:
        items = queue.queue(connection)
        counts = queue.counts(connection)
    assert [item.excerpt for item in items] == [DISTRESS_EN, INSULT_EN, QUESTION_FR, QUESTION_EN]
    assert dict(counts.by_route) == {
        Route.ESCALATE: 1,
        Route.REVIEW: 1,
        Route.DRAFT: 2,
        Route.IGNORE: 0,
    }
    assert counts.oldest_at == OPEN - timedelta(minutes=9)


def test_times_come_back_aware_and_in_utc(bench: Bench) -> None:
    """A time goes in with any zone and comes out in UTC; one without a zone is refused."""
    bench.arrive(message(1, QUESTION_EN, sent_at=datetime.fromisoformat("2026-03-04T10:00-05:00")))
    with bench.app.database.read() as connection:
        case = cases.load(connection, 1)
    assert case.opened_at == OPEN
    assert case.opened_at.tzinfo is UTC
    with pytest.raises(Exception, match="without a zone"), bench.app.database.write() as connection:
        switches.turn(connection, "x", on=True, now=datetime(2026, 1, 1), actor="a")  # noqa: DTZ001 -- what is refused


def test_a_case_that_is_not_there_is_named(database: Database) -> None:
    """Asking for a number that no case has is an error of ours."""
    with database.read() as connection, pytest.raises(NoSuchCase):
        cases.load(connection, 12)


def test_a_stale_move_conflicts(bench: Bench) -> None:
    """Compare-and-set: who read the case before somebody moved it cannot move it."""
    from bot import case as moves

    bench.arrive(message(1, QUESTION_EN))
    with bench.app.database.read() as connection:
        stale = cases.load(connection, 1)
    bench.app.decisions.claim(1, OFFICER)
    with pytest.raises(Conflict), bench.app.database.write() as connection:
        cases.move(connection, stale, moves.Claim(reviewer=9), OPEN)


def test_two_writers_lose_nothing(bench: Bench, database_url: str, tmp_path: Path) -> None:
    """Two connections accept at once: every update is there once, the chain is whole."""
    other = Database(database_url)
    faults: list[BaseException] = []

    def accept(database: Database, start: int) -> None:
        try:
            for n in range(start, start + 200, 10):
                batch: list[Message | Unreadable] = [message(n + k, TALK_EN) for k in range(10)]
                while True:
                    try:
                        with database.write() as connection:
                            inbox.accept(connection, batch, OPEN)
                        break
                    except Conflict:
                        continue  # as the worker does
        except BaseException as fault:  # noqa: BLE001 -- shown by the test
            faults.append(fault)

    threads = [
        threading.Thread(target=accept, args=(bench.app.database, 0)),
        threading.Thread(target=accept, args=(other, 100)),  # half of it the other has too
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    assert faults == []
    with bench.app.database.read() as connection:
        keys = connection.execute(select(INBOX.c.update_key)).scalars().all()
        assert sorted(keys) == sorted(f"new:m-{n}" for n in range(300))
        assert record.verify(connection) == []
        assert record.head(connection).seq == 300


def test_switches_remember_and_say_whether_they_moved(database: Database) -> None:
    """A switch turned twice moves once; all pauses end together, the incident stays."""
    with database.write() as connection:
        turned = [
            switches.turn(connection, name, on=on, now=OPEN, actor="staff:1", reason="why")
            for name, on in (
                (switches.EVERYTHING, True),
                (switches.EVERYTHING, True),
                (switches.channel_pause("page"), True),
                (switches.kind_pause("reply"), True),
                (switches.INCIDENT, True),
                ("pause:channel:never", False),
            )
        ]
        assert turned == [True, False, True, True, True, False]
        on = switches.read(connection)
        assert on.all_paused
        assert (on.channels, on.kinds) == (frozenset({"page"}), frozenset({"reply"}))
        assert on.incident_since == OPEN
        switches.turn_all_off(connection, now=OPEN, actor="staff:1")
        assert switches.read(connection) == switches.Switches(incident_since=OPEN)
        assert record.verify(connection) == []


def test_cursors_keep_the_last_place(database: Database) -> None:
    """Each source has its own place."""
    with database.write() as connection:
        assert cursors.load(connection, "file") is None
        cursors.save(connection, "file", "1:1")
        cursors.save(connection, "file", "2:2")
        cursors.save(connection, "other", "9")
        assert (cursors.load(connection, "file"), cursors.load(connection, "other")) == ("2:2", "9")


def test_staff_are_invited_bound_and_revoked(database: Database) -> None:
    """A code works once and for seven days; the last admin stays."""
    with database.write() as connection:
        code = staff.invite(
            connection,
            name="Alex",
            roles=[Role.ADMIN, Role.OFFICER],
            lang="fr",
            languages=["fr", "en"],
            now=OPEN,
            actor="program",
        )
        bound = staff.bind(connection, code=code, platform=PLATFORM, number="77", now=OPEN)
        assert staff.reviewers_for(connection, PLATFORM, "77") == [bound]
        assert staff.reviewer(connection, bound.id) == bound
        assert bound.roles == {Role.ADMIN, Role.OFFICER}
        with pytest.raises(BadInvitation):
            staff.bind(connection, code=code, platform=PLATFORM, number="78", now=OPEN)
        with pytest.raises(NameTaken):
            _invite(connection_of=connection, name="Alex")
        late = _invite(connection_of=connection, name="Sam")
        with pytest.raises(BadInvitation):
            staff.bind(
                connection,
                code=late,
                platform=PLATFORM,
                number="79",
                now=OPEN + timedelta(days=7, seconds=1),
            )
        with pytest.raises(LastAdmin):
            staff.revoke(connection, name="Alex", now=OPEN, actor="staff:1")
        with pytest.raises(NoSuchPerson):
            staff.revoke(connection, name="Nobody", now=OPEN, actor="staff:1")
        staff.revoke(connection, name="Sam", now=OPEN, actor="staff:1")
        assert [one.revoked for one in staff.members(connection)] == [False, True]
        assert record.verify(connection) == []


def _invite(*, connection_of: Connection, name: str) -> str:
    return staff.invite(
        connection_of,
        name=name,
        roles=[Role.OFFICER],
        lang="en",
        languages=["en"],
        now=OPEN,
        actor="program",
    )


def test_the_outbox_gives_what_is_ready_and_not_paused(bench: Bench) -> None:
    """Only held texts whose time has come, oldest first, and none that is paused."""
    bench.arrive(message(1, QUESTION_EN, author="a"), message(2, QUESTION_FR, author="b"))
    for number in (1, 2):
        with bench.app.database.read() as connection:
            card = queue.card(connection, number)
        assert card.draft is not None
        bench.app.decisions.approve(number, OFFICER, text_hash=card.draft.text_hash)
    later = bench.clock() + timedelta(seconds=60)
    with bench.app.database.read() as connection:

        def ids(**paused: frozenset[str]) -> list[int]:
            found = publications.ready(connection, later, 10, **paused)  # type: ignore[arg-type]  # names of sets only
            return [one.id for one in found]

        assert publications.ready(connection, bench.clock(), 10) == []
        assert ids() == [1, 2]
        assert ids(paused_channels=frozenset({"page"})) == []
        assert ids(paused_kinds=frozenset({"holding"})) == [1, 2]
        assert [one.id for one in publications.in_state(connection, PublicationState.HELD)] == [
            1,
            2,
        ]
        with pytest.raises(LookupError):
            publications.load(connection, 99)


def test_an_edit_that_arrives_late_changes_nothing(bench: Bench) -> None:
    """An older text that comes after a newer one is passed over."""
    bench.arrive(message(1, QUESTION_EN))
    new = message(1, TALK_EN, event=MessageEvent.EDITED, sent_at=OPEN + timedelta(minutes=2))
    old = message(1, INSULT_EN, event=MessageEvent.EDITED, sent_at=OPEN + timedelta(minutes=1))
    bench.arrive(new, old)
    with bench.app.database.read() as connection:
        card = queue.card(connection, 1)
    assert [(one.text, one.revision) for one in card.messages] == [(TALK_EN, 2)]


def test_old_pages_are_dropped(database: Database) -> None:
    """What nobody was told for a month is forgotten; what is newer stays."""
    month, now = OPEN, OPEN + timedelta(days=31)
    with database.write() as connection:
        for key, at in (("old", month), ("new", now)):
            pages.want(connection, kind="reminder", subject="case:1", key=key, now=at)
        assert pages.drop_old(connection, now - timedelta(days=30)) == 1
        assert [page.key for page in pages.ready(connection, now, 10)] == ["new"]
