"""The doctor: what is in place, what is not, and what to do about it."""

import json
import os
import socket
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.doctor import examine
from bot.findings import Finding, Level
from bot.storage import record
from bot.storage.record import Entry
from tests.bot.office import NOW, Office, office

CONFIG = """\
file: {{inbox: {folder}/in.jsonl, outbox: {folder}/out.jsonl}}
channels:
  - {{platform: file, id: news, mode: live}}
anchor_file: {folder}/anchors.txt
"""


def _well(tmp_path: Path) -> Office:
    here = office(tmp_path, config=CONFIG.format(folder=tmp_path))
    here.db.chmod(0o660)
    return here


def _found(here: Office, now: datetime = NOW) -> list[Finding]:
    return list(examine(here.config, str(here.db), os.environ, now))


def _not_ok(found: list[Finding]) -> dict[str, Level]:
    return {one.check: one.level for one in found if one.level is not Level.OK}


def test_a_well_installation(tmp_path: Path) -> None:
    """Where all is in place nothing is a fault, and what could be better is said."""
    found = _found(_well(tmp_path))
    assert Level.FAULT not in {one.level for one in found}
    checks = {one.check for one in found}
    assert checks >= {
        "python", "configuration", "channels", "translation", "database", "disk", "documents",
        "staff", "record", "anchor", "clock", "inbox",
    }  # fmt: skip


def test_everything_is_said_in_both_languages(tmp_path: Path) -> None:
    """Each finding differs between the languages and leaves no placeholder."""
    empty = tmp_path / "empty"
    empty.mkdir()
    for one in (*_found(_well(tmp_path)), *_found(office(empty, staffed=False))):
        assert one.words.en != one.words.fr
        assert "{" not in one.words.en + one.words.fr


def test_a_fresh_database(tmp_path: Path) -> None:
    """A database with nothing in it: documents and staff are faults, with what to type."""
    here = office(tmp_path, staffed=False)
    told = here.both("doctor")
    assert [one.code for one in told] == [1, 1]
    for command in ("liaison documents import policy", "liaison staff invite"):
        assert all(command in one.out for one in told)
    assert "FAULT" in told[0].out
    assert "ANOMALIE" in told[1].out


def test_no_database(tmp_path: Path) -> None:
    """A database that is not there is one fault, and the rest is looked at all the same."""
    here = Office(folder=tmp_path)
    here.config.write_text("{}\n")
    rows = [json.loads(line) for line in here.run("doctor", "--json").out.splitlines()]
    assert {row["check"] for row in rows if row["level"] == "fault"} == {"database"}
    assert {"python", "configuration", "translation"} <= {row["check"] for row in rows}
    assert not here.db.exists()


def test_a_faulty_configuration(tmp_path: Path) -> None:
    """Faults of the configuration are told with file and line."""
    here = office(tmp_path, config="timezone: Atlantis\n")
    for told in here.both("doctor"):
        assert told.code == 1
        assert f"{here.config}:1:" in told.out


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("update event set actor = 'x' where seq = 2", "record"),
        ("delete from staff", "staff"),
        ("delete from document where kind = 'facts'", "documents"),
        ("update document set files = '{\"a.yaml\":\"id: [\"}' where kind = 'policy'", "documents"),
        ("update document set files = 'x' where kind = 'facts'", "documents"),
        ("update staff set platform_ids = '[1' where name = 'Ada'", "staff"),
        ("update event set at = 'noon' where seq = (select seq from record_head)", "clock"),
        ("update alembic_version set version_num = 'x9'", "database"),
    ],
)
def test_faults(statement: str, check: str, tmp_path: Path) -> None:
    """What keeps the program from its work is a fault, and the exit code says so."""
    here = _well(tmp_path)
    raw = sqlite3.connect(here.db)
    raw.execute(statement)
    raw.commit()
    raw.close()
    assert _not_ok(_found(here)).get(check) is Level.FAULT
    assert here.run("doctor", "--json").code == 1


def test_warnings(tmp_path: Path) -> None:
    """Pauses, an incident, a file that others may read: somebody should look."""
    here = _well(tmp_path)
    here.run("pause", "--as", "Gus")
    here.run("incident", "on", "--as", "Gus")
    here.db.chmod(0o644)
    found = _found(here, datetime.now(UTC))
    levels = _not_ok(found)
    assert {levels.get(name) for name in ("pause", "incident", "database")} == {Level.WARNING}
    assert any("chmod o-rwx" in one.words.fr for one in found)


def test_the_anchor_file_is_compared(tmp_path: Path) -> None:
    """An anchor that the record does not have is a fault; one that it has is well."""
    here = _well(tmp_path)
    head = json.loads(here.run("record", "verify", "--json").out)
    anchors = tmp_path / "anchors.txt"
    anchors.write_text(f"{NOW.isoformat()} {head['events']} {head['head']}\n")
    assert "anchor" not in _not_ok(_found(here))
    anchors.write_text(f"{NOW.isoformat()} {head['events']} {'0' * 64}\n")
    assert _not_ok(_found(here))["anchor"] is Level.FAULT


def test_a_slow_clock(tmp_path: Path) -> None:
    """A clock that is behind the record is a fault: events would seem to come too early."""
    here = _well(tmp_path)
    database = here.open()
    with database.write() as connection:
        entry = Entry(kind="x", actor="program", subject="record", payload={})
        record.append(connection, [entry], NOW + timedelta(hours=1))
    database.close()
    assert _not_ok(_found(here))["clock"] is Level.FAULT


def test_the_quick_look_is_at_the_end(tmp_path: Path) -> None:
    """Verifying behind an event finds what is wrong after it, and only that."""
    here = _well(tmp_path)
    raw = sqlite3.connect(here.db)
    raw.execute("update event set actor = 'x' where seq = 5")
    raw.commit()
    raw.close()
    database = here.open()
    with database.read() as connection:
        assert [one.seq for one in record.verify(connection, after=4)] == [5]
        assert record.verify(connection, after=5) == []
    database.close()


def test_alive_asks_the_running_program(tmp_path: Path) -> None:
    """Health checks ask one address; where nobody answers there, the exit code says so."""
    place = Office(folder=tmp_path)
    place.config.write_text("{}\n")
    assert place.run("db", "upgrade").code == 0
    assert place.run("doctor", "--alive").code == 0  # no port: the database is enough
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        place.config.write_text(f"health: {{port: {taken.getsockname()[1]}}}\n")
        told = place.run("doctor", "--alive", lang="fr")
    assert told.code == 1
    assert "ne fonctionne pas" in told.out
