"""liaison db, and every database that a command cannot work with."""

import sqlite3
import stat
from pathlib import Path

import pytest

from bot.cli import main
from bot.faults import explain
from bot.storage.database import Database, StorageFault
from tests.bot.office import Office, office
from translations.catalogs import catalog


def test_upgrade_creates_a_private_file(tmp_path: Path) -> None:
    """A new database is for its owner's eyes only; a second upgrade changes nothing."""
    here = Office(folder=tmp_path)
    here.config.write_text("{}\n")
    first = here.run("db", "upgrade")
    assert (first.code, "is ready" in first.out) == (0, True)
    assert stat.S_IMODE(here.db.stat().st_mode) == 0o600
    again = here.both("db", "upgrade")
    assert "up to date" in again[0].out
    assert "à jour" in again[1].out


def test_missing_database_is_not_created(tmp_path: Path) -> None:
    """A command on a database that is not there says what to type and leaves no empty file."""
    here = Office(folder=tmp_path)
    here.config.write_text("{}\n")
    for told in here.both("staff", "list"):
        assert told.code == 4
        assert "liaison db upgrade" in told.err
    assert not here.db.exists()


def test_older_and_newer_databases(tmp_path: Path) -> None:
    """An empty or older database asks for an upgrade; a newer one is left alone."""
    here = office(tmp_path)
    with sqlite3.connect(here.db) as raw:
        raw.execute("update alembic_version set version_num = '9999'")
    raw.close()
    told = here.both("staff", "list")
    assert [one.code for one in told] == [4, 4]
    assert "9999" in told[0].err
    assert here.run("db", "upgrade").code == 4
    here.db.write_bytes(b"")
    assert "liaison db upgrade" in here.run("staff", "list").err


def test_something_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is no database, and a folder that is not there, are said to be so."""
    here = office(tmp_path)
    here.db.write_bytes(b"This is not a database at all, really.\n" * 40)
    told = here.both("staff", "list")
    assert [one.code for one in told] == [4, 4]
    assert "is not a database" in told[0].err
    here.config.write_text("database: sqlite:////no/such/folder/x.db\n")
    assert main(["db", "upgrade", "--config", str(here.config), "--lang", "fr"]) == 4
    assert "/no/such/folder" in capsys.readouterr().err


def _faults(root: type[StorageFault]) -> list[type[StorageFault]]:
    return [root, *(one for below in root.__subclasses__() for one in _faults(below))]


@pytest.mark.parametrize("fault", _faults(StorageFault), ids=lambda fault: fault.__name__)
def test_every_storage_fault_has_words(fault: type[StorageFault]) -> None:
    """Each kind of fault is a sentence of its own, with the place, in both languages."""
    if not fault.__module__.startswith("bot."):
        pytest.skip("a fault that another test made up")
    told = [explain(fault("/data/x.db", "why"), catalog(lang)) for lang in ("en", "fr")]
    assert fault.key in catalog("en")
    assert all("/data/x.db" in words for words, _ in told)
    assert told[0] != told[1]
    assert {code for _, code in told} <= {2, 4}


def test_read_only_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A database that cannot be written is said to be so, and nothing is half done."""
    here = office(tmp_path)
    address = f"sqlite:///file:{here.db}?mode=ro&uri=true"
    arguments = ["pause", "--as", "Gus", "--db", address, "--config", str(here.config)]
    assert main([*arguments, "--lang", "fr"]) == 4
    assert "pas modifiée" in capsys.readouterr().err
    assert here.run("incident", "status").out.startswith("Nothing is paused.")


def test_passwords_are_not_shown() -> None:
    """What is shown of an address never has its password."""
    try:
        place = Database("postgresql://liaison:secret@db.example/liaison").place
    except StorageFault as fault:
        place = fault.place
    assert "secret" not in place
