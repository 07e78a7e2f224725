"""What has to hold after a crash, whenever it came."""

import asyncio
from collections import Counter
from pathlib import Path

from sqlalchemy import select

from bot.states import CaseState, PublicationState
from bot.storage import queue, record
from bot.storage.cases import CASE, PUBLICATION
from bot.storage.inbox import INBOX, update_key
from bot.storage.intake import MESSAGE
from policies.message import MessageEvent
from tests.crash import scenario
from tests.fakes import Bench


def check(folder: Path, *, can_find: bool) -> None:
    """Start again on what the crash left, and hold everything to account."""
    bench = scenario.build(folder, can_find=can_find, late=True)
    try:
        with bench.app.database.read() as connection:
            assert record.verify(connection) == []
        asyncio.run(_go_on(bench))
        _nothing_lost(bench)
        _nothing_twice(bench, can_find=can_find)
        with bench.app.database.read() as connection:
            assert record.verify(connection) == []
    finally:
        bench.app.close()


async def _go_on(bench: Bench) -> None:
    await scenario.resume(bench)
    await scenario.finish(bench)


def _nothing_lost(bench: Bench) -> None:
    with bench.app.database.read() as connection:
        inbox = connection.execute(select(INBOX.c.update_key, INBOX.c.state)).all()
        stored = Counter(connection.execute(select(MESSAGE.c.external_id)).scalars())
        cases = connection.execute(select(CASE.c.id, CASE.c.state)).all()
    assert Counter(row.update_key for row in inbox) == Counter(map(update_key, scenario.INPUTS))
    assert {row.state for row in inbox} == {"done"}
    new = [one.id for one in scenario.INPUTS if one.event is MessageEvent.NEW]
    assert stored == Counter(new)
    for row in cases:
        if row.state == CaseState.CLOSED:  # somebody decided, or a reply is out, or it was deleted
            with bench.app.database.read() as connection:
                card = queue.card(connection, row.id)
            sent = any(one.state is PublicationState.SENT for one in card.publications)
            gone = all(one.deleted for one in card.messages)
            assert sent or gone or card.decisions


def _nothing_twice(bench: Bench, *, can_find: bool) -> None:
    taken = bench.wire.taken()
    keys = Counter(line["key"] for line in taken)
    assert max(keys.values(), default=1) == 1
    told = Counter((line["recipient"], line["reply_to"], line["text"]) for line in taken)
    assert max(told.values(), default=1) == 1
    with bench.app.database.read() as connection:
        rows = connection.execute(select(PUBLICATION)).all()
        doubt = queue.in_doubt(connection)
    states = {row.idempotency_key: row.state for row in rows}
    by_hand = {row.idempotency_key for row in rows if row.url == scenario.BY_HAND}
    assert set(keys) <= set(states)
    assert not by_hand & set(keys)
    assert PublicationState.SENDING.value not in states.values()
    for key, state in states.items():
        if state == PublicationState.SENT:
            assert key in keys or key in by_hand
        elif key in keys:  # out, and nobody could tell: only where nobody can look it up
            assert state == PublicationState.UNKNOWN
            assert not can_find
    unknown = [row.id for row in rows if row.state == PublicationState.UNKNOWN]
    assert set(unknown) <= set(doubt)  # a person has each of them
    if can_find:
        assert unknown == []
