"""The settings of X: what is refused, with what to do; and where the credentials come from."""

from pathlib import Path

import pytest

from bot.platforms.x.credentials import NoCredentials, read_credentials
from bot.settings import Channel, Environment, Settings
from bot.xsettings import XAccount
from policies.errors import DocumentError
from policies.yamlfile import load_yaml, parse_model
from responders.lengths import PostLimit

ACCOUNT = "platforms: {x: {accounts: [{handle: LearnerSupport}], searches: ["
REST = "owner: Issues desk, purpose: Wrong statements about loans, until: 2026-12-31}]"


def _load(folder: Path, text: str) -> Settings:
    file = folder / "liaison.yaml"
    file.write_text(text, encoding="utf-8")
    return parse_model(load_yaml(file), Settings)


@pytest.mark.parametrize(
    "query",
    [
        "student loan interest",
        '("bourse canadienne" OR "prêt étudiant") lang:fr',
        "from:LearnerSupport interest",
        "interest @StatCan_eng",
        '"Canada Student Grants" interest',
        "loans OR Grants OR Bourses",
        "url:learnersupport.example",
    ],
)
def test_searches_for_words_are_fine(tmp_path: Path, query: str) -> None:
    """Words, our own accounts, and public accounts and names that are listed."""
    text = (
        f"{ACCOUNT}{{name: loans, query: '{query}', {REST}, "
        "public_accounts: ['@StatCan_eng'], public_names: [Canada Student Grants Program]}}"
    )
    platform = _load(tmp_path, text).platforms.x
    assert platform is not None
    assert platform.searches[0].query == query
    assert platform.accounts[0].handle == "LearnerSupport"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("from:alextremblay loans", "@alextremblay"),
        ("to:@alextremblay", "@alextremblay"),
        ("loans @AlexTremblay", "@alextremblay"),
        ("retweets_of:alext", "@alext"),
        ('"Alex Tremblay" loans', "Alex Tremblay"),
        ("loans Marie-Ève Gagnon", "Marie-Ève Gagnon"),
        ("list:12345 loans", "aims at a person"),
        ("bio:student loans", "aims at a person"),
        ("alex@example.com", "aims at a person"),
        ("514-555-0199 loans", "aims at a person"),
    ],
)
def test_nobody_is_searched_for(tmp_path: Path, query: str, said: str) -> None:
    """A search that aims at a person is refused in both languages, with what to do."""
    with pytest.raises(DocumentError) as refused:
        _load(tmp_path, f"{ACCOUNT}{{name: loans, query: '{query}', {REST}}}}}")
    assert said in refused.value.render("en")
    assert "loans" in refused.value.render("fr")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("accounts: []", "accounts"),
        ("accounts: [{handle: not a handle}]", "not a handle"),
        ("accounts: [{handle: a}, {handle: A, credentials_file: b}]", "twice"),
        ("accounts: [{handle: a}, {handle: b}]", "credentials_file"),
        ("base_url: 'ftp://x', accounts: [{handle: a}]", "https://api.x.com"),
        ("base_url: 'https://me:secret@x', accounts: [{handle: a}]", "password"),
        ("accounts: [{handle: a}], budget: {month_usd: -1}", "month_usd"),
        (f"accounts: [{{handle: a}}], searches: [{{name: Big Name, query: b, {REST}", "Big Name"),
        ("accounts: [{handle: a}], searches: [{name: b, query: b, owner: c}]", "purpose"),
    ],
)
def test_faults_are_named(tmp_path: Path, text: str, said: str) -> None:
    """Each fault says where it is and what is wrong; a password is not repeated."""
    with pytest.raises(DocumentError) as refused:
        _load(tmp_path, f"platforms: {{x: {{{text}}}}}")
    shown = refused.value.render("en")
    assert said in shown
    assert "secret" not in shown


def test_an_end_and_an_owner_are_needed(tmp_path: Path) -> None:
    """A search without an end, an owner or a purpose is none."""
    text = f"{ACCOUNT}{{name: loans, query: loans, owner: '', purpose: short, until: never}}]}}}}"
    with pytest.raises(DocumentError) as refused:
        _load(tmp_path, text)
    shown = refused.value.render("en")
    assert all(name in shown for name in ("owner", "purpose", "until"))


def test_credentials(tmp_path: Path) -> None:
    """From the environment for the first account, or from a file with one word a line."""
    keys = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")
    file = tmp_path / "x.secret"
    file.write_text("\n".join(f"{key}: {key}-file" for key in keys), encoding="utf-8")
    given = Environment(**{f"x_{key}": f"{key}-env" for key in keys})  # type: ignore[arg-type]  # pydantic makes secrets of them
    from_file = read_credentials(XAccount(handle="a", credentials_file=file), Environment())
    from_env = read_credentials(XAccount(handle="a"), given)
    assert from_file.access_token_secret.get_secret_value() == "access_token_secret-file"
    assert from_env.consumer_key.get_secret_value() == "consumer_key-env"
    assert "env" not in repr(from_env)
    with pytest.raises(NoCredentials):
        read_credentials(XAccount(handle="b"), given, first=False)
    file.write_text("consumer_key: only this\n", encoding="utf-8")
    with pytest.raises(NoCredentials) as none:
        read_credentials(XAccount(handle="a", credentials_file=file), given)
    assert none.value.missing == "consumer_key, consumer_secret, access_token, access_token_secret"
    with pytest.raises(NoCredentials):
        read_credentials(XAccount(handle="a", credentials_file=tmp_path / "none"), given)


def test_how_long_a_text_may_be() -> None:
    """280 as X counts; more where the account pays for it; elsewhere characters."""
    assert Channel(platform="x", id="a").room == 280
    assert isinstance(Channel(platform="x", id="a").room, PostLimit)
    assert Channel(platform="x", id="a", length_limit=25_000).room == 25_000
    assert not isinstance(Channel(platform="telegram", id="1").room, PostLimit)
