"""Two programs on one database, for a while: nothing lost, nothing twice, one chain."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from bot.storage import record
from bot.storage.cases import PUBLICATION
from bot.storage.database import Database
from bot.storage.inbox import INBOX
from bot.storage.intake import MESSAGE
from tests.fakes import new_database
from tests.storage.conftest import POSTGRES_VARIABLE

pytestmark = pytest.mark.soak

NUMBER = 3_000  # messages; each program is given two thirds of them

# what a worker does: whoever is slower in a compare-and-set looks again
_PROGRAM = """
import sys
from pathlib import Path
from bot.storage.database import Conflict
from tests.fakes import CLOSED, FakeClock, QUESTION_EN, TALK_EN, build_test_app, message
url, start, stop = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
bench = build_test_app(Path(sys.argv[4]), url=url, clock=FakeClock(CLOSED))
def again(work, *args):
    while True:
        try:
            return work(*args)
        except Conflict:
            pass
texts = (TALK_EN, QUESTION_EN)
for n in range(start, stop, 20):
    batch = [
        message(k, f"{texts[k % 2]} {k}", author=f"a{k % 50}", sent_at=CLOSED)
        for k in range(n, n + 20)
    ]
    again(bench.app.pipeline.accept, batch, CLOSED)
    again(bench.app.pipeline.work)
while again(bench.app.pipeline.work):
    pass
bench.app.close()
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database that two processes can reach."""
    if request.param == "sqlite":
        new_database(tmp_path / "two.db").close()
        yield f"sqlite:///{tmp_path / 'two.db'}"
        return
    address = os.environ.get(POSTGRES_VARIABLE)
    if not address:
        pytest.skip(f"{POSTGRES_VARIABLE} names no PostgreSQL server to test on")
    schema = f"liaison_soak_{os.getpid()}"
    server = Database(address)
    with server.write() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    own = make_url(address).update_query_dict({"options": f"-csearch_path={schema}"})
    found = own.render_as_string(hide_password=False)
    database = Database(found)
    database.upgrade()
    database.close()
    yield found
    with server.write() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
    server.close()


def test_two_programs_on_one_database(url: str, tmp_path: Path) -> None:
    """Both accept and both process, with half of their messages in common."""
    shares = [(0, NUMBER * 2 // 3), (NUMBER // 3, NUMBER)]
    both = [
        subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, url, str(start), str(stop), str(tmp_path)],
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        for start, stop in shares
    ]
    errors = [one.communicate(timeout=300)[1] for one in both]
    assert [one.returncode for one in both] == [0, 0], errors
    database = Database(url)
    with database.read() as connection:
        assert connection.execute(select(func.count()).select_from(MESSAGE)).scalar_one() == NUMBER
        states = connection.execute(
            select(INBOX.c.state, func.count()).group_by(INBOX.c.state)
        ).all()
        assert [tuple(row) for row in states] == [("done", NUMBER)]
        keys = connection.execute(select(PUBLICATION.c.idempotency_key)).scalars().all()
        assert len(keys) == len(set(keys)) == 50  # one holding reply a person
        assert record.verify(connection) == []
    database.close()
