"""What a call came to: out, certainly not, or nobody can tell; in words of ours only."""

import logging
import socket
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from bot.platforms.telegram.calls import Calls, nothing
from bot.platforms.telegram.client import NoToken, build_bot, close_bot, read_token
from bot.platforms.telegram.outcomes import outcome_of
from bot.platforms.telegram.pacing import Pacer
from bot.ports import Deferred, Lost, Outcome, Refused, Sent
from bot.settings import Environment, TelegramPlatform
from tests.telegram.server import Kind
from tests.telegram.wired import FAST, Wired, wired

TOKEN = "123456789:AAE-the-secret-part-of-a-token"  # noqa: S105 -- of no bot


async def _answered(answer: httpx.Response | Exception) -> Outcome:
    def handle(_request: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    bot = build_bot(TelegramPlatform(), SecretStr(TOKEN), transport=httpx.MockTransport(handle))
    try:
        return await outcome_of(lambda: bot.send_message(1, "text"), nothing)
    finally:
        await close_bot(bot)


def _said(status: int, description: str, **more: object) -> httpx.Response:
    document = {"ok": False, "error_code": status, "description": description, **more}
    return httpx.Response(status, json=document)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (
            _said(429, "Too Many Requests: retry after 17", parameters={"retry_after": 17}),
            Deferred(retry_after_s=17, reason="flood"),
        ),
        (_said(429, "Too Many Requests"), Deferred(retry_after_s=5, reason="flood")),
        (httpx.ConnectError("x"), Deferred(retry_after_s=5, reason="not_connected")),
        (httpx.ConnectTimeout("x"), Deferred(retry_after_s=5, reason="not_connected")),
        (httpx.PoolTimeout("x"), Deferred(retry_after_s=5, reason="not_connected")),
        (httpx.ReadTimeout("x"), Lost(reason="time-out")),
        (httpx.WriteTimeout("x"), Lost(reason="time-out")),
        (httpx.ReadError("x"), Lost(reason="network")),
        (httpx.WriteError("x"), Lost(reason="network")),
        (httpx.RemoteProtocolError("x"), Lost(reason="network")),
        (KeyError("of a library"), Lost(reason="network")),
        (httpx.Response(502, text="<html>"), Lost(reason="server_fault")),
        (_said(500, "Internal Server Error"), Lost(reason="server_fault")),
        (httpx.Response(200, text='{"ok": true, "resu'), Lost(reason="server_fault")),
        (httpx.Response(200, json={"ok": True}), Lost(reason="server_fault")),
        (httpx.Response(200, json=[1]), Lost(reason="server_fault")),
        (httpx.Response(302, text=""), Lost(reason="server_fault")),
        (_said(401, "Unauthorized"), Refused(reason="bad_token")),
        (_said(404, "Not Found"), Refused(reason="bad_token")),
        (_said(409, "Conflict: terminated"), Refused(reason="conflict")),
        (_said(413, "Request Entity Too Large"), Refused(reason="too_long")),
        (_said(403, "Forbidden: bot was blocked by the user"), Refused(reason="blocked_by_user")),
        (
            _said(403, "Forbidden: bot can't initiate conversation with a user"),
            Refused(reason="never_started"),
        ),
        (_said(403, "Forbidden: something new"), Refused(reason="forbidden")),
        (_said(400, "Bad Request: chat not found"), Refused(reason="not_found")),
        (_said(400, "Bad Request: message is too long"), Refused(reason="too_long")),
        (
            _said(400, "Bad Request: can't parse entities: Unsupported start tag"),
            Refused(reason="bad_markup"),
        ),
        (
            _said(400, "Bad Request: not enough rights to send text messages to the chat"),
            Refused(reason="no_rights"),
        ),
        (_said(400, "Bad Request: something new"), Refused(reason="refused")),
        (
            _said(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                parameters={"migrate_to_chat_id": -1009},
            ),
            Refused(reason="chat_migrated"),
        ),
    ],
)
async def test_every_answer_has_an_outcome(
    answer: httpx.Response | Exception, outcome: Outcome
) -> None:
    """Sent, deferred, refused or lost, with a word that never changes."""
    assert await _answered(answer) == outcome


async def test_a_call_that_went_well() -> None:
    """The answer was read: it is out."""
    message = {"message_id": 5, "date": 0, "chat": {"id": 1, "type": "private"}}
    answer = httpx.Response(200, json={"ok": True, "result": message})
    assert await _answered(answer) == Sent(external_id="")


