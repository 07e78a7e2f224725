"""Keeping what must be kept and no more: holds, and purges that the record survives."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from bot.ports import Outgoing, PublicationKind
from bot.storage import inbox, record, retention, staff, updates
from bot.storage.automatic import queue_service
from bot.storage.cases import CASE
from bot.storage.database import Database
from bot.storage.intake import AUTHOR, MESSAGE
from bot.storage.retention import HoldExists, NoConsent, NoSuchHold, Purge, UnderHold
from policies.message import MessageEvent
from policies.roles import Role
from tests.fakes import (
    MODERATOR,
    OPEN,
    PLATFORM,
    QUESTION_EN,
    TALK_EN,
    Bench,
    build_test_app,
    message,
)

LATER = OPEN + timedelta(days=900)
BEFORE = OPEN + timedelta(days=100)
DAYS = 730


@pytest.fixture
def bench(database_url: str, tmp_path: Path) -> Iterator[Bench]:
    """The whole program on this database, with old talk of two people in it."""
    made = build_test_app(tmp_path, url=database_url)
    made.arrive(message(1, f"{TALK_EN} First.", author="a"))
    made.arrive(message(2, f"{TALK_EN} Second.", author="b"))
    yield made
    made.app.close()


def _purge(database: Database, **changes: object) -> Purge:
    wanted: dict[str, object] = {
        "before": BEFORE,
        "now": LATER,
        "decision_days": DAYS,
        "consent": "LAC 2028-7",
        "actor": "staff:7",
    }
    with database.write() as connection:
        return retention.purge(connection, **{**wanted, **changes})  # type: ignore[arg-type]  # a test's own names


def _plan(database: Database, before: datetime = BEFORE) -> Purge:
    with database.read() as connection:
        return retention.plan(connection, before=before, now=LATER, decision_days=DAYS)


def _texts(bench: Bench) -> set[str]:
    with bench.app.database.read() as connection:
        return set(connection.execute(select(MESSAGE.c.text)).scalars())


def _verified(bench: Bench) -> bool:
    with bench.app.database.read() as connection:
        return record.verify(connection) == []


def test_a_purge_leaves_the_chain_whole(bench: Bench) -> None:
    """Texts, handles and payloads are gone; the chain verifies, and says what was purged."""
    with bench.app.database.read() as connection:
        before = record.head(connection).seq
    planned = _plan(bench.app.database)
    assert _purge(bench.app.database) == planned
    assert planned.cases == (1, 2)
    assert planned.payloads == before
    with bench.app.database.read() as connection:
        assert record.verify(connection) == []
        assert connection.execute(select(MESSAGE.c.id)).all() == []
        assert connection.execute(select(CASE.c.id)).all() == []
        assert connection.execute(select(AUTHOR.c.id)).all() == []
        events = [entry for entry, _ in record.events(connection)]
    assert [entry.payload for entry in events[:-1]] == [{}] * before
    assert events[-1].kind == record.PURGED
    assert events[-1].payload["consent"] == "LAC 2028-7"
    assert events[-1].payload["sequences"] == [[1, before]]


def test_nothing_of_an_author_is_left(bench: Bench) -> None:
    """No table holds a word of what was purged, edits and first texts included."""
    bench.arrive(
        message(
            1,
            "Corrected secret words.",
            author="a",
            event=MessageEvent.EDITED,
            sent_at=OPEN + timedelta(minutes=1),
        )
    )
    _purge(bench.app.database)

    with bench.app.database.read() as connection:
        for table in SQLModel.metadata.sorted_tables:
            for row in connection.execute(select(table)):
                words = " ".join(str(value) for value in row)
                assert "secret words" not in words, table.name
                assert TALK_EN not in words, table.name
    assert _verified(bench)


def test_what_belongs_to_no_case_goes_too(bench: Bench) -> None:
    """A message that was set aside, an edit that came too late, a deletion of what never came."""
    late = message(
        1, "late words", author="a", event=MessageEvent.EDITED, sent_at=OPEN - timedelta(hours=1)
    )
    first_heard = message(8, "words in an edit", author="c", event=MessageEvent.EDITED)
    never = message(9, "", author="secret handle", event=MessageEvent.DELETED)
    bench.arrive(late, first_heard, never)
    bench.app.pipeline.accept([message(10, "words set aside", author="d")], OPEN)
    with bench.app.database.write() as connection:
        (waiting,) = inbox.waiting(connection, 5)
        inbox.mark_bad(connection, waiting.id, "ValueError", OPEN)
    _purge(bench.app.database)
    with bench.app.database.read() as connection:
        for table in SQLModel.metadata.sorted_tables:
            for row in connection.execute(select(table)):
                words = " ".join(str(value) for value in row)
                for secret in ("late words", "in an edit", "secret handle", "set aside"):
                    assert secret not in words, table.name
    assert _verified(bench)


def test_what_staff_wrote_and_answers_to_commands_go_too(bench: Bench) -> None:
    """What belongs to no case is not kept for ever: staff talk, service texts, bad updates."""
    with bench.app.database.write() as connection:
        code = staff.invite(
            connection, name="Olive", roles=[Role.OFFICER], lang="en", languages=["en"],
            now=OPEN, actor="program",
        )  # fmt: skip
        staff.bind(connection, code=code, platform=PLATFORM, number="42", now=OPEN)
        answer = Outgoing(
            idempotency_key="service:1", kind=PublicationKind.SERVICE, platform=PLATFORM,
            channel="direct", text="a welcome", lang="en", reply_to=None, recipient="number-501",
        )  # fmt: skip
        assert queue_service(connection, answer, OPEN, shadow=False)
        updates.accept(connection, PLATFORM, [(5, '{"poison text"')], OPEN)
        (raw,) = updates.waiting(connection, PLATFORM, 5)
        updates.bad(connection, PLATFORM, raw, "no shape", OPEN)
    bench.arrive(message(7, "words of our own", author="42"))
    _purge(bench.app.database)
    with bench.app.database.read() as connection:
        for table in SQLModel.metadata.sorted_tables:
            for row in connection.execute(select(table)):
                words = " ".join(str(value) for value in row)
                for secret in ("words of our own", "a welcome", "number-501", "poison text"):
                    assert secret not in words, table.name
    assert _verified(bench)


def test_what_is_younger_stays(bench: Bench) -> None:
    """Only cases that were quiet since before the day are taken."""
    bench.clock.now = OPEN + timedelta(days=200)
    bench.arrive(message(3, f"{TALK_EN} Third.", author="c", sent_at=bench.clock()))
    assert _purge(bench.app.database).cases == (1, 2)
    assert _texts(bench) == {f"{TALK_EN} Third."}
    assert _verified(bench)


def test_what_waits_for_a_person_stays(bench: Bench) -> None:
    """A case that nobody settled is not old, however old it is."""
    bench.arrive(message(3, QUESTION_EN, author="c"))
    assert _purge(bench.app.database).cases == (1, 2)
    assert _texts(bench) == {QUESTION_EN}


def test_a_decision_keeps_its_case_for_two_years(bench: Bench) -> None:
    """What a decision about a person used stays two years after it."""
    bench.arrive(message(3, QUESTION_EN, author="c"))
    bench.clock.now = LATER - timedelta(days=DAYS - 1)
    bench.app.decisions.keep(3, MODERATOR)
    before = LATER - timedelta(days=1)
    kept = _plan(bench.app.database, before)
    assert (kept.cases, kept.kept_by_decision) == ((1, 2), 1)
    with bench.app.database.read() as connection:
        older = retention.plan(
            connection, before=before, now=LATER + timedelta(days=2), decision_days=DAYS
        )
    assert older.cases == (1, 2, 3)


def test_a_hold_of_everything_refuses(bench: Bench) -> None:
    """Under a hold nothing is purged; lifted, it can be."""
    with bench.app.database.write() as connection:
        retention.place_hold(
            connection, name="access-7", reason="r", case_id=None, actor="staff:7", now=OPEN
        )
    with pytest.raises(UnderHold, match="access-7"):
        _purge(bench.app.database)
    assert len(_texts(bench)) == 2
    with bench.app.database.write() as connection:
        retention.lift_hold(connection, name="access-7", actor="staff:7", now=OPEN)
    assert _purge(bench.app.database).cases == (1, 2)
    assert _verified(bench)


def test_a_hold_of_one_case_keeps_that_one(bench: Bench) -> None:
    """The others go."""
    with bench.app.database.write() as connection:
        retention.place_hold(
            connection, name="one", reason="r", case_id=1, actor="staff:7", now=OPEN
        )
    purged = _purge(bench.app.database)
    assert (purged.cases, purged.kept_by_hold) == ((2,), 1)
    assert _texts(bench) == {f"{TALK_EN} First."}
    assert _verified(bench)


@pytest.mark.parametrize("consent", ["", "   "])
def test_without_consent_nothing_is_purged(bench: Bench, consent: str) -> None:
    """The archivist's consent has a reference."""
    with pytest.raises(NoConsent):
        _purge(bench.app.database, consent=consent)
    assert len(_texts(bench)) == 2


