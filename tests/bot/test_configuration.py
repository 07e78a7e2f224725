"""The configuration against its documentation, its example and its faults."""

import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.settings import DEFAULT_DB, Environment, Settings, database_url, load_settings
from policies.errors import DocumentError
from policies.hoursfile import HoursFile, NameFile, WeekFile
from policies.yamlfile import load_yaml, parse_model
from translations.typography import faults

ROOT = Path(__file__).parents[2]
PAGES = {"en": ROOT / "docs" / "configuration.md", "fr": ROOT / "docs" / "configuration.fr.md"}
EXAMPLE = ROOT / "liaison.example.yaml"
LEAVES = (NameFile, WeekFile)  # one row for all their keys


def _models(annotation: object) -> list[type[BaseModel]]:
    """Return the models within a type, such as those of `list[Channel]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for part in get_args(annotation) for found in _models(part)]


def _keys(model: type[BaseModel], before: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Yield every key that the file may have, as the documentation writes it."""
    for name, field in model.model_fields.items():
        below = [one for one in _models(field.annotation) if one not in LEAVES]
        if before and HoursFile in below:
            below = []  # the same keys as those of the agency's hours
        many = "[]" if "list[" in str(field.annotation) else ""
        if not below or many:
            yield before + name, field
        for one in below:
            yield from _keys(one, f"{before}{name}{many}.")


def _rows(page: str) -> dict[str, str]:
    """Return the cell of the default by key."""
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", page, flags=re.MULTILINE)
    return {key: default.strip() for key, default in rows if not key.startswith("LIAISON_")}


@pytest.mark.parametrize("lang", PAGES)
def test_every_key_is_documented(lang: str) -> None:
    """Each key of the settings has a row on each page, and no row is an invention."""
    rows = _rows(PAGES[lang].read_text("utf-8"))
    keys = [key for key, _ in _keys(Settings)]
    assert sorted(rows) == sorted(keys)


@pytest.mark.parametrize("lang", PAGES)
def test_defaults_are_as_documented(lang: str) -> None:
    """A default that is one word or number stands in its row as it is."""
    rows = _rows(PAGES[lang].read_text("utf-8"))
    wrong = {}
    for key, field in _keys(Settings):
        value = field.default.value if isinstance(field.default, Enum) else field.default
        if isinstance(value, bool):
            value = str(value).lower()
        if isinstance(value, (str, int)) and rows[key] != f"`{value}`":
            wrong[key] = rows[key]
        if field.is_required() and "file." not in key:
            assert rows[key] in {"required", "obligatoire"}
    assert wrong == {}
    assert rows["database"] == f"`{DEFAULT_DB}`"


@pytest.mark.parametrize("lang", PAGES)
def test_variables_are_documented(lang: str) -> None:
    """Each variable that the program reads is on each page."""
    files = [path for name in ("bot", "translations") for path in (ROOT / name).rglob("*.py")]
    read = {name for path in files for name in re.findall(r"LIAISON_[A-Z_]+", path.read_text())}
    read |= {f"LIAISON_{name.upper()}" for name in Environment.model_fields}
    told = set(re.findall(r"^\| `(LIAISON_[A-Z_]+)`", PAGES[lang].read_text("utf-8"), re.MULTILINE))
    assert told == read


def test_pages_say_the_same() -> None:
    """The rows of both pages are the same, in the same order."""
    rows = [list(_rows(page.read_text("utf-8"))) for page in PAGES.values()]
    assert rows[0] == rows[1]


def test_french_typography() -> None:
    """The French page is written as Canadian French is; code and tables aside."""
    text = re.sub(r"`[^`]*`", "`x`", PAGES["fr"].read_text("utf-8"))
    lines = [line for line in text.splitlines() if not line.startswith(("|---", "#"))]
    assert [fault for line in lines for fault in faults(line.strip("| "), "fr")] == []


def test_the_example_loads_and_is_complete() -> None:
    """The example is a valid configuration and shows every group of keys."""
    settings = parse_model(load_yaml(EXAMPLE), Settings)
    assert {channel.mode for channel in settings.channels} == {"shadow"}
    left_out = {"database_file"}  # shown would be database twice
    assert settings.model_fields_set == set(Settings.model_fields) - left_out


@pytest.mark.parametrize(
    ("text", "place", "en"),
    [
        ("timezone: Atlantis\n", ":1:11: timezone:", "not the name of a time zone"),
        ("chanels: []\n", ":1:1: chanels:", ""),
        ("channels:\n  - {platform: x, id: a, timezone: Nowhere}\n", ":2:36:", "Nowhere"),
        ("channels:\n  - {platform: x, id: a}\n  - {platform: x, id: a}\n", "x/a", "twice"),
        ("channels:\n  - {platform: x, id: a, autonomy: {post: auto}}\n", ":2:43:", ""),
        ("database: postgresql://me:secret@host/db\n", ":1:11: database:", "password"),
        ("file: {inbox: a.jsonl, outbox: ./a.jsonl}\n", ":1:7: file:", "answer itself"),
        ("hold_back_seconds: -1\n", ":1:20:", ""),
        ("retention: {decision_days: 10}\n", ":1:28:", ""),
    ],
)
def test_faults(text: str, place: str, en: str, tmp_path: Path) -> None:
    """A fault is told with its place in both languages, and never with the secret."""
    path = tmp_path / "liaison.yaml"
    path.write_text(text)
    with pytest.raises(DocumentError) as caught:
        load_settings(path, Environment())
    english, french = caught.value.render("en"), caught.value.render("fr")
    assert place in english
    assert en in english
    assert english != french
    assert "secret" not in english + french


def test_where_the_database_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The option goes before the variable, the variable before the file's own file, and so on."""
    monkeypatch.delenv("LIAISON_DB", raising=False)
    address = tmp_path / "address"
    address.write_text("postgresql://a:b@c/d\n")
    plain, filed = Settings(database="sqlite:///x.db"), Settings(database_file=address)
    assert database_url("y.db", filed, Environment()) == "sqlite:///y.db"
    assert database_url(None, filed, Environment()) == "postgresql://a:b@c/d"
    assert database_url(None, plain, Environment()) == "sqlite:///x.db"
    assert database_url(None, Settings(), Environment()) == DEFAULT_DB
    monkeypatch.setenv("LIAISON_DB", "sqlite:///z.db")
    assert database_url(None, filed, Environment()) == "sqlite:///z.db"
