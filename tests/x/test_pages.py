"""Administrators are told in chat what goes wrong at X, once, in their language."""

from pathlib import Path

from sqlalchemy import Connection

from bot.review.chat.pager import Pager
from bot.review.chat.platformpages import PlatformPages, page_words
from bot.storage import pages, platformpages
from bot.storage.pages import Page
from bot.xsettings import XBudget
from policies.roles import Role
from tests.chat.fakechat import ChatBench
from tests.fakes import OPEN
from tests.x.server import HANDLE, Fault
from tests.x.stage import Stage, reply, staged
from translations.catalogs import catalog


def _wanted(stage: Stage) -> list[str]:
    """Return what administrators are to be told."""

    def read(connection: Connection) -> list[Page]:
        return pages.ready(connection, stage.clock(), 50)

    with stage.database.read() as connection:
        return [str(one.payload["what"]) for one in read(connection) if one.kind == "platform"]


async def test_money_is_told_of(tmp_path: Path) -> None:
    """A warning, then the end, each once."""
    async with staged(tmp_path, budget=XBudget(month_usd=0.10, warn_pct=50)) as stage:
        for n in range(12):
            await stage.x.publisher.send(reply(None, f"Post {n}"))
        assert _wanted(stage) == ["budget_warned", "budget_stopped"]


async def test_tokens_are_told_of(tmp_path: Path) -> None:
    """Once a day, however often it fails."""
    async with staged(tmp_path) as stage:
        stage.server.faults.append(Fault(status=401, times=999))
        for _ in range(40):
            await stage.source.poll()
            stage.forward(minutes=10)
        assert _wanted(stage) == ["bad_token"]


async def test_administrators_read_it_in_their_language(tmp_path: Path) -> None:
    """In chat, in words; nobody else is told."""
    desk = ChatBench(tmp_path, lambda office: [PlatformPages(office)])
    ada = desk.hire("Ada", Role.ADMIN, lang="fr")
    ola = desk.hire("Ola", Role.OFFICER)
    with desk.bench.app.database.write() as connection:
        for _ in range(2):
            platformpages.tell(connection, "x", "bad_token", "today", OPEN, handle=HANDLE)
    pager = Pager(desk.office, desk.parts)
    for _ in range(3):
        await pager.work()
        await pager.settle()
    (told,) = desk.chat.texts(desk.home(ada))
    assert "X n'accepte plus les identifiants de @LearnerSupport\u00a0:" in told
    assert desk.chat.texts(desk.home(ola)) == []
    desk.bench.app.close()


def test_amounts_are_written_as_each_language_does() -> None:
    """And what nobody has words for is not told."""
    payload = {"platform": "x", "what": "budget_warned", "spent_usd": "8.50", "budget_usd": "10.00"}
    assert "$8.50 of $10" in str(page_words(payload, catalog("en")))
    assert "8,50\u00a0$ sur 10\u00a0$" in str(page_words(payload, catalog("fr")))
    assert page_words({"platform": "x", "what": "nothing"}, catalog("en")) is None
