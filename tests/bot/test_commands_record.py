"""liaison record: a whole record, every kind of tampering in words, holds and purges."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage import record
from bot.storage.database import Database
from bot.storage.record import Tampering
from tests.bot.office import Office, office
from tests.fakes import INSULT_EN, TALK_EN, FakeClock, build_test_app, message
from translations.catalogs import catalog

TALK_OF_ONE = "Xylophone quokka marmalade."
PROBLEMS = "missing relinked envelope anchor payload erased cut head orphan".split()
LANGUAGES = ("en", "fr")


def _change(here: Office, *statements: str) -> None:
    database = here.open()
    with database.write() as connection:
        for statement in statements:
            connection.execute(text(statement))
    database.close()


def test_a_whole_record(tmp_path: Path) -> None:
    """Count and head are told, and the exit code is 0."""
    here = office(tmp_path)
    told = here.run("record", "verify")
    database = here.open()
    with database.read() as connection:
        head = record.head(connection)
    database.close()
    assert told.code == 0
    assert f"{head.seq}:{head.hash}" in told.out
    assert told.out.endswith("The record is whole.\n")
    assert json.loads(here.run("record", "verify", "--json").out) == {
        "events": head.seq,
        "head": head.hash,
        "anchors": 0,
        "problems": [],
    }


@pytest.mark.parametrize(
    ("statements", "problems"),
    [
        (["update event set actor = 'staff:9' where seq = 3"], ["envelope"]),
        (["update event_payload set payload = '{}' where seq = 3"], ["payload"]),
        (["delete from event_payload where seq = 3"], ["erased"]),
        (["delete from event where seq = 3"], ["missing", "orphan"]),
        (["update record_head set seq = 2"], ["head"]),
        (["update event set previous = hash where seq = 4"], ["relinked", "envelope"]),
    ],
)
def test_tampering_is_named(statements: list[str], problems: list[str], tmp_path: Path) -> None:
    """Each change behind the program's back is named in words, and the exit code is 1."""
    here = office(tmp_path)
    _change(here, *statements)
    told = here.run("record", "verify", "--json")
    assert told.code == 1
    assert [one["problem"] for one in json.loads(told.out)["problems"]] == problems
    english, french = here.both("record", "verify")
    assert english.code == french.code == 1
    assert "tampered" in english.err
    assert "altéré" in french.err


@pytest.mark.parametrize("problem", PROBLEMS)
def test_every_problem_has_words(problem: str) -> None:
    """Each kind of tampering has a sentence of its own in both languages."""
    one = Tampering(seq=4711, problem=problem, detail="kind")
    key = f"record.problem.{one.problem}"
    told = [catalog(lang)(key, seq=one.seq, detail=one.detail) for lang in LANGUAGES]
    assert all("4711" in each for each in told)
    assert told[0] != told[1]


def test_anchors_show_a_cut_end(tmp_path: Path) -> None:
    """A head written down earlier, in a file or an option, shows that the end was cut off."""
    here = office(tmp_path)
    head = json.loads(here.run("record", "verify", "--json").out)
    anchor = f"{head['events']}:{head['head']}"
    assert here.run("record", "verify", "--anchor", anchor).code == 0
    _change(
        here,
        "delete from event_payload where seq = (select seq from record_head)",
        "delete from event where seq = (select seq from record_head)",
        "update record_head set seq = seq - 1",
        "update record_head set hash = (select hash from event order by seq desc limit 1)",
    )
    assert here.run("record", "verify").code == 0
    told = here.run("record", "verify", "--anchor", anchor)
    assert (told.code, "cut off" in told.out) == (1, True)
    file = tmp_path / "anchors.txt"
    file.write_text(f"2026-01-14T15:00:00+00:00 {head['events']} {head['head']}\n")
    assert here.run("record", "verify", "--anchor", str(file)).code == 1
    here.config.write_text(f"anchor_file: {file}\n")
    assert here.run("record", "verify").code == 1


@pytest.mark.parametrize("anchor", ["nowhere.txt", "12:abc", ""])
def test_bad_anchors(anchor: str, tmp_path: Path) -> None:
    """An anchor that is none is a mistake of the command line, not a fault of the record."""
    told = office(tmp_path).both("record", "verify", "--anchor", anchor)
    assert [one.code for one in told] == [2, 2]
    assert told[0].err != told[1].err


