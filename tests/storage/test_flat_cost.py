"""What a message costs does not grow with what is stored: every query of its way uses an index."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.storage import queue
from policies.message import MessageEvent
from tests.fakes import (
    CLOSED,
    INSULT_EN,
    OFFICER,
    QUESTION_EN,
    QUESTION_FR,
    FakeClock,
    build_test_app,
    message,
)

_ONE_ROW = ("record_head", "switch", "staff")  # tables that stay small


def test_no_query_on_the_way_of_a_message_reads_a_whole_table(tmp_path: Path) -> None:
    """SQLite's plan of each statement names an index; only tables of a few rows are scanned."""
    bench = build_test_app(tmp_path, clock=FakeClock(CLOSED))
    statements: dict[str, object] = {}  # each once, with its parameters

    def note(*arguments: object) -> None:
        statement, many = str(arguments[2]), arguments[5]
        if statement.startswith(("SELECT", "UPDATE", "DELETE")) and not many:
            statements.setdefault(statement, arguments[3])

    event.listen(bench.app.database.engine, "before_cursor_execute", note)
    bench.arrive(
        message(1, QUESTION_EN, author="a", stated_lang="en"),
        message(2, INSULT_EN, author="b"),
        message(3, QUESTION_FR, author="a", thread="m-1"),
        message(4, QUESTION_FR, author="c"),
    )
    bench.arrive(message(1, INSULT_EN, author="a", event=MessageEvent.EDITED, sent_at=CLOSED))
    bench.arrive(message(2, "", author="b", event=MessageEvent.DELETED))
    bench.app.decisions.claim(1, OFFICER)
    with bench.app.database.read() as connection:
        draft = queue.card(connection, 3).draft
    assert draft is not None
    bench.app.decisions.approve(3, OFFICER, text_hash=draft.text_hash)
    bench.clock.forward(hours=2)
    bench.app.sweeper.sweep()
    asyncio.run(bench.publish())
    asyncio.run(bench.app.enforcement.work())
    event.remove(bench.app.database.engine, "before_cursor_execute", note)
    assert len(statements) > 20
    scans = []
    with bench.app.database.read() as connection:
        for statement, parameters in statements.items():
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]  # as the cursor got them
            for row in plan:
                words = str(row[-1])
                if words.startswith("SCAN") and words.split()[1] not in _ONE_ROW:
                    scans.append((words, statement))
    bench.app.close()
    if scans:
        pytest.fail("\n".join(f"{words}: {statement}" for words, statement in scans))
