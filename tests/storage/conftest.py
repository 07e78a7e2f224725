"""One database a test: a fresh file, or an emptied schema of a PostgreSQL server."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy.engine import make_url
from sqlmodel import SQLModel

from bot.storage.database import Database
from tests.fakes import new_database

POSTGRES_VARIABLE: Final = "LIAISON_TEST_POSTGRES_URL"
_WHY_NOT: Final = f"{POSTGRES_VARIABLE} names no PostgreSQL server to test on"


@pytest.fixture(scope="session")
def postgres_url(worker_id: str) -> Iterator[str]:
    """Address of a schema of this worker's own, up to date; it is dropped at the end."""
    address = os.environ.get(POSTGRES_VARIABLE)
    if not address:
        pytest.skip(_WHY_NOT)
    schema = f"liaison_test_{worker_id}_{os.getpid()}"
    server = Database(address)
    with server.write() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    own = make_url(address).update_query_dict({"options": f"-csearch_path={schema}"})
    url = own.render_as_string(hide_password=False)
    database = Database(url)
    database.upgrade()
    database.close()
    yield url
    with server.write() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
    server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of an empty database with the present schema."""
    if request.param == "sqlite":
        file = tmp_path / "contract.db"
        new_database(file).close()
        return f"sqlite:///{file}"
    url: str = request.getfixturevalue("postgres_url")
    database = Database(url)
    names = ", ".join(f'"{name}"' for name in SQLModel.metadata.tables)
    with database.write() as connection:
        connection.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
    database.close()
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty database, open."""
    opened = Database(database_url)
    yield opened
    opened.close()
