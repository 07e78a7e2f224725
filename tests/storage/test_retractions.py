"""Retractions and wanted corrections: on SQLite and on PostgreSQL."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from bot.states import DraftState, PublicationState
from bot.storage import record, retractions, wanted
from bot.storage.cases import CASE, DRAFT, PUBLICATION
from bot.storage.database import Database
from bot.storage.intake import AUTHOR
from bot.storage.wanted import Resting

NOW = datetime(2026, 1, 14, 15, 0, tzinfo=UTC)


def _fill(database: Database) -> None:
    """One case with three drafts: one out, one out in shadow, one still open."""
    with database.write() as connection:
        connection.execute(insert(AUTHOR).values(platform="t", handle="h", pseudonym="P"))
        connection.execute(
            insert(CASE).values(
                platform="t",
                channel="c",
                root="r",
                author_id=1,
                state="queued",
                version=1,
                route="draft",
                severity=0,
                lang="en",
                opened_at=NOW,
                changed_at=NOW,
                last_message_at=NOW,
                reminders=0,
                revision=3,
            )
        )
        for number, (state, facts) in enumerate(
            (
                (DraftState.PUBLISHED, '["a","b"]'),
                (DraftState.PUBLISHED, '["a"]'),
                (DraftState.PROPOSED, '["b"]'),
            ),
            start=1,
        ):
            connection.execute(
                insert(DRAFT).values(
                    case_id=1,
                    revision=number,
                    state=state.value,
                    act="answer",
                    texts="{}",
                    origins="{}",
                    languages="[]",
                    needs="[]",
                    facts=facts,
                    trace="{}",
                    checks="[]",
                    text_hash="x",
                    created_at=NOW,
                )
            )
        for draft, shadow in ((1, False), (2, True)):
            connection.execute(insert(PUBLICATION).values(_publication(draft, shadow=shadow)))


def _publication(
    draft: int, *, shadow: bool = False, corrects: int | None = None
) -> dict[str, object]:
    return {
        "idempotency_key": f"k{draft}:{corrects}",
        "kind": "reply",
        "state": PublicationState.SENT.value,
        "version": 1,
        "platform": "t",
        "channel": "c",
        "text": "words",
        "case_id": 1,
        "draft_id": draft,
        "not_before": NOW,
        "created_at": NOW,
        "attempts": 1,
        "shadow": shadow,
        "corrects": corrects,
        "buttons": "[]",
    }


def test_what_rests_on_facts(database: Database) -> None:
    """Open drafts and replies that anybody can see, each with the facts it rests on."""
    _fill(database)
    with database.read() as connection:
        drafts = wanted.open_drafts(connection)
        replies = wanted.replies_out(connection)
    assert drafts == [Resting(id=3, case_id=1, facts=("b",), created_at=NOW)]
    assert replies == [Resting(id=1, case_id=1, facts=("a", "b"), created_at=NOW)]


def test_a_wanted_correction_from_its_listing_to_its_end(database: Database) -> None:
    """It is wanted once, listed with where it stands, and gone with a correction that is out."""
    _fill(database)
    with database.write() as connection:
        reply = wanted.replies_out(connection)[0]
        assert wanted.want(connection, reply, "a", "retracted", NOW)
        assert not wanted.want(connection, reply, "a", "expired", NOW)
        assert wanted.want(connection, reply, "b", "gone", NOW)
        assert [(one.fact_id, one.why, one.text) for one in wanted.listed(connection)] == [
            ("a", "retracted", "words"),
            ("b", "gone", "words"),
        ]
        assert wanted.count(connection) == 1
        assert wanted.settle(connection, 2, by=4, note="fine", now=NOW)
        assert wanted.unsettled(connection) == [(1, "a", "retracted")]
        connection.execute(insert(PUBLICATION).values(_publication(2, corrects=1)))
        assert wanted.listed(connection) == []
        assert record.verify(connection) == []


def test_a_retraction_is_of_a_fact_as_it_stood(database: Database) -> None:
    """The same fact twice is one retraction; the mark changes with each."""
    with database.write() as connection:
        marks = [retractions.mark(connection)]
        for number, (content, new) in enumerate((("h1", True), ("h1", False), ("h2", True))):
            at = NOW + timedelta(seconds=number)
            done = retractions.retract(connection, "a", content, by=1, now=at, reason=None)
            assert done is new
            marks.append(retractions.mark(connection))
        found = [
            (one.fact_id, one.fact_hash, one.by) for one in retractions.retractions(connection)
        ]
    assert found == [("a", "h1", 1), ("a", "h2", 1)]
    assert marks == [0, 1, 1, 2]
