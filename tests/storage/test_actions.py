"""Actions and appeals in storage, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.ports import ActionKind
from bot.states import ActionEvent, ActionState, AppealEvent, AppealState, CaseState, IllegalMove
from bot.storage import actions, appeals
from bot.storage.cases import CASE
from bot.storage.database import Conflict, Database
from bot.storage.intake import AUTHOR, MESSAGE
from policies.roles import Role
from tests.fakes import person

NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
ANN = person(1, Role.MODERATOR)


@pytest.fixture
def known(database: Database) -> Database:
    """A database with one message of one author in one case."""
    with database.write() as connection:
        connection.execute(
            AUTHOR.insert().values(id=1, platform="telegram", handle="77", pseudonym="P-1")
        )
        connection.execute(
            CASE.insert().values(
                id=1,
                platform="telegram",
                channel="-100",
                root="-100:7",
                author_id=1,
                state=CaseState.QUEUED.value,
                version=1,
                route="escalate",
                severity=5,
                lang="en",
                opened_at=NOW,
                changed_at=NOW,
                last_message_at=NOW,
                reminders=0,
                revision=0,
            )
        )
        connection.execute(
            MESSAGE.insert().values(
                id=1,
                platform="telegram",
                external_id="-100:7",
                case_id=1,
                author_id=1,
                channel="-100",
                kind="comment",
                text="text",
                automatic=False,
                sent_at=NOW,
                revision=1,
                deleted=False,
                lang="en",
                lang_confidence=1.0,
                fingerprint="f",
                route="escalate",
                severity=5,
                flagged=True,
                screening="{}",
                policy_version="1",
            )
        )
    return database


def _add(database: Database, kind: ActionKind = ActionKind.DELETE, **more: object) -> int:
    until = more.get("until")
    with database.write() as connection:
        return actions.insert_action(
            connection,
            kind=kind,
            message_id=1,
            case_id=1,
            rule="threat",
            reason="why",
            reviewer=ANN,
            not_before=NOW,
            now=NOW,
            until=until if isinstance(until, datetime) else None,
        )


def test_an_action_is_stored_whole(known: Database) -> None:
    """What is written is read back, with its message and author; each has a secret of its own."""
    first, second = _add(known), _add(known, ActionKind.RESTRICT, until=NOW + timedelta(days=1))
    with known.read() as connection:
        found = actions.load(connection, second)
        token = actions.load(connection, first).token
    assert (found.kind, found.state, found.until, found.handle, found.external_id) == (
        ActionKind.RESTRICT,
        ActionState.HELD,
        NOW + timedelta(days=1),
        "77",
        "-100:7",
    )
    assert found.token not in (None, token)
    assert found.deciders == {ANN.id}
    with known.read() as connection, pytest.raises(actions.NoSuchAction):
        actions.load(connection, 99)


def test_of_two_who_move_an_action_one_does(known: Database) -> None:
    """A move from an older version is refused; an illegal one always."""
    number = _add(known)
    with known.write() as connection:
        before = actions.load(connection, number)
        assert actions.move(connection, before, ActionEvent.APPLY) is ActionState.APPLIED
    with known.write() as connection, pytest.raises(Conflict):
        actions.move(connection, before, ActionEvent.APPLY)
    with known.write() as connection, pytest.raises(IllegalMove):
        actions.move(connection, actions.load(connection, number), ActionEvent.CONFIRM)


def test_what_is_due_and_what_is_over(known: Database) -> None:
    """Held ones whose time has come; restrictions that have ended; nothing else."""
    held = _add(known)
    ended = _add(known, ActionKind.RESTRICT, until=NOW + timedelta(hours=1))
    with known.write() as connection:
        actions.move(connection, actions.load(connection, ended), ActionEvent.APPLY)
    later = NOW + timedelta(hours=2)
    with known.read() as connection:
        assert [one.id for one in actions.due(connection, NOW, 9)] == [held]
        assert actions.due(connection, NOW - timedelta(seconds=1), 9) == []
        assert [one.id for one in actions.over(connection, later, 9)] == [ended]
        assert actions.over(connection, NOW, 9) == []
        assert [one.id for one in actions.against(connection, "telegram", "77", NOW)] == [ended]
        assert actions.against(connection, "telegram", "77", later) == []
        assert actions.against(connection, "fake", "77", NOW) == []


@pytest.mark.parametrize(
    ("hours", "severity", "found"), [(41, 3, True), (39, 3, False), (49, 3, False), (41, 6, False)]
)
def test_messages_that_soon_cannot_be_deleted(
    known: Database, hours: int, severity: int, found: bool
) -> None:
    """Severe enough, of the right age, and only while the case waits."""
    after = NOW + timedelta(hours=hours - 48)
    before = NOW + timedelta(hours=hours - 40)
    with known.read() as connection:
        ageing = actions.ageing(
            connection, "telegram", severity=severity, after=after, before=before
        )
    assert ageing == ([(1, 1, NOW)] if found else [])
    with known.write() as connection:
        connection.execute(CASE.update().values(state=CaseState.CLOSED.value))
        assert actions.ageing(connection, "telegram", severity=1, after=after, before=before) == []


def test_an_appeal_is_stored_and_counted(known: Database) -> None:
    """Words that are awaited, then an appeal of the action; dropped ones do not count."""
    action = _add(known)
    with known.write() as connection:
        numbers = [
            appeals.insert_appeal(
                connection,
                action_id=action,
                case_id=1,
                author_id=1,
                state=AppealState.STARTED,
                via="button",
                text="",
                lang=None,
                now=NOW,
            )
            for _ in range(2)
        ]
        started = appeals.started_by(connection, "telegram", "77")
        assert [one.id for one in started] == numbers[::-1]
        appeals.move(connection, started[1], AppealEvent.DROP)
        assert appeals.of_action(connection, action) is None
        appeals.move(connection, started[0], AppealEvent.WRITE, text="words")
        opened = appeals.of_action(connection, action)
        assert opened is not None
        assert (opened.text, opened.state) == ("words", AppealState.OPEN)
        assert appeals.waiting(connection) == [opened]
        assert appeals.with_words(connection, "telegram", "77", "words", NOW) == opened
        assert appeals.with_words(connection, "telegram", "78", "words", NOW) is None
        with pytest.raises(Conflict):
            appeals.move(connection, started[0], AppealEvent.WRITE)
        appeals.move(connection, opened, AppealEvent.UPHOLD, decided_by=2, decided_at=NOW)
        assert appeals.waiting(connection) == []
        assert appeals.of_actions(connection, [action, 99]).keys() == {action}
    with known.read() as connection, pytest.raises(appeals.NoSuchAppeal):
        appeals.load(connection, 99)
