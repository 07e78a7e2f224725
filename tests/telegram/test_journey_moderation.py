"""Abuse is deleted, the author is told, appeals, and is heard by somebody else."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from policies.roles import Role
from tests.fakes import INSULT_EN
from tests.telegram.stage import Stage, stage


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Stage]:
    """An agency that is open; at the end nothing on the wire was other than published."""
    async with stage(tmp_path) as made:
        yield made
        assert made.server.honesty.faults == []


async def test_abuse_is_deleted_appealed_and_put_right(here: Stage) -> None:
    """Two taps delete; the author reads the rule and appeals; another moderator upholds it."""
    first = await here.appoint("Mona", Role.MODERATOR)
    second = await here.appoint("Nadia", Role.MODERATOR, lang="fr")
    author = here.citizen("Carl")
    author.starts_bot()
    await here.go()
    insult = author.says(here.group, INSULT_EN)
    await here.go()
    await here.say(first, "/next")
    await here.press(first, here.card(first), "Delete")
    rule = next(iter(here.card(first).buttons))
    press = await here.press(first, here.card(first), rule)
    assert press.answered
    assert not insult.deleted  # held back
    await here.later(seconds=61)
    await here.later(seconds=61)
    assert insult.deleted
    notice = here.cards(author)[-1]
    assert "deleted" in notice.text.lower()
    await here.press(author, notice, "Appeal")
    await here.say(author, "I was quoting what he said to me, please read the whole thread.")
    await here.go()
    # who decided first does not decide again; the other one does, in French
    assert all("a_yes" not in data for data in here.card(first).buttons.values())
    await here.say(second, "/contestations")
    here.card(second)
