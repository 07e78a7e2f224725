"""Updates that Telegram posts to us: 200 only once they are on disk, and nobody else is heard."""

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy.exc import OperationalError

from bot.findings import Level
from bot.platforms.telegram.source import WANTED
from bot.platforms.telegram.standing import look_at_telegram
from bot.platforms.telegram.webhook import HEAD, LARGEST, NoSecret, Webhook, read_secret
from bot.settings import Environment, Settings, TelegramPlatform, TelegramWebhook
from bot.storage import updates
from bot.storage.database import Database
from bot.storage.thread import StorageThread
from policies.errors import DocumentError
from policies.yamlfile import load_yaml, parse_model
from tests.fakes import FakeClock, new_database
from tests.telegram.server import Kind, serve_in_thread
from tests.telegram.stage import stage
from tests.telegram.wired import Wired, wired

URL = "https://liaison.example/telegram"
SECRET = "of-the_Test-1"  # noqa: S105 -- of the test
HERE = TelegramWebhook(url=URL).model_copy(update={"port": 0})  # any free port


class Disk:
    """Fails as often as the test says, just before the commit."""

    def __init__(self) -> None:
        self.faults = 0
        self.commits = 0

    def __call__(self, point: str) -> None:
        """Stand at a crash point."""
        if point == "webhook:before commit" and self.faults:
            self.faults -= 1
            raise OperationalError("COMMIT", {}, Exception("disk is full"))
        if point == "webhook:after commit":
            self.commits += 1


class Served:
    """A webhook with everything around it, asked over real sockets."""

    def __init__(self, wire: Wired, folder: Path) -> None:
        self.wire, self.disk = wire, Disk()
        self.database: Database = new_database(folder / "liaison.db")
        self.thread = StorageThread()
        self.webhook = self.again()

    def again(self, settings: TelegramWebhook = HERE, *, wait_s: float = 0, **more: Any) -> Webhook:
        """Return a webhook, as a program that has just started has it."""
        return Webhook(
            self.wire.calls,
            settings,
            SecretStr(SECRET),
            self.database,
            self.thread,
            FakeClock(),
            wait_s=wait_s,
            ticks=self.wire.ticks,
            probe=self.disk,
            **more,
        )

    async def send(self, raw: bytes) -> int:
        """Send bytes as they are; return the status, 0 where there was no answer."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.webhook.port)
        writer.write(raw)
        answer = await reader.read()
        writer.close()
        return int(answer.split()[1]) if answer else 0

    async def post(self, body: object, *, secret: str | None = SECRET, **more: Any) -> int:
        """Post a body as Telegram does; return the status."""
        return await self.send(request(body, secret=secret, **more))

    def stored(self) -> list[tuple[int, object]]:
        """Return number and payload of what is on disk and waits."""
        with self.database.read() as connection:
            waiting = updates.waiting(connection, "telegram", 1000)
        return [(one.number, json.loads(one.payload)) for one in waiting]


def request(
    body: object,
    *,
    secret: str | None = SECRET,
    line: str = "POST /telegram HTTP/1.1",
    headers: tuple[str, ...] = (),
    length: int | None = None,
) -> bytes:
    """Return the bytes of a request."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [line, "Host: x", f"Content-Length: {len(content) if length is None else length}"]
    lines += [f"{HEAD}: {secret}"] if secret is not None else []
    return "\r\n".join([*lines, *headers, "", ""]).encode() + content


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    """A webhook that listens."""
    async with wired() as wire:
        made = Served(wire, tmp_path)
        await made.webhook.open()
        yield made
        await made.webhook.close()
        made.thread.close()
        made.database.close()


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """What is logged."""
    with caplog.at_level(logging.INFO, logger="liaison"):
        yield caplog


# --- storing --------------------------------------------------------------------------------


async def test_what_is_answered_with_200_is_on_disk(served: Served) -> None:
    """The update is stored as it came; whoever waits for arrivals is told of it, once."""
    assert await served.post({"update_id": 7, "message": {"text": "É"}}) == 200
    assert served.stored() == [(7, {"update_id": 7, "message": {"text": "É"}})]
    assert [await served.webhook.work(), await served.webhook.work()] == [1, 0]


