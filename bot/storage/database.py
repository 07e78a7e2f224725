"""One database: engine, pragmas, migrations, and the errors that a person can act on."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, OperationalError
from sqlmodel import create_engine

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS: Final = Path(__file__).with_name("migrations")
_UPGRADE_LOCK: Final = "SELECT pg_advisory_xact_lock(7304601)"  # any number that is only ours
_BUSY_S: Final = 30  # how long SQLite is waited for
_AGAIN_S: Final = 0.02  # between two tries where it does not wait by itself


class StorageFault(Exception):
    """Root of what storage can report; `key` names the sentence in the catalog."""

    key = "storage.fault"

    def __init__(self, place: str, detail: str = "") -> None:
        super().__init__(f"{self.key}: {place} {detail}".strip())
        self.place = place
        self.detail = detail


class BadAddress(StorageFault):
    """The database address cannot be read."""

    key = "storage.bad_address"


class NoDriver(StorageFault):
    """The database needs a driver that is not installed."""

    key = "storage.no_driver"


class NotReachable(StorageFault):
    """The database cannot be opened."""

    key = "storage.not_reachable"


class ReadOnly(StorageFault):
    """The database cannot be written."""

    key = "storage.read_only"


class DiskFull(StorageFault):
    """There is no room left."""

    key = "storage.disk_full"


class NotADatabase(StorageFault):
    """The file is something else, or damaged."""

    key = "storage.not_a_database"


class NewerDatabase(StorageFault):
    """A newer version of the program wrote it."""

    key = "storage.newer"


class OlderDatabase(StorageFault):
    """It has to be upgraded first."""

    key = "storage.older"


class MissingDatabase(StorageFault):
    """There is no file yet."""

    key = "storage.missing"


class Conflict(StorageFault):
    """Somebody else changed it in between: compare-and-set failed."""

    key = "storage.conflict"


class Database:
    """A database that is open; one writer at a time on SQLite."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.place = _place(url)
        self.engine = _engine(url, self.place)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of ours."""
        return self.engine.dialect.name == "sqlite"

    @property
    def file(self) -> Path | None:
        """The file of a SQLite database."""
        return sqlite_file(self.engine.url)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that only reads."""
        with self._translated(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(
        self, name: str = "", probe: Callable[[str], None] = lambda _point: None
    ) -> Iterator[Connection]:
        """One transaction; on SQLite it takes the write lock at once.

        Args:
            name: what the transaction does; its two crash points are called after it.
            probe: called at both crash points, just before and just after the commit.
        """
        with self._translated(), self.engine.connect() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
                probe(f"{name}:before commit")
                connection.commit()
            except BaseException:
                connection.rollback()
                raise
        probe(f"{name}:after commit")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as fault:
            raise translate_fault(fault, self.place) from fault

    def upgrade(self) -> str:
        """Bring the schema up to date; return its revision.

        Raises:
            NewerDatabase: a newer version of the program wrote it.
        """
        from alembic import command

        with self._translated():
            self._refuse_newer()
            with self.engine.connect() as connection:
                # whole or not at all, and one process at a time: the next one finds it done
                lock = "BEGIN IMMEDIATE" if self.is_sqlite else _UPGRADE_LOCK
                connection.exec_driver_sql(lock)
                command.upgrade(_alembic(connection), "head")
                connection.commit()
        return self.revision() or ""

    def revision(self) -> str | None:
        """Return the schema's revision, None for an empty database."""
        from alembic.runtime.migration import MigrationContext

        with self.read() as connection:
            return MigrationContext.configure(connection).get_current_revision()

    def check(self) -> None:
        """Refuse a database that is not there, or that this version cannot work with."""
        from alembic.script import ScriptDirectory

        if self.file is not None and not self.file.exists():
            raise MissingDatabase(self.place)  # opening it would leave an empty file behind
        self._refuse_newer()
        if self.revision() != ScriptDirectory(str(_MIGRATIONS)).get_current_head():
            raise OlderDatabase(self.place)

    def _refuse_newer(self) -> None:
        from alembic.script import ScriptDirectory

        current = self.revision()
        known = {script.revision for script in ScriptDirectory(str(_MIGRATIONS)).walk_revisions()}
        if current is not None and current not in known:
            raise NewerDatabase(self.place, current)

    def forget(self) -> None:
        """Make what was deleted unreadable: a SQLite file keeps it in free pages otherwise."""
        if not self.is_sqlite:
            return  # on a server that is the administrator's: docs/privacy.md
        with self._translated(), self.engine.connect() as connection:
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


def _alembic(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def sqlite_file(url: URL) -> Path | None:
    """Return the file that an address names, None where it names none."""
    name = url.database
    if url.get_backend_name() != "sqlite" or not name or name.startswith((":memory:", "file:")):
        return None
    return Path(name)


def _place(url: str) -> str:
    """What may be shown of an address: never the password."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        return url.rsplit("@", maxsplit=1)[-1]
    if parsed.get_backend_name() == "sqlite":
        return parsed.database or ":memory:"
    return parsed.render_as_string(hide_password=True)


def _engine(url: str, place: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() != "sqlite":
            return create_engine(parsed, pool_pre_ping=True)
        file = sqlite_file(parsed)
        if file is not None and not file.parent.is_dir():
            raise NotReachable(place, str(file.parent))
        engine = create_engine(
            parsed, connect_args={"timeout": _BUSY_S, "check_same_thread": False}
        )
    except ModuleNotFoundError as missing:
        raise NoDriver(place, missing.name or "") from missing
    except ArgumentError as bad:
        raise BadAddress(place) from bad
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where `Database.write` says so
    cursor = connection.cursor()
    try:
        cursor.execute(f"PRAGMA busy_timeout={_BUSY_S * 1000}")
        _write_ahead(cursor)
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
    finally:
        cursor.close()


def _write_ahead(cursor: sqlite3.Cursor) -> None:
    """Switch to the write-ahead log; where another process is just doing so, SQLite never waits."""
    until = time.monotonic() + _BUSY_S
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_AGAIN_S)
        else:
            return


_WORDS: Final[tuple[tuple[str, type[StorageFault]], ...]] = (
    ("readonly", ReadOnly),
    ("read-only", ReadOnly),
    ("disk is full", DiskFull),
    ("no space left", DiskFull),
    ("not a database", NotADatabase),
    ("malformed", NotADatabase),
    ("no such table", OlderDatabase),
    ("no such column", OlderDatabase),
    ("does not exist", OlderDatabase),
)


_DUPLICATES: Final = ("unique constraint failed", "duplicate key")


def translate_fault(fault: DBAPIError, place: str) -> Exception:
    """Return the fault in our words, the original where we have none."""
    words = str(fault.orig).lower()
    for sign, kind in _WORDS:
        if sign in words:
            return kind(place)
    if isinstance(fault, IntegrityError) and any(sign in words for sign in _DUPLICATES):
        return Conflict(place)  # another process wrote the same row first
    if isinstance(fault, OperationalError):
        return NotReachable(place, type(fault.orig).__name__)
    return fault