def test_holds(tmp_path: Path) -> None:
    """A hold stops a purge until it is lifted; the role is needed; each step is recorded."""
    here = office(tmp_path)
    place = ("record", "hold", "place", "request-12", "--reason", "access request")
    assert here.run(*place, "--as", "Ada").code == 2
    assert here.run(*place, "--as", "Dia").code == 0
    twice = here.both(*place, "--as", "Dia")
    assert [told.code for told in twice] == [2, 2]
    assert "request-12" in twice[1].err
    assert json.loads(here.run("record", "hold", "list", "--json").out)["case"] is None
    purge = ("record", "purge", "--before", "2020-01-01", "--consent", "2026-17", "--as", "Dia")
    refused = here.run(*purge)
    assert (refused.code, "request-12" in refused.err) == (2, True)
    assert here.run("record", "hold", "lift", "request-12", "--as", "Dia").code == 0
    assert here.run("record", "hold", "lift", "request-12", "--as", "Dia").code == 2
    assert here.run("record", "hold", "list").out == "No hold stands.\n"
    assert here.run(*purge).code == 0
    assert here.run("record", "verify").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("--before", "2020-01-01"),  # no consent
        ("--before", "soon", "--consent", "x"),
        ("--before", "2999-01-01", "--consent", "x"),
        ("--before", "2026-01-01", "--consent", "x"),  # within the retention period
    ],
)
def test_purges_that_are_refused(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """A purge without consent, without a day, or within the retention period takes nothing."""
    told = office(tmp_path).both("record", "purge", *arguments, "--as", "Dia")
    assert [one.code for one in told] == [2, 2]
    assert told[0].err != told[1].err


def test_a_dry_run_takes_nothing(tmp_path: Path) -> None:
    """The plan is shown and the record does not grow."""
    here = office(tmp_path)
    before = here.run("record", "verify", "--json").out
    told = here.run("record", "purge", "--before", "2020-01-01", "--dry-run", "--as", "Dia")
    assert told.out == "0 cases would be purged.\nThe content of 0 events would be erased.\n"
    assert here.run("record", "verify", "--json").out == before


def _old_talk(here: Office) -> None:
    """Two conversations of 2020 that asked nothing of anybody, and one that waits for a person."""
    clock = FakeClock(datetime(2020, 3, 4, 15, 0, tzinfo=UTC))
    database = Database(f"sqlite:///{here.db}")
    bench = build_test_app(here.folder, clock=clock, url=database.url)
    bench.arrive(
        *(
            replace(message(number, text, author=f"author-{number}"), sent_at=clock())
            for number, text in enumerate((f"{TALK_OF_ONE} {TALK_EN}", TALK_EN, INSULT_EN))
        )
    )
    bench.app.close()
    database.close()


def _anywhere(here: Office, words: str) -> bool:
    """Whether the words stand in any byte of the database's files."""
    files = here.folder.glob(f"{here.db.name}*")
    return any(words.encode() in path.read_bytes() for path in files)


def test_a_purge_leaves_nothing_to_read(tmp_path: Path) -> None:
    """Old settled cases go, texts and handles with them; the chain verifies; the rest stays."""
    here = office(tmp_path)
    _old_talk(here)
    assert _anywhere(here, TALK_OF_ONE)
    assert _anywhere(here, "author-0")
    purge = ("record", "purge", "--before", "2022-01-01", "--as", "Dia")
    planned = here.run(*purge, "--dry-run")
    assert planned.out.startswith("2 cases would be purged.\n")
    assert _anywhere(here, TALK_OF_ONE)
    done = here.run(*purge, "--consent", "2026-17")
    assert done.out.startswith("2 cases were purged.\n")
    assert not _anywhere(here, TALK_OF_ONE)
    assert not _anywhere(here, "author-0")
    assert _anywhere(here, "author-2")
    assert here.run("record", "verify").code == 0
    assert here.run(*purge, "--consent", "2026-18").out.startswith("0 cases were purged.\n")


def test_a_hold_on_one_case(tmp_path: Path) -> None:
    """A hold keeps its case; the others go."""
    here = office(tmp_path)
    _old_talk(here)
    hold = ("record", "hold", "place", "x", "--reason", "y", "--case", "1", "--as", "Dia")
    assert here.run(*hold).code == 0
    purge = ("record", "purge", "--before", "2022-01-01", "--consent", "z", "--as", "Dia")
    told = here.run(*purge, lang="fr")
    assert told.out.startswith("1 dossier éliminé.\n")
    assert "1 dossier ancien reste en raison d'une suspension.\n" in told.out
    assert _anywhere(here, TALK_OF_ONE)


def test_a_hold_on_a_case_that_is_not_there(tmp_path: Path) -> None:
    """It would keep nothing, so it is refused."""
    told = office(tmp_path).run(
        "record", "hold", "place", "x", "--reason", "y", "--case", "77", "--as", "Dia"
    )
    assert (told.code, "77" in told.err) == (2, True)
