"""What the bot may do: said with the remedy, in both languages; the doctor says it too."""

import json

import httpx
import pytest

from bot.findings import Level
from bot.platforms.telegram.commandmenu import IN_GROUP, CommandMenu
from bot.platforms.telegram.rights import Missing, Rights
from bot.platforms.telegram.standing import look_at_telegram
from bot.review.chat.commands import PUBLIC, STAFF
from bot.settings import Channel, Environment, Settings, TelegramPlatform
from tests.telegram.places import Place
from tests.telegram.server import Kind, serve_in_thread
from tests.telegram.wired import Wired, wired
from tests.telegram.world import MODERATES, World
from translations.values import Official


def _settings(*places: Place, staff: Place | None = None) -> Settings:
    return Settings(
        channels=[Channel(platform="telegram", id=str(one.id)) for one in places]
        + [Channel(platform="telegram", id="direct"), Channel(platform="file", id="x")],
        telegram=TelegramPlatform(staff_group=str(staff.id) if staff else None),
    )


async def _missing(wire: Wired, *places: Place, staff: Place | None = None) -> list[Missing]:
    return await Rights(wire.calls, _settings(*places, staff=staff)).at_start()


async def test_everything_in_place() -> None:
    """With every right there is nothing to say but that all is well."""
    async with wired() as wire:
        desk = wire.world.group("Desk", wire.alice, bot=())
        news = wire.world.channel("News", discussion=wire.group)
        settings = _settings(wire.group, news, staff=desk)
        found = await Rights(wire.calls, settings).look()
        assert {one.level for one in found} == {Level.OK}
        assert found[1].words.en == "In “The neighbours” I have every right that I need."
        assert await _missing(wire, wire.group, news, staff=desk) == []


async def test_missing_rights_are_told_with_the_remedy() -> None:
    """A right that is missing: where, which, and what to press."""
    async with wired() as wire:
        group = wire.world.group("Agency", bot=("can_restrict_members",))
        found = await Rights(wire.calls, _settings(group)).look()
        (one,) = [finding for finding in found if finding.level is not Level.OK]
        assert one.words.en == (
            "In the group “Agency” I may not delete messages: give the bot the right "
            "“Delete messages” in the group's settings."
        )
        assert "«\u00a0Supprimer les messages\u00a0»" in one.words.fr
        assert await _missing(wire, group) == [
            Missing(chat=str(group.id), what="can_delete_messages")
        ]


async def test_privacy_mode() -> None:
    """A plain member that sees commands only would read nothing: that is a fault."""
    async with wired() as wire:
        group = wire.world.group("Agency", bot=())
        wire.server.state.reads_all_groups = False
        assert {one.what for one in await _missing(wire, group)} == {
            "privacy",
            "can_delete_messages",
            "can_restrict_members",
        }


@pytest.mark.parametrize("status", ["left", "kicked"])
async def test_a_group_that_we_are_not_in(status: str) -> None:
    """Thrown out or never there: a fault, and the other groups are looked at all the same."""
    async with wired() as wire:
        group = wire.world.group("Agency")
        group.sets_bot(status=status)
        never = wire.world.group("Elsewhere", bot=None)
        found = await _missing(wire, group, never, wire.group)
        assert found == [Missing(chat=str(one.id), what="not_there") for one in (group, never)]


async def test_a_basic_group_and_a_channel() -> None:
    """A basic group cannot restrict; a channel wants its own rights, and its comments read."""
    async with wired() as wire:
        basic = wire.world.group("Old", kind="group")
        news = wire.world.channel(
            "News", discussion=wire.group, bot=("can_edit_messages", "can_delete_messages")
        )
        assert await _missing(wire, basic, news) == [
            Missing(chat=str(basic.id), what="basic_group"),
            Missing(chat=str(news.id), what="can_post_messages"),
            Missing(chat=str(news.id), what="comments_not_configured"),
        ]


async def test_the_staff_group_is_a_private_group() -> None:
    """A channel, a public group, or none at all: faults."""
    async with wired() as wire:
        world = wire.world
        for staff, what in (
            (world.channel("News"), "staff_no_group"),
            (world.group("Open", username="everybody"), "staff_public"),
            (world.group("Elsewhere", bot=None), "not_there"),
        ):
            assert await _missing(wire, staff=staff) == [Missing(chat=str(staff.id), what=what)]


