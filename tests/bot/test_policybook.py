"""Dated versions of the policy: which one holds, taken up by the running program by itself."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.app import approved
from bot.cli import main
from bot.policybook import DatedPolicy, PolicyBook, in_force_at
from bot.storage import documents as store
from bot.storage.database import Database
from bot.storage.documents import DocumentKind
from bot.storage.intake import MESSAGE
from bot.toolbox import SHIPPED_FACTS, SHIPPED_POLICY, SHIPPED_TEMPLATES
from bot.worker import Worker
from policies.document import load_policy
from policies.policy import Policy
from tests.bot.office import office
from tests.fakes import Bench, build_test_app, message, new_database
from tests.policies.policyfile import changed, write

START = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
RUDE = "You are an idiot."


def day(number: int) -> datetime:
    """Return a day of March 2026."""
    return datetime(2026, 3, number, tzinfo=UTC)


def version(
    folder: Path, name: str, start: int, *, until: int | None = None, approved: int = 1
) -> DatedPolicy:
    """Return a version that takes effect on a day of March, approved on another one."""
    end = f"\neffective_until: 2026-03-{until:02}" if until else ""
    text = changed(
        ("effective_from: 2026-01-01", f"effective_from: 2026-03-{start:02}{end}"),
        ('version: "1"', f'version: "{name}"'),
    )
    policy = load_policy(write(folder, text))
    return DatedPolicy(name="policy", sha256=name, policy=policy, approved_at=day(approved))


def held(versions: list[DatedPolicy], *days: int) -> list[str | None]:
    """Return which version holds on each day."""
    found = [in_force_at(versions, day(number)) for number in days]
    return [one.policy.version if one else None for one in found]


def test_which_version_holds(tmp_path: Path) -> None:
    """The one that began last, whether by its date or by its approval."""
    old, new = version(tmp_path, "old", 2), version(tmp_path, "new", 10)
    assert held([old, new], 2, 9, 10, 20) == ["old", "old", "new", "new"]
    fix = version(tmp_path, "fix", 2, approved=5)
    assert held([old, new, fix], 4, 5, 10) == ["old", "fix", "new"]
    late = version(tmp_path, "late", 2, approved=12)  # approved after the new one took effect
    assert held([old, new, late], 11, 12) == ["new", "late"]


def test_nothing_goes_unscreened(tmp_path: Path) -> None:
    """Before the first version the first one counts; after the last one that ended, that one."""
    first, second = version(tmp_path, "a", 5, until=7), version(tmp_path, "b", 10, until=12)
    assert held([first, second], 1, 5, 8, 11, 20) == ["a", "a", "a", "b", "b"]
    assert in_force_at([], day(1)) is None


def test_a_screener_is_made_once(tmp_path: Path) -> None:
    """Between two turns the same screener answers, and each version has one."""
    made: list[str] = []

    def make(policy: Policy) -> object:
        made.append(policy.version)
        return policy

    book = PolicyBook(
        [version(tmp_path, "old", 2), version(tmp_path, "new", 10)],
        (),
        lambda: day(20),
        make,  # type: ignore[arg-type]  # the test asks nothing of it
    )
    for number in (3, 4, 11, 3, 12):
        book.screener(None, day(number))
    assert book.screener() is book.screener(None, day(11))
    assert made == ["old", "new"]


def put(
    database: Database, path: Path, now: datetime, kind: DocumentKind = DocumentKind.POLICY
) -> None:
    """Import and approve a version."""
    with database.write() as connection:
        made, _ = store.import_document(connection, kind, path, by=1, now=now)
        store.approve(connection, kind, made.sha256, by=2, now=now)


def shipped_as(folder: Path, name: str, start: str, *, effect: str = "review") -> Path:
    """Write the shipped policy as another version."""
    made = folder / name
    made.mkdir()
    for file in SHIPPED_POLICY.glob("*.yaml"):
        text = file.read_text("utf-8").replace('version: "2026.1"', f'version: "{name}"')
        text = text.replace("effective_from: 2025-09-01", f"effective_from: {start}")
        text = text.replace("    coarse: note\n", f"    coarse: {effect}\n")
        (made / file.name).write_text(text, "utf-8")
    return made


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The program, working by what is approved in its database."""
    database = new_database(tmp_path / "liaison.db")
    for kind, path in (
        (DocumentKind.POLICY, SHIPPED_POLICY),
        (DocumentKind.FACTS, SHIPPED_FACTS),
        (DocumentKind.TEMPLATES, SHIPPED_TEMPLATES),
    ):
        put(database, path, START, kind)
    in_use = approved(database, now=START)
    database.close()
    made = build_test_app(tmp_path, in_use=in_use)
    yield made
    made.app.close()


