"""What comes in, over the real wire: from what people do on Telegram to messages and cases."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.storage import movedchats, record
from bot.storage.intake import MESSAGE
from bot.storage.updates import UPDATE
from policies.roles import Role
from tests.fakes import CLOSED, INSULT_EN, QUESTION_EN, QUESTION_FR, TALK_EN, FakeClock
from tests.telegram.stage import Stage, stage


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Stage]:
    """An agency that is open; at the end nothing on the wire was other than published."""
    async with stage(tmp_path) as made:
        yield made
        assert made.server.honesty.faults == []
        with made.database.read() as connection:
            assert record.verify(connection) == []
            left = connection.execute(select(UPDATE).where(UPDATE.c.state != "done")).all()
        assert left == []


def stored(here: Stage) -> list[Any]:
    """Return the rows of the messages that were processed, in order."""
    with here.database.read() as connection:
        return list(connection.execute(select(MESSAGE).order_by(MESSAGE.c.id)))


async def test_what_somebody_quotes_is_not_theirs(here: Stage) -> None:
    """An insult that is answered, quoted or forwarded is held against the first author alone."""
    ann, ben = here.citizen("Ann"), here.citizen("Ben")
    insult = ann.says(here.group, INSULT_EN)
    ben.says(here.group, "That is not how we talk here", reply_to=insult)
    ben.says(here.group, "Please take this back", reply_to=insult, quote=INSULT_EN[:10])
    ben.says(here.group, INSULT_EN, forwarded=ann)
    await here.go()
    first, answer, quote, forward = stored(here)
    assert (first.route, first.flagged) == ("review", True)
    assert [(one.route, one.quoted) for one in (answer, quote)] == [
        ("ignore", INSULT_EN),
        ("ignore", INSULT_EN[:10]),
    ]
    assert (forward.text, forward.quoted, forward.route) == ("", INSULT_EN, "review")
    assert '"label":"passed_on"' in forward.screening.replace(" ", "")
    assert '"label":"insult"' not in forward.screening.replace(" ", "")


async def test_an_edit_counts_as_it_stands(here: Stage) -> None:
    """Harmless, then an insult within the same second, then harmless again: the last text holds."""
    ann = here.citizen("Ann")
    said = ann.says(here.group, TALK_EN)
    ann.edits(said, INSULT_EN)
    await here.go()
    assert [(one.text, one.route, one.revision) for one in stored(here)] == [
        (INSULT_EN, "review", 2)
    ]
    ann.edits(said, TALK_EN)
    await here.go()
    assert [(one.text, one.route, one.revision) for one in stored(here)] == [(TALK_EN, "ignore", 3)]


async def test_comments_below_a_post_are_one_conversation(here: Stage) -> None:
    """The post in the discussion group is ours; one person's comments below it are one case."""
    news = here.world.channel("News", discussion=here.group)
    post = news.posts("The deadline is extended.")
    ann = here.citizen("Ann")
    ann.comments(post, QUESTION_EN)
    ann.comments(post, "And how long does it take?")
    await here.go()
    first, second = stored(here)
    assert first.case_id == second.case_id
    assert [one.text for one in stored(here)] == [QUESTION_EN, "And how long does it take?"]


async def test_a_group_that_moves_is_followed(here: Stage) -> None:
    """A basic group becomes a supergroup: what goes to its old number goes to the new one."""
    old = here.world.group("Study circle", kind="group")
    new = old.migrates()
    await here.go()
    assert here.telegram.calls.whereabouts(str(old.id)) == str(new.id)
    with here.database.read() as connection:
        assert movedchats.load(connection, "telegram") == {str(old.id): str(new.id)}


async def test_who_talks_among_others_at_night_is_left_alone(tmp_path: Path) -> None:
    """After hours only who speaks to us is told when we open, each once."""
    async with stage(tmp_path, clock=FakeClock(CLOSED)) as here:
        ann, ben = here.citizen("Ann"), here.citizen("Ben")
        ann.says(here.group, QUESTION_FR)
        await here.go()
        assert here.public() == []
        name = here.server.state.bot.username
        ben.says(here.group, f"@{name} {QUESTION_FR}")
        await here.go()
        (holding,) = here.public()
        assert "jeudi 5 mars" in holding.text


async def test_staff_talk_in_the_group_unscreened(here: Stage) -> None:
    """What one of us says there becomes no case, whatever it says."""
    officer = await here.appoint("Olive", Role.OFFICER)
    here.group.chat.members[officer.id] = here.group.standing(here.citizen("Ann"))
    officer.says(here.group, INSULT_EN)
    await here.go()
    assert stored(here) == []


async def test_media_and_arrivals(here: Stage) -> None:
    """A sticker is for a person, an album is one case, a name that advertises is shown."""
    ann = here.citizen("Ann")
    ann.says(here.group, with_media="sticker")
    for _ in range(3):
        ann.says(here.group, with_media="photo", media_group_id="77")
    here.world.person("Easy loans bit.ly/cash").joins(here.group)
    here.world.person("Joan").joins(here.group)
    await here.go()
    rows = stored(here)
    assert [(one.media, one.route) for one in rows] == [
        ("sticker", "review"),
        ("photo", "review"),
        ("photo", "review"),
        ("photo", "review"),
        ("join", "review"),
    ]
    assert len({one.case_id for one in rows}) == 3


async def test_a_chosen_language_holds_from_the_first_button(here: Stage) -> None:
    """Both languages are offered; after Français a question in English is answered in French."""
    ann = here.world.person("Ann", language_code="en")
    await here.say(ann, "/start")
    (offer,) = here.cards(ann)
    assert "Bonjour!" in offer.text
    assert "Hello!" in offer.text
    await here.press(ann, offer, "Français")
    assert here.cards(ann)[-1].text.startswith("Nous vous répondrons désormais en français.")
    await here.say(ann, QUESTION_EN)
    (row,) = stored(here)
    assert (row.kind, row.channel, row.lang) == ("direct", "direct", "en")
    officer = await here.appoint("Odile", Role.OFFICER, lang="fr")
    await here.say(officer, "/suivant")
    await here.press(officer, here.card(officer), "Approuver")
    await here.later(seconds=61)
    await here.later(seconds=61)
    assert "Vous" in here.cards(ann)[-1].text


async def test_a_command_is_no_way_round_the_policy(here: Stage) -> None:
    """What stands behind a command in a group is read like everything else."""
    ann = here.citizen("Ann")
    ann.says(here.group, f"/help {INSULT_EN}")
    ann.says(here.group, "/privacy")
    await here.go()
    assert [one.route for one in stored(here)] == ["review"]
    assert len(here.public()) == 1  # one pointer to the private chat
