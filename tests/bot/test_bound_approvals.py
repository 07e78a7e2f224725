"""An approval holds for the text that was approved, and for no other, whoever changed it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage import cases, posts
from tests.fakes import (
    APPROVER_EN,
    APPROVER_FR,
    CHANNEL,
    OFFICER,
    PLATFORM,
    Bench,
    build_test_app,
    message,
)
from translations.values import Bilingual


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The program, live, around fakes."""
    bench = build_test_app(tmp_path)
    yield bench
    bench.app.close()


async def test_a_reply_changed_behind_the_desk_does_not_go_out(bench: Bench) -> None:
    """The draft's text was exchanged in the database after it was approved."""
    bench.arrive(message(1, "Do I have to pay interest on my loan while I study?"))
    with bench.app.database.read() as connection:
        shown = cases.load(connection, 1).text_hash
    assert shown is not None
    bench.app.decisions.approve(1, OFFICER, text_hash=shown)
    with bench.app.database.write() as connection:
        connection.exec_driver_sql('UPDATE draft SET texts = \'{"en":"Pay me."}\'')
    bench.clock.forward(seconds=61)
    await bench.publish()
    assert bench.wire.texts() == []


async def test_a_post_changed_behind_the_desk_does_not_go_out(bench: Bench) -> None:
    """One half was exchanged in the database after both were approved."""
    texts = Bilingual(en="Closed on Monday.", fr="Fermé lundi.")
    bench.app.posts.submit(OFFICER, texts, {"en": (PLATFORM, CHANNEL), "fr": (PLATFORM, CHANNEL)})
    with bench.app.database.read() as connection:
        shown = posts.load(connection, 1).text_hash
    bench.app.posts.approve_half(1, APPROVER_EN, "en", text_hash=shown)
    bench.app.posts.approve_half(1, APPROVER_FR, "fr", text_hash=shown)
    with bench.app.database.write() as connection:
        connection.exec_driver_sql("UPDATE post SET text_fr = 'Ouvert lundi.'")
    bench.clock.forward(seconds=61)
    await bench.publish()
    assert bench.wire.texts() == []