def test_a_hold_has_one_name(bench: Bench) -> None:
    """Two holds of one name, or lifting what does not stand, is an error."""
    with bench.app.database.write() as connection:
        for _ in range(2):  # a lifted name may come again
            retention.place_hold(
                connection, name="x", reason="r", case_id=None, actor="staff:7", now=OPEN
            )
            with pytest.raises(HoldExists):
                retention.place_hold(
                    connection, name="x", reason="r", case_id=None, actor="staff:7", now=OPEN
                )
            retention.lift_hold(connection, name="x", actor="staff:7", now=OPEN)
        with pytest.raises(NoSuchHold):
            retention.lift_hold(connection, name="x", actor="staff:7", now=OPEN)
    assert _verified(bench)


def test_a_payload_that_no_purge_names_is_still_missed(bench: Bench) -> None:
    """A purge is no cover: what it does not name may not be missing."""
    with bench.app.database.write() as connection:
        retention.place_hold(
            connection, name="one", reason="r", case_id=1, actor="staff:7", now=OPEN
        )
    _purge(bench.app.database)
    with bench.app.database.write() as connection:
        record.purge_payloads(connection, [1])
    with bench.app.database.read() as connection:
        assert [(one.seq, one.problem) for one in record.verify(connection)] == [(1, "erased")]


@pytest.mark.soak
def test_many_cases_are_purged_in_one_go(bench: Bench) -> None:
    """More cases than fit into one statement."""
    for start in range(100, 1_100, 500):
        bench.arrive(
            *(message(n, f"{TALK_EN} {n}", author=f"x{n}") for n in range(start, start + 500))
        )
    assert len(_purge(bench.app.database).cases) == 1_002
    assert _texts(bench) == set()
    assert _verified(bench)