async def test_what_comes_twice_is_stored_once(served: Served) -> None:
    """Telegram did not hear our 200: it hears it now, and nothing is new."""
    statuses = [await served.post({"update_id": 7, "a": n}) for n in (1, 2)]
    assert statuses == [200, 200]
    assert served.stored() == [(7, {"update_id": 7, "a": 1})]
    assert await served.webhook.work() == 1


async def test_a_disk_that_does_not_take_it(
    served: Served, logged: pytest.LogCaptureFixture
) -> None:
    """No 200 before the commit; it is a fault until the next one is stored."""
    served.disk.faults = 1
    assert await served.post({"update_id": 7, "text": "private"}) == 503
    assert (served.stored(), await served.webhook.work()) == ([], 0)
    assert served.webhook.fault == "DiskFull"
    assert await served.post({"update_id": 7}) == 200
    assert served.webhook.fault is None
    assert [number for number, _ in served.stored()] == [7]
    assert "private" not in logged.text


async def test_work_wakes_when_something_comes(served: Served) -> None:
    """Whoever waits is not kept until the time is over."""
    webhook = served.again(wait_s=60)
    served.webhook, before = webhook, served.webhook
    await before.close()
    await webhook.open()
    working = asyncio.create_task(webhook.work())
    await asyncio.sleep(0)
    assert await served.post({"update_id": 1}) == 200
    assert await asyncio.wait_for(working, 5) == 1


# --- refusing -------------------------------------------------------------------------------


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET.lower(), "é"])
async def test_who_does_not_know_the_secret(
    served: Served, secret: str | None, logged: pytest.LogCaptureFixture
) -> None:
    """Refused and nothing stored; neither the secret nor the text is in the log."""
    assert await served.post({"update_id": 7, "text": "private"}, secret=secret) == 403
    assert served.stored() == []
    assert [json.loads(one.message) for one in logged.records] == [
        {"event": "telegram.webhook_refused", "status": 403}
    ]