def come(bench: Bench, number: int) -> tuple[str, str]:
    """Let a coarse message come, work as the program does, return its version and route."""
    worker = Worker(bench.app, [])
    bench.app.pipeline.accept([message(number, f"What a shitty website {number}")], bench.clock())
    worker._process_batch()
    with bench.app.database.read() as connection:
        row = connection.execute(
            select(MESSAGE.c.policy_version, MESSAGE.c.route, MESSAGE.c.screening).where(
                MESSAGE.c.external_id == f"m-{number}"
            )
        ).one()
    assert json.loads(row.screening)["policy_version"] == row.policy_version
    return row.policy_version, row.route


def test_a_newly_approved_version_is_taken_up(bench: Bench, tmp_path: Path) -> None:
    """Between two batches, without a restart; what was screened before keeps its version."""
    assert come(bench, 1) == ("2026.1", "ignore")
    bench.clock.forward(minutes=1)
    put(bench.app.database, shipped_as(tmp_path, "now", "2026-03-01"), bench.clock())
    assert come(bench, 2) == ("now", "review")
    assert bench.app.policy.version == "now"
    with bench.app.database.read() as connection:
        rows = connection.execute(select(MESSAGE.c.policy_version).order_by(MESSAGE.c.id))
        assert [row.policy_version for row in rows] == ["2026.1", "now"]


def test_a_dated_version_takes_effect_at_its_moment(bench: Bench, tmp_path: Path) -> None:
    """Approved today for tomorrow: it holds from tomorrow on, by itself."""
    tomorrow = bench.clock() + timedelta(days=1)
    later = shipped_as(tmp_path, "next", tomorrow.isoformat())
    put(bench.app.database, later, bench.clock())
    assert come(bench, 1) == ("2026.1", "ignore")
    bench.clock.forward(days=1, seconds=-1)
    assert come(bench, 2) == ("2026.1", "ignore")
    bench.clock.forward(seconds=1)
    assert come(bench, 3) == ("next", "review")


def test_a_version_that_cannot_be_read_is_passed_over(bench: Bench, tmp_path: Path) -> None:
    """What holds goes on holding."""
    bench.clock.forward(minutes=1)
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "policy.yaml").write_text("id: [", "utf-8")
    put(bench.app.database, broken, bench.clock())
    assert come(bench, 1) == ("2026.1", "ignore")


def test_replay_chooses_by_the_time_of_each_message(tmp_path: Path) -> None:
    """A folder of versions: each message is judged by the one that held when it was sent."""
    versions = tmp_path / "versions"
    versions.mkdir()
    shipped_as(versions, "v1", "2026-01-01", effect="note")
    shipped_as(versions, "v2", "2026-02-01")
    stream = tmp_path / "stream.jsonl"
    lines = [
        {"id": str(n), "text": f"This is bullshit {n}", "sent_at": f"2026-0{n}-15T12:00:00Z"}
        for n in (1, 2)
    ]
    stream.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    office(tmp_path)
    config, out = str(tmp_path / "liaison.yaml"), tmp_path / "out"
    arguments = [str(stream), "--policy", str(versions), "--out", str(out), "--config", config]
    assert main(["replay", *arguments]) == 0
    database = Database(f"sqlite:///{out / 'liaison.db'}")
    with database.read() as connection:
        rows = connection.execute(select(MESSAGE).order_by(MESSAGE.c.external_id)).all()
    database.close()
    assert [(row.policy_version, row.route) for row in rows] == [("v1", "ignore"), ("v2", "review")]


def test_listing_says_which_one_is_in_force(tmp_path: Path) -> None:
    """A version approved for later is not in force yet; its day is said, in both languages."""
    place = office(tmp_path)
    later = shipped_as(tmp_path, "later", "2099-01-01")
    database = place.open()
    put(database, later, datetime.now(UTC))
    database.close()
    rows = [
        json.loads(line)
        for line in place.run("documents", "list", "policy", "--json").out.splitlines()
    ]
    assert [(row["in_force"], row["begins_at"]) for row in rows] == [
        (False, "2099-01-01T00:00:00+00:00"),
        (True, None),
    ]
    english, french = place.both("documents", "list", "policy")
    assert "takes effect on 2099-01-01" in english.out
    assert "entrera en vigueur le 2099-01-01" in french.out


def test_approval_says_when_it_counts(tmp_path: Path) -> None:
    """A policy is taken up by itself; the other documents are read at the start."""
    place = office(tmp_path)
    version = write(tmp_path, changed(("effective_from: 2026-01-01", "effective_from: 2099-01-01")))
    assert place.run("documents", "import", "policy", str(version), "--as", "Bea").code == 0
    rows = place.run("documents", "list", "policy", "--json").out.splitlines()
    start = json.loads(rows[0])["sha256"][:10]
    told = place.run("documents", "approve", "policy", start, "--as", "Cid")
    assert told.code == 0
    assert "takes it up by itself" in told.err
