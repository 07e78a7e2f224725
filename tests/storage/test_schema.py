"""The migrations make what the models say, and a database that does not fit is refused."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlmodel import SQLModel

from bot.storage.database import (
    BadAddress,
    Database,
    MissingDatabase,
    NewerDatabase,
    NotADatabase,
    NotReachable,
    OlderDatabase,
)


def test_the_migrations_make_what_the_models_say(database: Database) -> None:
    """Autogenerate finds nothing to change after an upgrade."""
    with database.read() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, SQLModel.metadata) == []


def test_an_upgrade_twice_changes_nothing(database: Database) -> None:
    """Upgrading is safe to repeat."""
    before = database.revision()
    assert database.upgrade() == before
    database.check()


def test_a_newer_database_is_refused(database: Database) -> None:
    """An old program does not touch what a newer one wrote."""
    newest = database.revision()
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        with pytest.raises(NewerDatabase, match="9999"):
            database.check()
        with pytest.raises(NewerDatabase, match="9999"):
            database.upgrade()
    finally:
        with database.write() as connection:
            connection.execute(
                text("UPDATE alembic_version SET version_num = :newest"), {"newest": newest}
            )


def test_a_file_that_is_not_there_is_not_made_on_the_quiet(tmp_path: Path) -> None:
    """A wrong path is named; no empty file is left behind."""
    file = tmp_path / "new.db"
    database = Database(f"sqlite:///{file}")
    with pytest.raises(MissingDatabase, match=r"new\.db"):
        database.check()
    database.close()
    assert not file.exists()


def test_an_empty_file_has_to_be_upgraded(tmp_path: Path) -> None:
    """A database that was never upgraded says so."""
    file = tmp_path / "new.db"
    file.touch()
    database = Database(f"sqlite:///{file}")
    with pytest.raises(OlderDatabase):
        database.check()
    database.close()


def test_another_file_is_no_database(tmp_path: Path) -> None:
    """A file that is something else is named, and stays what it is."""
    file = tmp_path / "letter.txt"
    file.write_text("Dear agency, " * 200)
    database = Database(f"sqlite:///{file}")
    with pytest.raises(NotADatabase, match=r"letter\.txt"):
        database.check()
    database.close()
    assert file.read_text() == "Dear agency, " * 200


def test_a_damaged_database_says_so(tmp_path: Path) -> None:
    """Pages that were overwritten are reported as damage."""
    file = tmp_path / "liaison.db"
    database = Database(f"sqlite:///{file}")
    database.upgrade()
    database.close()
    content = bytearray(file.read_bytes())
    content[4096 : len(content)] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    damaged = Database(f"sqlite:///{file}")
    with pytest.raises(NotADatabase), damaged.read() as connection:
        connection.execute(text('SELECT * FROM "case"')).all()
    damaged.close()


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("no address at all", BadAddress),
        ("sqlite:////no/such/folder/liaison.db", NotReachable),
        ("postgresql://liaison@127.0.0.1:1/none?connect_timeout=2", NotReachable),
    ],
)
def test_an_address_that_leads_nowhere_is_named(url: str, fault: type[Exception]) -> None:
    """A wrong address is an error of ours that a person can act on."""
    with pytest.raises(fault):
        _opened_and_checked(url)


def _opened_and_checked(url: str) -> None:
    database = Database(url)
    try:
        database.check()
    finally:
        database.close()


def test_a_password_is_never_shown() -> None:
    """The place that messages name has no password in it."""
    database = Database("postgresql://liaison:hunter2@127.0.0.1:1/none")
    assert "hunter2" not in database.place
    database.close()
