"""`liaison policy diff`: two files, two stored versions, a stream, the messages of the record."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import build_app, shipped
from bot.settings import Settings
from bot.storage import documents
from bot.storage.documents import DocumentKind
from policies.document import SHIPPED
from tests.bot.office import NOW, Office, office
from tests.policies.messages import message


@pytest.fixture
def place(tmp_path: Path) -> Office:
    """Return an installation."""
    return office(tmp_path)


def stricter(folder: Path) -> Path:
    """Return a copy of the shipped policy that sends coarse words to review."""
    copy = folder / "stricter"
    copy.mkdir()
    for path in SHIPPED.glob("*.yaml"):
        text = path.read_text("utf-8").replace("    coarse: note\n", "    coarse: review\n")
        (copy / path.name).write_text(text, "utf-8")
    return copy


def stream(folder: Path, *lines: str) -> Path:
    """Write a stream of lines."""
    path = folder / "stream.jsonl"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


GOOD = (
    '{"id": "a", "text": "This is bullshit.", "lang": "en"}',
    '{"id": "b", "text": "Tabarnak que c\'est long, appelez-moi au 613-555-0142", "lang": "fr"}',
    '{"id": "c", "text": "Thank you for the quick answer", "lang": "en"}',
)


def test_on_a_stream(place: Office) -> None:
    """Both languages tell what differs and what would change, with masked examples."""
    new, on = stricter(place.folder), stream(place.folder, *GOOD)
    english, french = place.both("policy", "diff", str(SHIPPED), str(new), "--on", str(on))
    assert (english.code, french.code) == (0, 0)
    assert "Changed: the effect of “coarse”, route: it was “note”, it is “review”." in english.out
    assert "3 messages were screened with both versions." in english.out
    assert "Newly flagged: 1 message (33.3%); en: 1" in english.out
    assert "a (en): nothing to do → review; coarse: This is bullshit." in english.out
    assert "Nouvellement relevés\u00a0: 1 message (33,3\u00a0%); en\u00a0: 1" in french.out
    assert "613" not in english.out + french.out


def test_nothing_changes(place: Office) -> None:
    """Where nothing changes it says so."""
    on = stream(place.folder, *GOOD)
    told = place.run("policy", "diff", str(SHIPPED), str(SHIPPED), "--on", str(on))
    assert told.code == 0
    assert told.out.splitlines() == [
        "Both documents say the same.",
        "3 messages were screened with both versions.",
        "Nothing would change: each message gets the same labels and the same route.",
    ]


def test_bad_lines(place: Office) -> None:
    """A line that cannot be read is told with its place; the others count; exit code 3."""
    on = stream(place.folder, GOOD[0], '{"text": 3}', GOOD[2])
    told = place.run("policy", "diff", str(SHIPPED), str(SHIPPED), "--on", str(on), "--json")
    assert told.code == 3
    assert f"{on}:2: text" in told.err
    row = json.loads(told.out)
    assert (row["messages"], row["bad"], row["changed"]) == (2, 1, 0)


def test_json(place: Office) -> None:
    """Programs get one object per difference, then one with the counts."""
    new, on = stricter(place.folder), stream(place.folder, *GOOD)
    told = place.run("policy", "diff", str(SHIPPED), str(new), "--on", str(on), "--json")
    change, row = map(json.loads, told.out.splitlines())
    assert change == {
        "change": "changed",
        "part": "effect",
        "id": "coarse",
        "field": "route",
        "before": "note",
        "after": "review",
    }
    assert row["newly_flagged"] == 1
    assert row["by_lang"]["en"]["flagged"] == [0, 1]
    assert row["examples"][0]["id"] == "a"


def test_recorded_messages_and_stored_versions(place: Office) -> None:
    """The messages of the database are screened with a stored version and a folder."""
    database = place.open()
    try:
        app = build_app(Settings(), database, shipped())
        app.pipeline.accept([replace(message("This is bullshit."), id="m1")], NOW)
        app.pipeline.work()
        with database.read() as connection:
            version = documents.versions(connection, DocumentKind.POLICY)[0].sha256
        app.thread.close()
    finally:
        database.close()
    new = stricter(place.folder)
    told = place.run("policy", "diff", version[:8], str(new), "--recorded", "--as", "Bea")
    assert told.code == 0
    assert place.run("policy", "diff", version[:8], str(new), "--recorded", "--as", "Gus").code == 2
    assert "m1 (en): nothing to do → review; coarse: This is bullshit." in told.out


def test_faults(place: Office) -> None:
    """No such version, and two streams at once, are told in both languages."""
    missing = place.both("policy", "diff", "0123456789", str(SHIPPED))
    assert [told.code for told in missing] == [4, 4]
    assert "no stored version" in missing[0].err
    assert "ni version conservée" in missing[1].err
    twice = place.run("policy", "diff", "a", "b", "--on", "x", "--recorded")
    assert (twice.code, twice.err) == (2, "--on and --recorded: give one of the two.\n")
