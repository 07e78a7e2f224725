"""What `liaison doctor` and `liaison run` say of X, in plain words and in both languages."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.findings import Finding, Level
from bot.platforms.x.standing import look_at_spending, look_at_x
from bot.settings import Channel, Settings
from bot.storage import queue, spending
from bot.xsettings import XAccount, XBudget
from tests.bot.office import office
from tests.fakes import new_database
from tests.threaded import serve_in_thread
from tests.x.server import HANDLE, KEYS, FakeX, Fault
from tests.x.stage import SEARCH, environment, x_settings


@pytest.fixture
def server() -> Iterator[FakeX]:
    """X, in a thread of its own, on today's time."""
    with serve_in_thread(FakeX(lambda: datetime.now(UTC))) as (found, _):
        yield found


def _words(found: list[Finding], level: Level | None = None) -> str:
    return " ".join(one.words["en"] for one in found if level in {None, one.level})


def test_all_is_well(server: FakeX) -> None:
    """The doctor says what the token may do, and what it may not."""
    found = look_at_x(x_settings(server.url), environment())
    (one,) = found
    assert one.level is Level.OK
    assert f"@{HANDLE} may read, post, hide replies" in one.words["en"]
    assert "It may not delete what others write" in one.words["en"]
    assert "masquer les réponses sous ses propres messages" in one.words["fr"]


@pytest.mark.parametrize(
    ("prepare", "level", "said"),
    [
        (lambda x: setattr(x, "level", "read"), Level.FAULT, "may read, but neither post"),
        (lambda x: setattr(x, "level", ""), Level.OK, "does not say whether the token may write"),
        (
            lambda x: x.faults.append(Fault(status=401)),
            Level.FAULT,
            "does not take the credentials",
        ),
        (lambda x: x.faults.append(Fault(status=402)), Level.FAULT, "is used up"),
        (lambda x: x.faults.append(Fault(status=429)), Level.WARNING, "to wait before"),
        (lambda x: x.faults.append(Fault(status=403)), Level.FAULT, "declines"),
        (
            lambda x: x.faults.append(Fault(status=503, body="<html>")),
            Level.WARNING,
            "not be reached",
        ),
        (
            lambda x: x.faults.append(Fault(status=200, body='{"data":{"username":"other"}}')),
            Level.FAULT,
            "belong to @other",
        ),
        (
            lambda x: setattr(x, "clock", lambda: datetime.now(UTC) + timedelta(hours=2)),
            Level.FAULT,
            "Set the clock",
        ),
    ],
)
def test_what_x_says(
    server: FakeX, prepare: Callable[[Any], None], level: Level, said: str
) -> None:
    """Each thing that can be wrong has its sentence, with what to do."""
    prepare(server)
    found = look_at_x(x_settings(server.url), environment())
    assert said in _words(found, level)


def test_what_the_settings_say(server: FakeX) -> None:
    """No label, no channel, a channel of no account, searches that are over or soon will be."""
    today = datetime.now(UTC).date()
    settings = x_settings(
        server.url,
        accounts=[
            XAccount(handle="Elsewhere"),
            XAccount(handle=HANDLE, credentials_file=Path("no")),
        ],
        searches=[
            SEARCH.model_copy(update={"name": "old", "until": date(2026, 1, 1)}),
            SEARCH.model_copy(update={"name": "soon", "until": today + timedelta(days=3)}),
        ],
    )
    extra = [*settings.channels, Channel(platform="x", id="nobody")]
    found = look_at_x(settings.model_copy(update={"channels": extra}), environment())
    shown = _words(found)
    for said in (
        "@Elsewhere is not said to bear",
        "The account @Elsewhere has no channel",
        "x/nobody belongs to no account",
        "The search “old” is over",
        "The search “soon” ends on",
        "The file no has no whole credentials",
    ):
        assert said in shown


def test_without_settings_or_credentials() -> None:
    """Channels without accounts, and accounts without credentials."""
    channels = [Channel(platform="x", id="a")]
    assert "no group platforms.x" in _words(look_at_x(Settings(channels=channels), environment()))
    assert look_at_x(Settings(), environment()) == []


@pytest.mark.parametrize(
    ("spent", "level"), [(0, Level.OK), (900_000, Level.WARNING), (1_000_000, Level.FAULT)]
)
def test_what_it_has_cost(tmp_path: Path, spent: int, level: Level) -> None:
    """Money of the month, with a warning before it is used up."""
    database = new_database(tmp_path / "x.db")
    now = datetime(2026, 3, 4, tzinfo=UTC)
    settings = x_settings("http://x", budget=XBudget(month_usd=1.0, keep_for_posts_pct=0))
    with database.write() as connection:
        spending.add(connection, "x", "2026-03", "post", 1, spent)
    with database.read() as connection:
        (found,) = look_at_spending(connection, settings, now)
    assert found.level is level
    shown = {0: "$0", 900_000: "$0.90", 1_000_000: "$1"}[spent]
    assert f"{shown} of $1 this month" in found.words["en"]
    assert "sur 1\u00a0$ ce mois-ci" in found.words["fr"]
    database.close()


CONFIG = """\
platforms:
  x:
    base_url: {url}
    accounts: [{{handle: LearnerSupport, automated_label: true}}]
channels:
  - {{platform: x, id: LearnerSupport, mode: live}}
hours: {{week: {{monday: ["00:00-00:01"]}}, calendar: none}}
hold_back_seconds: 0
matching: {{vectors: false}}
"""


def test_the_program_starts_it(
    server: FakeX, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`liaison run --once` reads what is there; without credentials it says what is missing."""
    server.write("alex", f"@{HANDLE} Do I have to repay the grant?")
    here = office(tmp_path, config=CONFIG.format(url=server.url))
    none = here.run("run", "--once")
    assert none.code == 4
    assert "LIAISON_X_CONSUMER_KEY" in none.err
    for name, value in KEYS.items():
        monkeypatch.setenv(f"LIAISON_X_{name.upper()}", value)
    once = here.run("run", "--once")
    assert once.code == 0, once.err
    assert server.read == 1
    database = here.open()
    with database.read() as connection:
        assert queue.card(connection, 1).messages[0].text.startswith(f"@{HANDLE}")
    database.close()
    rows = [json.loads(line) for line in here.run("doctor", "--json").out.splitlines()]
    assert {row["level"] for row in rows if row["check"] == "x"} == {"ok"}
