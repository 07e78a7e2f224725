"""Abuse is deleted, the author is told, appeals, and is heard by somebody else."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage import record
from policies.roles import Role
from tests.fakes import INSULT_EN
from tests.telegram.server import standing
from tests.telegram.server.values import Member
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
    page = here.card(second)
    assert "Contestation 1" in page.text
    await here.press(second, page, "Donner raison")
    await here.say(second, "La citation est claire quand on lit tout le fil.")
    await here.later(seconds=61)
    await here.later(seconds=61)
    outcome = here.cards(author)[-1]
    assert outcome.id != notice.id
    assert "cannot" in outcome.text  # Telegram brings no message back: it is said
    assert here.public() == []


async def test_who_never_wrote_to_the_bot_is_told_in_the_thread(here: Stage) -> None:
    """The neutral notice names nobody; its link shows the rule to the author and nobody else."""
    moderator = await here.appoint("Mona", Role.MODERATOR)
    author, other = here.citizen("Carl"), here.citizen("Dan")
    author.says(here.group, INSULT_EN)
    await here.go()
    await here.say(moderator, "/next")
    await here.press(moderator, here.card(moderator), "Delete")
    await here.press(moderator, here.card(moderator), "Insulting")
    await here.later(seconds=61)
    await here.later(seconds=61)
    (neutral,) = here.public()
    assert "Carl" not in neutral.text
    payload = neutral.wire["text"].rpartition("?start=")[2].split()[0]
    other.starts_bot(payload)
    await here.go()
    assert all("insult" not in one.text for one in here.cards(other))
    author.starts_bot(payload)
    await here.go()
    assert "insult a person" in here.cards(author)[-1].text


async def test_administrators_are_never_acted_against(here: Stage) -> None:
    """The platform is not even asked; the moderator learns why nothing happened."""
    moderator = await here.appoint("Mona", Role.MODERATOR)
    boss = here.citizen("Chief")
    here.group.chat.members[boss.id] = Member(status="administrator")
    said = boss.says(here.group, INSULT_EN)
    await here.go()
    await here.say(moderator, "/next")
    await here.press(moderator, here.card(moderator), "Delete")
    await here.press(moderator, here.card(moderator), "Insulting")
    await here.later(seconds=61)
    await here.later(seconds=61)
    assert not said.deleted
    assert not [one for one in here.server.calls if one.method.lower() == "deletemessage"]
    assert any("administrator" in one.text for one in here.cards(moderator))


async def test_a_ban_takes_a_director(here: Stage) -> None:
    """A moderator proposes; nobody is banned until the director confirms."""
    moderator = await here.appoint("Mona", Role.MODERATOR)
    director = await here.appoint("Dora", Role.DIRECTOR, lang="fr")
    author = here.citizen("Carl")
    author.says(here.group, INSULT_EN)
    await here.go()
    await here.say(moderator, "/next")
    await here.press(moderator, here.card(moderator), "Ban")
    await here.press(moderator, here.card(moderator), "Insulting")
    await here.later(minutes=5)
    assert here.group.standing(author).status == "member"
    card = here.card(director)
    await here.press(director, card, "Confirmer")
    await here.later(seconds=61)
    await here.later(seconds=61)
    assert here.group.standing(author).status == "kicked"


async def test_a_right_that_is_taken_away_is_noticed(here: Stage) -> None:
    """Somebody takes the right to delete away: it is recorded at once, not at the next start."""
    state = here.server.state
    less = standing.administrator("can_restrict_members")
    standing.change(state, here.group.chat, state.bot, less, state.bot)
    await here.go()
    with here.database.read() as connection:
        said = [event.payload for event, _ in record.events(connection, "telegram")]
    missing = said[-1]["missing"]
    assert isinstance(missing, list)
    assert {"chat": str(here.group.id), "missing": "can_delete_messages"} in missing