async def test_a_stranger_is_refused_before_the_body_is_read(served: Served) -> None:
    """A length that is never sent keeps nobody waiting."""
    assert await served.post(b"", secret="wrong", length=1_000) == 403  # noqa: S106 -- of the test


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"\xff\xfe", b"[]", b"null", b"7", {}, {"update_id": "7"}, {"update_id": True},
        {"update_id": -1}, {"update_id": 2**70}, {"update_id": 1.5}, b"[" * 100_000,
    ],
)  # fmt: skip
async def test_garbage(served: Served, body: object) -> None:
    """What is no update is refused, and the server goes on."""
    assert await served.post(body) == 400
    assert await served.post({"update_id": 1}) == 200
    assert [number for number, _ in served.stored()] == [1]


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (request({"update_id": 1}, line="POST /other HTTP/1.1"), 404),
        (request({"update_id": 1}, line="GET /telegram HTTP/1.1"), 405),
        (request({"update_id": 1}, line="POST /telegram"), 400),
        (request({"update_id": 1}, line="POST /telegram HTTP/2"), 400),
        (request({"update_id": 1}, headers=("no colon",)), 400),
        (request({"update_id": 1}, headers=("Content-Length: 3",)), 400),
        (request({"update_id": 1}, headers=(f"{HEAD}: {SECRET}",)), 400),
        (request({"update_id": 1}, headers=("Transfer-Encoding: chunked",)), 411),
        (request(b"", length=-1), 400),
        (request(b"", length=LARGEST + 1), 413),
        (request(b"", headers=("X: " + "x" * 9_000,)), 431),
        (b"", 0),
        (b"POST /telegram HTTP/1.1\r\n", 0),
    ],
)
async def test_requests_that_are_none(served: Served, raw: bytes, status: int) -> None:
    """Each odd request has its status; one that breaks off has no answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", served.webhook.port)
    writer.write(raw)
    writer.write_eof()
    answer = await reader.read()
    writer.close()
    assert (int(answer.split()[1]) if answer else 0) == status
    assert served.stored() == []


async def test_the_largest_update_is_taken(served: Served) -> None:
    """One of exactly the largest length is stored whole."""
    frame = len(json.dumps({"update_id": 1, "a": ""}))
    update = {"update_id": 1, "a": "x" * (LARGEST - frame)}
    assert await served.post(update) == 200
    assert served.stored() == [(1, update)]


async def test_a_slow_client_is_cut(served: Served) -> None:
    """Who does not finish the request in time is answered, and holds no place."""
    webhook = served.again(request_s=0.05)
    await webhook.open()
    for raw in (b"POST", request(b"", length=10)):
        reader, writer = await asyncio.open_connection("127.0.0.1", webhook.port)
        writer.write(raw)
        assert (await reader.read()).startswith(b"HTTP/1.1 408 ")
        writer.close()
    await webhook.close()


async def test_too_many_clients(served: Served) -> None:
    """One more than there is room for is sent away, and may come again."""
    webhook = served.again(connections=1)
    await webhook.open()
    served.webhook, before = webhook, served.webhook
    await before.close()
    _, waits = await asyncio.open_connection("127.0.0.1", webhook.port)
    waits.write(b"POST")
    await waits.drain()
    assert await served.post({"update_id": 1}) == 503
    waits.close()
    await served.wire.server.until(lambda: not webhook._door.visitors)
    assert await served.post({"update_id": 1}) == 200


# --- telling Telegram where -----------------------------------------------------------------


async def test_telegram_is_told_where(served: Served) -> None:
    """Address, secret and the kinds that we want; once, and it stays when we close."""
    await served.webhook.work()
    await served.webhook.work()
    await served.webhook.close()
    state = served.wire.server.state
    assert (state.webhook.url, state.webhook.secret) == (URL, SECRET)
    assert state.updates.allowed == list(WANTED)
    assert served.wire.made("setWebhook") == 1
    assert served.wire.made("deleteWebhook") == 0


async def test_telegram_is_away_when_we_start(served: Served) -> None:
    """It is a fault, and Telegram is told after a pause; what is posted is taken all the same."""
    served.wire.server.faults.plan(Kind.SERVER, times=3)
    assert await served.webhook.work() == 0
    assert served.webhook.fault == "server_fault"
    tried = served.wire.made("setWebhook")
    await served.webhook.work()
    assert served.wire.made("setWebhook") == tried
    assert await served.post({"update_id": 1}) == 200
    served.wire.ticks.forward(60)
    assert await served.webhook.work() == 1
    assert not served.webhook.fault
    assert served.wire.server.state.webhook.url == URL


async def test_telegram_posts_again_what_was_not_stored(served: Served) -> None:
    """The disk fails twice: nothing is lost, nothing is there twice, and the order stands."""
    await served.webhook.work()
    served.disk.faults = 2
    state = served.wire.server.state
    state.webhook.url = f"http://127.0.0.1:{served.webhook.port}/telegram"  # as the proxy does
    for text in ("one", "two"):
        served.wire.alice.says(served.wire.group, text)
    await served.wire.server.until(lambda: served.disk.commits == 2 and not state.updates.waiting)
    texts = [payload["message"]["text"] for _, payload in served.stored()]  # type: ignore[index]  # JSON
    assert texts == ["one", "two"]
    assert state.webhook.last_error == "Wrong response from the webhook: 503"


async def test_the_whole_way_to_the_inbox(tmp_path: Path) -> None:
    """What somebody writes is posted to us, read and worked on; nothing is fetched."""
    async with stage(tmp_path, webhook=HERE) as here:
        await here.go()
        state, webhook = here.server.state, here.telegram.webhook
        assert webhook is not None
        assert state.webhook.url == URL
        state.webhook.url = f"http://127.0.0.1:{webhook.port}/telegram"  # as the proxy does
        alice = here.citizen("Alice")
        alice.says(here.group, "How do I apply for a student loan?")
        await here.server.until(lambda: not state.updates.waiting)
        await here.go()
        with here.database.read() as connection:
            rows = connection.exec_driver_sql("SELECT text FROM message").all()
            left = updates.waiting(connection, "telegram", 10)
        assert [row.text for row in rows] == ["How do I apply for a student loan?"]
        assert left == []
        assert here.server.calls_of("getUpdates") == []


# --- settings and the doctor ----------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    ["http://a.example/t", "a.example", "https://", "https://me:pass@a.example/", "https://["],
)
def test_an_address_that_telegram_does_not_post_to(url: str, tmp_path: Path) -> None:
    """Refused in both languages, without repeating what may hold a password."""
    path = tmp_path / "liaison.yaml"
    path.write_text(f"telegram:\n  webhook:\n    url: {json.dumps(url)}\n")
    with pytest.raises(DocumentError) as caught:
        parse_model(load_yaml(path), Settings)
    english, french = caught.value.render("en"), caught.value.render("fr")
    assert ":3:10: telegram.webhook.url: Telegram posts updates only to an address" in english
    assert "Telegram n'envoie les mises à jour qu'à une adresse" in french
    assert "pass@" not in english + french


def test_where_the_secret_is(tmp_path: Path) -> None:
    """The variable goes before the file; what Telegram would not take is none."""
    file = tmp_path / "secret"
    file.write_text(f"{SECRET}\n")
    filed = TelegramWebhook(url=URL, secret_file=file)
    bare = Environment.model_construct(telegram_webhook_secret=None)
    given = Environment.model_construct(telegram_webhook_secret=SecretStr("x" * 256))
    assert read_secret(filed, bare).get_secret_value() == SECRET
    assert read_secret(filed, given).get_secret_value() == "x" * 256
    with pytest.raises(NoSecret):
        read_secret(TelegramWebhook(url=URL), bare)
    for wrong in ("", "two words", "é", "x" * 257):
        file.write_text(wrong)
        with pytest.raises(NoSecret) as caught:
            read_secret(filed, bare)
        assert caught.value.file == file
    file.unlink()
    with pytest.raises(NoSecret):
        read_secret(filed, bare)


async def test_without_a_secret_nobody_is_let_in(served: Served) -> None:
    """An empty secret is no secret: the webhook is not even made."""
    calls, database, thread = served.wire.calls, served.database, served.thread
    with pytest.raises(NoSecret):
        Webhook(calls, HERE, SecretStr(""), database, thread, FakeClock())


def test_the_doctor_on_webhooks() -> None:
    """One that is set and not configured is a fault; one that is configured is looked at."""
    with serve_in_thread() as served:
        environment = Environment.model_construct(
            telegram_token=SecretStr(served.server.token), telegram_webhook_secret=SecretStr(SECRET)
        )
        polling = TelegramPlatform(base_url=served.server.root_url)
        posted = polling.model_copy(update={"webhook": HERE})
        bare = environment.model_copy(update={"telegram_webhook_secret": None})

        def said(platform: TelegramPlatform, env: Environment) -> list[tuple[Level, str]]:
            found = look_at_telegram(Settings(telegram=platform), env)
            return [(one.level, one.words.en[:50]) for one in found]

        assert said(polling, environment)[1:] == []
        assert said(posted, environment)[1:] == [
            (Level.WARNING, "Telegram does not post updates to the address in t")
        ]
        served.do(lambda: setattr(served.server.state.webhook, "url", URL))
        assert said(posted, environment)[1:] == [
            (Level.OK, "Telegram posts updates to our address; waiting the")
        ]
        assert said(polling, environment)[1:] == [
            (Level.FAULT, "Telegram posts updates to an address (a webhook), ")
        ]
        assert said(posted, bare)[0] == (
            Level.FAULT,
            "telegram.webhook has no secret that Telegram takes",
        )


async def test_a_port_that_is_taken(served: Served) -> None:
    """Somebody else listens there: that is an error of the system, said at the start."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = HERE.model_copy(update={"port": other.getsockname()[1]})
        webhook = served.again(settings=taken)
        with pytest.raises(OSError, match="address already in use"):
            await webhook.open()