# --- the token ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        _said(401, "Unauthorized"),
        _said(404, "Not Found"),
        httpx.Response(200, text="no JSON"),
        httpx.Response(502, text="no JSON"),
        httpx.ConnectError("x"),
        httpx.ReadError("x"),
        httpx.InvalidURL("x"),
    ],
)
async def test_nobody_ever_reads_the_token(
    answer: httpx.Response | Exception,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Not in a log line of any library, an error, an outcome, or the printed bot."""

    def handle(_request: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    logging.getLogger().setLevel(logging.DEBUG)
    bot = build_bot(TelegramPlatform(), SecretStr(TOKEN), transport=httpx.MockTransport(handle))
    try:
        with pytest.raises(Exception) as caught:
            await bot.get_me()
        outcome = await outcome_of(bot.get_me, nothing)
    finally:
        logging.getLogger().setLevel(logging.WARNING)
        await close_bot(bot)
    chain: list[str] = [repr(bot), str(bot), repr(outcome)]
    fault: BaseException | None = caught.value
    while fault is not None:
        chain += [str(fault), repr(fault)]
        fault = fault.__cause__ or fault.__context__
    captured = capfd.readouterr()
    said = "\n".join([*chain, caplog.text, captured.out, captured.err])
    assert "AAE-the-secret" not in said


def test_where_the_token_comes_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment counts before the file; without either there is none."""
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n")
    monkeypatch.delenv("LIAISON_TELEGRAM_TOKEN", raising=False)
    both = TelegramPlatform(token_file=file)
    assert read_token(both, Environment()).get_secret_value() == TOKEN
    for settings in (TelegramPlatform(), TelegramPlatform(token_file=tmp_path / "none")):
        with pytest.raises(NoToken):
            read_token(settings, Environment())
    file.write_text(" \n")
    with pytest.raises(NoToken):
        read_token(both, Environment())
    monkeypatch.setenv("LIAISON_TELEGRAM_TOKEN", "1:other")
    assert read_token(both, Environment()).get_secret_value() == "1:other"


# --- calls that are repeated, and those that are not ----------------------------------------


async def _say(wire: Wired, *, repeatable: bool) -> Outcome:
    return await wire.calls.to_chat(
        str(wire.group.id),
        lambda to: wire.calls.bot.send_message(to, "Hello"),
        repeatable=repeatable,
    )


@pytest.mark.parametrize(
    "kind", [Kind.SERVER, Kind.SERVER_JSON, Kind.RESET, Kind.GARBLED, Kind.HANG]
)
async def test_what_leaves_doubt_is_repeated_only_where_it_may_be(kind: Kind) -> None:
    """A public text is tried once; a card, again."""
    async with wired(timeout_s=0.2) as wire:
        wire.server.faults.plan(kind, "sendMessage", after=True)
        assert isinstance(await _say(wire, repeatable=False), Lost)
        assert wire.made("sendMessage") == 1
        wire.server.faults.plan(kind, "sendMessage", times=2)
        assert isinstance(await _say(wire, repeatable=True), Sent)
        assert wire.made("sendMessage") == 4


async def test_a_flood_is_waited_out_exactly() -> None:
    """Told to wait nine seconds, the next call to that chat goes after nine seconds."""
    async with wired() as wire:
        wire.server.faults.plan(Kind.FLOOD, "sendMessage", retry_after_s=9)
        before = wire.ticks.now
        assert await _say(wire, repeatable=False) == Deferred(retry_after_s=9, reason="flood")
        assert isinstance(await _say(wire, repeatable=False), Sent)
        assert 9.0 <= wire.ticks.now - before < 9.1


async def test_a_group_that_moved_is_followed() -> None:
    """A basic group became a supergroup: the text goes there, and whoever asked is told."""
    async with wired() as wire:
        old = wire.world.group("Old", wire.alice, kind="group")
        new = old.migrates()
        outcome = await wire.calls.to_chat(
            str(old.id), lambda to: wire.calls.bot.send_message(to, "Hello")
        )
        assert isinstance(outcome, Sent)
        assert new.last.text == "Hello"
        assert wire.moved == [(str(old.id), str(new.id))]
        assert wire.calls.whereabouts(str(old.id)) == str(new.id)


async def test_nobody_there() -> None:
    """Nothing listens: certainly not out, and the pauses grow."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    bot = build_bot(TelegramPlatform(base_url=f"http://127.0.0.1:{port}"), SecretStr(TOKEN))
    pacer = Pacer(FAST)
    calls = Calls(bot, pacer, limit_s=5)
    pauses: list[float] = []
    for _ in range(3):
        outcome = await calls.to_chat("5", lambda to: bot.send_message(to, "Hello"))
        assert outcome == Deferred(retry_after_s=5, reason="not_connected")
        pauses.append(round(calls.away_s()))
    assert pauses == [5, 10, 20]
    await pacer.close()
    await close_bot(bot)
