"""The record: sealed in order, verified whole, and every tampering found and named."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from bot.storage import record
from bot.storage.database import Database
from bot.storage.record import Entry, Head, Tampering, as_ranges

AT = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
COUNT = 6


def _entry(number: int) -> Entry:
    return Entry(
        kind="message.received",
        actor="program",
        subject=f"case:{number}",
        payload={"text": f"Événement {number}", "nothing": None},
    )


def _fill(database: Database, count: int = COUNT) -> None:
    with database.write() as connection:
        record.append(connection, [_entry(number) for number in range(1, 4)], AT)
    for number in range(4, count + 1):
        with database.write() as connection:
            record.append(connection, [_entry(number)], AT)


def _verify(database: Database, *anchors: Head) -> list[Tampering]:
    with database.read() as connection:
        return record.verify(connection, anchors)


def test_an_empty_record_verifies(database: Database) -> None:
    """Nothing happened yet, nothing is wrong."""
    assert _verify(database) == []
    with database.read() as connection:
        assert record.head(connection) == Head(seq=0, hash=record.GENESIS)


def test_what_was_appended_is_read_back_in_order(database: Database) -> None:
    """Events come back as they were, in one chain over several transactions."""
    _fill(database)
    assert _verify(database) == []
    with database.read() as connection:
        found = list(record.events(connection))
        assert found == [(_entry(number), AT) for number in range(1, COUNT + 1)]
        assert list(record.events(connection, "case:2")) == [(_entry(2), AT)]
        assert record.head(connection).seq == COUNT


def test_what_is_rolled_back_leaves_no_trace(database: Database) -> None:
    """The record belongs to the transaction: what did not happen is not in it."""
    _fill(database)

    def stopped() -> None:
        with database.write() as connection:
            record.append(connection, [_entry(99)], AT)
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        stopped()
    assert _verify(database) == []
    with database.read() as connection:
        assert record.head(connection).seq == COUNT


def _sql(*statements: str) -> Callable[[Connection], None]:
    def run(connection: Connection) -> None:
        for statement in statements:
            connection.execute(text(statement))

    return run


def _set(table: str, column: str, value: str, seq: int = 3) -> Callable[[Connection], None]:
    names = {"event": record._EVENT, "event_payload": record._PAYLOAD, "record_head": record._HEAD}

    def run(connection: Connection) -> None:
        target = names[table]
        connection.execute(target.update().where(target.c.seq == seq).values({column: value}))

    return run


_OTHER = "f" * 64

TAMPERINGS: dict[str, tuple[Callable[[Connection], None], set[tuple[int, str]]]] = {
    "the time of an event": (
        _sql("UPDATE event SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 3"),
        {(3, "envelope")},
    ),
    "its kind": (_sql("UPDATE event SET kind = 'x' WHERE seq = 3"), {(3, "envelope")}),
    "who did it": (_sql("UPDATE event SET actor = 'staff:9' WHERE seq = 3"), {(3, "envelope")}),
    "its subject": (_sql("UPDATE event SET subject = 'case:9' WHERE seq = 3"), {(3, "envelope")}),
    "the payload's hash": (
        _set("event", "payload_hash", _OTHER),
        {(3, "envelope"), (3, "payload")},
    ),
    "the link back": (
        _set("event", "previous", _OTHER),
        {(3, "envelope"), (3, "relinked")},
    ),
    "the event's own hash": (
        _set("event", "hash", _OTHER),
        {(3, "envelope"), (4, "relinked")},
    ),
    "its number": (
        _sql("UPDATE event SET seq = 30 WHERE seq = 3"),
        {
            (3, "missing"),
            (3, "orphan"),
            (6, "head"),
            (7, "missing"),
            (30, "envelope"),
            (30, "erased"),
        },
    ),
    "the payload": (
        _sql("UPDATE event_payload SET payload = '{}' WHERE seq = 3"),
        {(3, "payload")},
    ),
    "the salt": (_sql("UPDATE event_payload SET salt = 'x' WHERE seq = 3"), {(3, "payload")}),
    "the payload's number": (
        _sql("UPDATE event_payload SET seq = 30 WHERE seq = 3"),
        {(3, "erased"), (30, "orphan")},
    ),
    "a payload erased": (_sql("DELETE FROM event_payload WHERE seq = 3"), {(3, "erased")}),
    "an event deleted": (_sql("DELETE FROM event WHERE seq = 3"), {(3, "missing"), (3, "orphan")}),
    "an event deleted with its payload": (
        _sql("DELETE FROM event WHERE seq = 3", "DELETE FROM event_payload WHERE seq = 3"),
        {(3, "missing")},
    ),
    "the first event deleted": (
        _sql("DELETE FROM event WHERE seq = 1", "DELETE FROM event_payload WHERE seq = 1"),
        {(1, "missing")},
    ),
    "two events in each other's place": (
        _sql(
            "UPDATE event SET seq = 30 WHERE seq = 3",
            "UPDATE event SET seq = 3 WHERE seq = 4",
            "UPDATE event SET seq = 4 WHERE seq = 30",
        ),
        {
            (3, "envelope"),
            (3, "payload"),
            (3, "relinked"),
            (4, "envelope"),
            (4, "payload"),
            (4, "relinked"),
            (5, "relinked"),
        },
    ),
    "two payloads in each other's place": (
        _sql(
            "UPDATE event_payload SET seq = 30 WHERE seq = 3",
            "UPDATE event_payload SET seq = 3 WHERE seq = 4",
            "UPDATE event_payload SET seq = 4 WHERE seq = 30",
        ),
        {(3, "payload"), (4, "payload")},
    ),
    "the end cut off": (
        _sql("DELETE FROM event WHERE seq = 6", "DELETE FROM event_payload WHERE seq = 6"),
        {(6, "head")},
    ),
    "an event put at the end": (
        _sql(
            "INSERT INTO event SELECT 7, at, kind, actor, subject, payload_hash, hash, hash"
            " FROM event WHERE seq = 6",
        ),
        {(6, "head"), (7, "envelope"), (7, "erased")},
    ),
    "the head's number": (_sql("UPDATE record_head SET seq = 5"), {(5, "head")}),
    "the head's hash": (_set("record_head", "hash", _OTHER, seq=COUNT), {(6, "head")}),
    "the head removed": (_sql("DELETE FROM record_head"), {(0, "head")}),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found_and_named(database: Database, name: str) -> None:
    """Whatever is changed, moved, put in or taken out shows, at its place."""
    _fill(database)
    tamper, expected = TAMPERINGS[name]
    with database.write() as connection:
        tamper(connection)
    assert {(fault.seq, fault.problem) for fault in _verify(database)} == expected


def test_an_end_that_was_cut_and_put_right_shows_against_an_anchor(database: Database) -> None:
    """Whoever can write the head too is betrayed by a head that was written down elsewhere."""
    _fill(database)
    with database.read() as connection:
        anchor = record.head(connection)
    with database.write() as connection:
        connection.execute(text("DELETE FROM event WHERE seq > 4"))
        connection.execute(text("DELETE FROM event_payload WHERE seq > 4"))
        connection.execute(
            text("UPDATE record_head SET seq = 4, hash = (SELECT hash FROM event WHERE seq = 4)")
        )
    assert _verify(database) == []
    assert _verify(database, anchor) == [Tampering(seq=COUNT, problem="cut")]


def test_a_chain_that_was_made_anew_shows_against_an_anchor(database: Database) -> None:
    """A whole new chain fits itself, not the head of the old one."""
    _fill(database)
    with database.read() as connection:
        anchor = record.head(connection)
    with database.write() as connection:
        for table in ("event", "event_payload", "record_head"):
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 -- names from here
    _fill(database)
    assert _verify(database) == []
    assert _verify(database, anchor) == [Tampering(seq=COUNT, problem="anchor")]


@pytest.mark.parametrize("word", ["NUL \x00 byte", "lone \ud800 surrogate", "é\u202e🙂", ""])
def test_any_text_can_be_recorded(database: Database, word: str) -> None:
    """What authors write reaches the record whole, whatever it is made of."""
    entry = Entry(kind="k", actor="program", subject="case:1", payload={"text": word})
    with database.write() as connection:
        record.append(connection, [entry], AT)
    with database.read() as connection:
        assert [found for found, _ in record.events(connection)] == [entry]
        assert record.verify(connection) == []


@given(st.sets(st.integers(min_value=1, max_value=60)))
def test_ranges_name_the_same_numbers(numbers: set[int]) -> None:
    """Ranges are a shorter way to write the same set."""
    ranges = as_ranges(numbers)
    assert set(record._expand(ranges)) == numbers
    assert all(one[1] + 1 < other[0] for one, other in pairwise(ranges))
