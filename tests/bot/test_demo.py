"""`liaison demo`: the example stream, told so that anyone understands it."""

import io
import json
import os
import re
import time
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import func, select

from bot.cli import main
from bot.faults import ExitCode
from bot.storage import record, staff
from bot.storage.cases import CASE, DRAFT, PUBLICATION
from bot.storage.database import Database
from bot.storage.intake import MESSAGE
from policies.roles import Act
from translations.typography import faults

Captured = pytest.CaptureFixture[str]

STREAM: Final = Path(__file__).parents[2] / "bot" / "data" / "demo-stream.jsonl"
LIMIT_S: Final = 25
FLOOR: Final = 0.80  # of routes that a careful person would want; measured 0.857
ESCALATION_FLOOR: Final = 0.95  # measured 1.0
TITLES: Final = {
    "en": ("Some of what happens", "In brief", "What a reviewer would see", "What to type next"),
    "fr": ("Quelques moments", "En bref", "Ce que verrait l'équipe", "Que taper maintenant"),
}


@dataclass(frozen=True, kw_only=True)
class Demo:
    """A demo that was run, in a folder of its own."""

    folder: Path
    out: str
    err: str
    code: int
    seconds: float  # of the processor: others may be at work on it

    def database(self) -> Database:
        """Open what it left."""
        return Database(f"sqlite:///{self.folder / 'liaison-demo' / 'liaison.db'}")


def _alone(folder: Path, patch: pytest.MonkeyPatch) -> None:
    for name in ("LIAISON_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LIAISON_DB", "LIAISON_CONFIG"):
        patch.delenv(name, raising=False)
    patch.delenv("LIAISON_CLASSIFIER", raising=False)  # as people see it: with it
    patch.setenv("COLUMNS", "100")
    patch.setenv("XDG_DATA_HOME", str(folder / "data"))
    patch.chdir(folder)


def _shown(folder: Path, lang: str) -> Demo:
    out, err = io.StringIO(), io.StringIO()
    started = time.process_time()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        _alone(folder, patch)
        code = main(["demo", "--lang", lang])
    seconds = time.process_time() - started
    return Demo(folder=folder, out=out.getvalue(), err=err.getvalue(), code=code, seconds=seconds)


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demo in English: several tests look at one."""
    return _shown(tmp_path_factory.mktemp("english"), "en")


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder and an environment in which nothing is set."""
    _alone(tmp_path, monkeypatch)


def _expected() -> dict[str, dict[str, Any]]:
    """What each message should come to, by its last text."""
    wanted: dict[str, dict[str, Any]] = {}
    for line in STREAM.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        if one.get("event") != "deleted":
            wanted[one["id"]] = one["expect"]
    return wanted


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_demo_in_both_languages(lang: str, tmp_path: Path, english: Demo) -> None:
    """It takes seconds, tells its story in order, and its numbers are those of the database."""
    told = english if lang == "en" else _shown(tmp_path, lang)
    assert (told.code, told.err) == (ExitCode.OK, "")
    assert told.seconds < LIMIT_S
    places = [told.out.index(title) for title in TITLES[lang]]
    assert places == sorted(places)
    out = told.folder / "liaison-demo"
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    database = told.database()
    with database.read() as connection:
        routes = Counter(row.route for row in connection.execute(select(MESSAGE.c.route)))
        cases = connection.execute(select(func.count()).select_from(CASE)).scalar_one()
        standing = DRAFT.c.state.in_(("proposed", "published"))  # one is published for show
        query = select(func.count()).select_from(DRAFT).where(standing)
        drafts = connection.execute(query).scalar_one()
        mine = staff.reviewers_for(connection, "terminal", str(os.getuid()))
        replies = connection.execute(
            select(PUBLICATION.c.state, PUBLICATION.c.shadow).where(PUBLICATION.c.kind == "reply")
        ).all()
        broken = record.verify(connection)
    database.close()
    assert [tuple(row) for row in replies] == [("sent", True)]
    assert broken == []
    assert summary["by_route"] == {
        route: routes[route] for route in ("ignore", "draft", "review", "escalate")
    }
    assert (summary["messages"], summary["cases"], summary["drafts"], summary["errors"]) == (
        routes.total(),
        cases,
        drafts,
        0,
    )
    brief = told.out[places[1] : places[2]]
    numbers = {int(found) for found in re.findall(r"(?<![\d-])\d+(?![\d-])", brief)}
    assert {*routes.values(), routes.total(), drafts} <= numbers
    assert [one.languages for one in mine] == [frozenset({"en", "fr"})]
    assert mine[0].may(Act.APPROVE_REPLY)


def test_moments_are_few_and_never_sensitive(english: Demo) -> None:
    """About two dozen moments, the escalations among them, and no text of a threat."""
    told = english.out
    moments = told[: told.index(TITLES["en"][1])]
    lines = re.findall(r"^ +\d+:\d\d [ap]\.m\.  ", moments, flags=re.MULTILINE)
    assert 12 <= len(lines) <= 25
    assert "To a person at once: Threat" in moments
    assert "kill" not in told
    assert "tuer" not in told


@pytest.mark.soak
@pytest.mark.usefixtures("alone")
def test_our_own_french_is_clean(capsys: Captured) -> None:
    """What the demo itself says in French keeps the rules; quoted messages are as they came."""
    main(["demo", "--lang", "fr"])
    told = capsys.readouterr().out
    told = told[: told.index("Un dossier, tel")]  # the card has English on it too
    own = " ".join(line.strip() for line in told.splitlines() if "«" not in line)
    assert faults(own, "fr") == []


@pytest.mark.soak
@pytest.mark.usefixtures("alone")
def test_starts_afresh(tmp_path: Path) -> None:
    """A second demo has the same numbers as the first, not twice as many."""
    main(["demo"])
    path = tmp_path / "liaison-demo" / "summary.json"
    first = json.loads(path.read_text(encoding="utf-8"))
    (tmp_path / "liaison-demo" / "notes.txt").write_text("mine")
    assert main(["demo"]) == ExitCode.OK
    second = json.loads(path.read_text(encoding="utf-8"))
    assert {**first, "seconds": 0} == {**second, "seconds": 0}
    assert (tmp_path / "liaison-demo" / "notes.txt").read_text() == "mine"


@pytest.mark.usefixtures("alone")
def test_removes_nothing_that_is_not_its_own(tmp_path: Path, capsys: Captured) -> None:
    """A folder with other things in it, a replay's too, is refused and stays as it is."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "summary.json").write_text("mine")
    assert main(["demo", "--out", str(folder)]) == ExitCode.USAGE
    assert "removes nothing" in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["summary.json"]
    assert (folder / "summary.json").read_text() == "mine"


def test_routes_of_the_stream(english: Demo) -> None:
    """Most messages go where a careful person would send them, and nearly all escalations do."""
    database = english.database()
    with database.read() as connection:
        found = {
            row.external_id: row.route
            for row in connection.execute(select(MESSAGE.c.external_id, MESSAGE.c.route))
        }
    database.close()
    wanted = {name: one for name, one in _expected().items() if not one.get("hard")}
    assert set(wanted) <= set(found)
    right = sum(found[name] == one["route"] for name, one in wanted.items())
    assert right / len(wanted) >= FLOOR
    urgent = [name for name, one in wanted.items() if one["route"] == "escalate"]
    assert sum(found[name] == "escalate" for name in urgent) / len(urgent) >= ESCALATION_FLOOR
