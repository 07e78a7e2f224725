"""Claims and where they are made, at the desk in chat."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.review.chat.casechat import CaseChat
from bot.review.chat.caseview import CaseView
from bot.review.chat.claimchat import ClaimChat
from bot.review.chat.office import Office
from bot.review.chat.parts import Part
from policies.message import MessageEvent
from policies.roles import Role
from tests.bot.test_claims import LOAN, said
from tests.chat.fakechat import ChatBench


def parts(office: Office) -> list[Part]:
    """Return the parts that claims need."""
    return [CaseChat(office, CaseView(office)), ClaimChat(office)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ChatBench]:
    """A desk in chat with nobody at it."""
    bench = ChatBench(tmp_path, parts)
    yield bench
    bench.bench.app.close()


async def test_from_the_list_to_a_case(desk: ChatBench) -> None:
    """Each claim has its button, each claim its cases; in the language of whoever reads."""
    zoe = desk.hire("Zoé", Role.OFFICER, lang="fr")
    desk.bench.arrive(said(1), said(2, "x"))
    (shown,) = await desk.type(zoe, "/affirmations")
    assert "1 affirmation qui circule" in shown.html
    assert "2 messages de 2 personnes à 2 endroits" in shown.html
    (label,) = shown.labels
    assert label.startswith("1\u00a0: ")
    await desk.press(zoe, label)
    one = desk.chat.last(desk.home(zoe))
    assert "x:page" in one.html
    assert LOAN.statement.fr.split(".")[0] in one.html
    assert sorted(one.labels) == ["Dossier 1", "Dossier 2"]
    await desk.press(zoe, "Dossier 2")
    assert "Dossier 2" in desk.chat.last(desk.home(zoe)).html


async def test_nothing_to_list_and_what_is_over(desk: ChatBench) -> None:
    """An empty list says so; a claim that nobody makes any more is not shown."""
    ola = desk.hire("Ola", Role.OFFICER)
    (none,) = await desk.type(ola, "/claims")
    assert "Nobody contradicts a fact." in none.html
    assert none.labels == []
    desk.bench.arrive(said(1))
    (shown,) = await desk.type(ola, "/claims")
    desk.bench.arrive(replace(said(1), event=MessageEvent.DELETED))
    answer = await desk.press(ola, shown.labels[0])
    assert answer.startswith("Nobody makes that claim any more")


async def test_only_for_those_who_see_cases(desk: ChatBench) -> None:
    """Somebody who decides on no case is refused, and help does not offer it."""
    pia = desk.hire("Pia", Role.POLICY_OWNER)
    desk.bench.arrive(said(1))
    (told,) = await desk.type(pia, "/claims")
    assert "2 messages" not in told.html
    assert told.labels == []
    (text,) = await desk.type(pia, "/help")
    assert "/claims" not in text.html