async def test_a_network_that_is_away_is_a_finding() -> None:
    """Nothing raises; it is said that nothing could be looked at."""
    async with wired() as wire:
        wire.server.faults.plan(Kind.SERVER, times=50)
        assert await _missing(wire, wire.group) == [Missing(chat="", what="server_fault")]


async def test_numbers_that_are_none() -> None:
    """A channel or a staff group that Telegram cannot know is a finding, and stops nothing."""
    async with wired() as wire:
        odd = Settings(
            channels=[Channel(platform="telegram", id="news/today")],
            telegram=TelegramPlatform(staff_group="staff"),
        )
        assert await Rights(wire.calls, odd).at_start() == [
            Missing(chat="news", what="not_there"),
            Missing(chat="staff", what="not_there"),
        ]
        assert not await CommandMenu(wire.calls).publish({"alice": "en"}, "staff")
        assert not await CommandMenu(wire.calls).forget_reviewer("alice")


# --- the doctor -----------------------------------------------------------------------------


def test_the_doctor_asks_telegram(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a token the doctor says what the bot may do; a wrong one is a fault."""
    with serve_in_thread() as served:
        group = served.do(lambda: World(served.server).group("Agency", bot=MODERATES))
        platform = TelegramPlatform(base_url=served.server.root_url)
        settings = _settings(group).model_copy(update={"telegram": platform})
        monkeypatch.setenv("LIAISON_TELEGRAM_TOKEN", served.server.token)
        found = look_at_telegram(settings, Environment())
        assert [one.level for one in found] == [Level.OK, Level.OK]
        monkeypatch.setenv("LIAISON_TELEGRAM_TOKEN", "1:wrong")
        (wrong,) = look_at_telegram(settings, Environment())
        assert (wrong.level, "@BotFather" in wrong.words.fr) == (Level.FAULT, True)


def test_the_doctor_without_telegram(monkeypatch: pytest.MonkeyPatch) -> None:
    """No token, no network, no platform: each is said, and in both languages."""
    monkeypatch.delenv("LIAISON_TELEGRAM_TOKEN", raising=False)
    assert look_at_telegram(Settings(), Environment()) == []
    bare = Settings(channels=[Channel(platform="telegram", id="direct")])
    (unset,) = look_at_telegram(bare, Environment())
    (tokenless,) = look_at_telegram(Settings(telegram=TelegramPlatform()), Environment())

    def away(_request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("x")

    monkeypatch.setenv("LIAISON_TELEGRAM_TOKEN", "1:x")
    (unreached,) = look_at_telegram(
        Settings(telegram=TelegramPlatform()), Environment(), httpx.MockTransport(away)
    )
    levels = [one.level for one in (unset, tokenless, unreached)]
    assert levels == [Level.WARNING, Level.FAULT, Level.WARNING]
    assert all(one.words.en != one.words.fr for one in (unset, tokenless, unreached))


# --- menus ----------------------------------------------------------------------------------


async def test_menus_in_both_languages() -> None:
    """The public in the language of their app, reviewers in theirs, the staff group in both."""
    async with wired() as wire:
        wire.alice.starts_bot()
        desk = wire.world.group("Desk", wire.alice, bot=())
        menus: dict[str, Official] = {str(wire.alice.id): "fr"}
        assert await CommandMenu(wire.calls).publish(menus, str(desk.id))
        sets = [call.params for call in wire.server.calls_of("setMyCommands")]
        assert [one.get("language_code") for one in sets] == [None, "fr", None, None]
        menu = [_names(one["commands"]) for one in sets]
        assert menu[0] == list(PUBLIC)
        assert menu[1] == list(PUBLIC.values())
        assert menu[2] == [*STAFF.values(), "langue"]
        assert set(menu[3]) == {*IN_GROUP, *(STAFF[name] for name in IN_GROUP)}


def _names(commands: object) -> list[str]:
    rows = json.loads(commands) if isinstance(commands, str) else commands
    assert isinstance(rows, list)
    return [row["command"] for row in rows]
