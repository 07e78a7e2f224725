"""What `liaison doctor` and `liaison run` say of Mastodon, and which settings are refused."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.findings import Finding, Level
from bot.platforms.mastodon.client import read_token
from bot.platforms.mastodon.faults import NoToken
from bot.platforms.mastodon.standing import look_at_mastodon
from bot.settings import Channel, Environment, Settings
from bot.storage import queue
from policies.errors import DocumentError
from policies.yamlfile import load_yaml, parse_model
from tests.bot.office import office
from tests.mastodon.server import HANDLE, LOCAL, TOKEN, FakeMastodon, Fault, served
from tests.mastodon.stage import environment, mastodon_settings, platform_of, search


@pytest.fixture
def server() -> Iterator[FakeMastodon]:
    """Mastodon, in a thread of its own, on today's time."""
    with served(lambda: datetime.now(UTC)) as found:
        yield found


def _words(found: list[Finding]) -> str:
    return " ".join(one.words["en"] for one in found)


def test_all_is_well(server: FakeMastodon) -> None:
    """The doctor says what the token may do, and what it may not."""
    (one,) = look_at_mastodon(mastodon_settings(server.url), environment())
    assert one.level is Level.OK
    assert f"@{HANDLE} may read its mentions" in one.words["en"]
    assert "ni masquer ni supprimer" in one.words["fr"]


@pytest.mark.parametrize(
    ("fault", "level", "said"),
    [
        (Fault(status=401), Level.FAULT, "does not take the token"),
        (Fault(status=429), Level.WARNING, "to wait before"),
        (Fault(status=500), Level.WARNING, "could not be reached"),
        (Fault(status=200, body='{"username":"other"}'), Level.FAULT, "belongs to @other"),
        (Fault(on="GET /api/v1/notifications", status=403), Level.FAULT, "may not read"),
    ],
)
def test_what_the_server_says(server: FakeMastodon, fault: Fault, level: Level, said: str) -> None:
    """Each thing that can be wrong has its sentence, with what to do."""
    server.faults.append(fault)
    (one,) = look_at_mastodon(mastodon_settings(server.url), environment())
    assert (one.level, said in one.words["en"]) == (level, True)


def test_the_settings(server: FakeMastodon, tmp_path: Path) -> None:
    """Accounts, channels and searches that do not fit, and an account that hides its program."""
    server.bot = False
    over = search("x").model_copy(update={"until": datetime(2020, 1, 1, tzinfo=UTC).date()})
    settings = mastodon_settings(server.url, searches=[over])
    channels = [Channel(platform="mastodon", id="other@b.example")]
    shown = _words(
        look_at_mastodon(settings.model_copy(update={"channels": channels}), environment())
    )
    for said in ("has no channel mastodon/", "belongs to no account", "is over", "as automated"):
        assert said in shown
    assert "no group platforms.mastodon" in _words(
        look_at_mastodon(Settings(channels=channels), environment())
    )
    assert look_at_mastodon(Settings(), environment()) == []
    shown = _words(look_at_mastodon(mastodon_settings(server.url), Environment()))
    assert "LIAISON_MASTODON_TOKEN" in shown


def test_tokens(tmp_path: Path) -> None:
    """From the environment for the first account, or from a file with one word."""
    account = platform_of(mastodon_settings("http://a")).accounts[0]
    assert read_token(account, environment(), first=True).get_secret_value() == TOKEN
    with pytest.raises(NoToken):
        read_token(account, environment(), first=False)
    file = tmp_path / "m.token"
    of_file = account.model_copy(update={"token_file": file})
    with pytest.raises(NoToken):
        read_token(of_file, environment(), first=True)
    file.write_text("word\n", encoding="utf-8")
    assert read_token(of_file, Environment(), first=False).get_secret_value() == "word"
    file.write_text("two words\n", encoding="utf-8")
    with pytest.raises(NoToken):
        read_token(of_file, environment(), first=True)


ACCOUNT = "accounts: [{handle: a@b.example}]"
REST = "owner: Desk, purpose: Wrong statements about loans, until: 2026-12-31"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("accounts: []", "accounts"),
        ("accounts: [{handle: alone}]", "learnersupport@social.example"),
        ("accounts: [{handle: a@b.example, base_url: 'ftp://a'}]", "https://social.example"),
        ("accounts: [{handle: a@b.example, base_url: 'https://u:secret@a'}]", "password"),
        ("accounts: [{handle: a@b.example}, {handle: A@b.example, token_file: t}]", "twice"),
        ("accounts: [{handle: a@b.example}, {handle: c@b.example}]", "token_file"),
        (f"{ACCOUNT}, searches: [{{name: a, query: '@alextremblay loans', {REST}}}]", "@alext"),
        (f"{ACCOUNT}, searches: [{{name: a, query: 'Alex Tremblay', {REST}}}]", "Alex Tremblay"),
        (f"{ACCOUNT}, every_s: 3", "every_s"),
    ],
)
def test_faults_are_named(tmp_path: Path, text: str, said: str) -> None:
    """Each fault says where it is and what is wrong; a password is not repeated."""
    file = tmp_path / "liaison.yaml"
    file.write_text(f"platforms: {{mastodon: {{{text}}}}}", encoding="utf-8")
    with pytest.raises(DocumentError) as refused:
        parse_model(load_yaml(file), Settings)
    shown = refused.value.render("en")
    assert said in shown
    assert "secret" not in shown


CONFIG = """\
platforms:
  mastodon:
    accounts: [{{handle: learners@social.example, base_url: "{url}"}}]
channels:
  - {{platform: mastodon, id: learners@social.example, mode: live}}
hours: {{week: {{monday: ["00:00-00:01"]}}, calendar: none}}
hold_back_seconds: 0
matching: {{vectors: false}}
"""


def test_the_program_starts_it(
    server: FakeMastodon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`liaison run --once` reads what is there; what is missing is said before."""
    server.write("alex", f"@{LOCAL} Do I have to repay the grant?")
    here = office(tmp_path, config=CONFIG.format(url=server.url))
    none = here.run("run", "--once")
    assert (none.code, "LIAISON_MASTODON_TOKEN" in none.err) == (4, True)
    monkeypatch.setenv("LIAISON_MASTODON_TOKEN", TOKEN)
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "mastodon", None)
        none = here.run("run", "--once")
        assert (none.code, "liaison-bot[social]" in none.err) == (4, True)
        assert "liaison-bot[social]" in here.run("doctor").out
    once = here.run("run", "--once")
    assert once.code == 0, once.err
    database = here.open()
    with database.read() as connection:
        assert queue.card(connection, 1).messages[0].text.startswith(f"@{LOCAL}")
    database.close()
    rows = [json.loads(line) for line in here.run("doctor", "--json").out.splitlines()]
    assert {row["level"] for row in rows if row["check"] == "mastodon"} == {"ok"}
