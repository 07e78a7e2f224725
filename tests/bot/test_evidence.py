"""The evidence pack: everything about one case, and nothing about anybody else."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.delicate import Delicate, kinds
from bot.evidence import evidence_pack
from bot.storage import queue
from policies.roles import Role
from tests.fakes import MODERATOR, THREAT_FR, Bench, build_test_app, message, person

ABUSE_EN = "I have naked pictures of a minor, write to me."


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The program during business hours."""
    made = build_test_app(tmp_path)
    yield made
    made.app.close()


def _unpacked(bench: Bench, *, director: bool = False) -> dict[str, bytes]:
    reviewer = person(8, Role.DIRECTOR) if director else MODERATOR
    with bench.app.database.read() as connection:
        pack = evidence_pack(connection, 1, reviewer, bench.clock())
    with zipfile.ZipFile(io.BytesIO(pack.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_pack_holds_the_case_and_its_hashes(bench: Bench) -> None:
    """Text, times, ids, findings, decisions, the record; each file with its hash."""
    bench.arrive(message(1, THREAT_FR, author="gray"), message(2, "Moi aussi", author="other"))
    bench.app.decisions.escalate(1, MODERATOR, "threat")
    files = _unpacked(bench)
    assert sorted(files) == [
        "README.txt",
        "SHA256SUMS",
        "case.json",
        "decisions.json",
        "messages.json",
        "record.json",
    ]
    for line in files["SHA256SUMS"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(files[name]).hexdigest() == digest
    (one,) = json.loads(files["messages.json"])
    assert (one["text"], one["id"]) == (THREAT_FR, "m-1")
    assert json.loads(files["case.json"])["author_on_platform"] == "gray"
    assert [row["choice"] for row in json.loads(files["decisions.json"])] == ["escalate"]
    readme = files["README.txt"].decode()
    assert "Evidence pack of case 1" in readme
    assert "Dossier de preuve du dossier 1" in readme
    assert not any(b"Moi aussi" in content or b"other" in content for content in files.values())


def test_who_may_not_see_authors_gets_a_pseudonym(bench: Bench) -> None:
    """A director gets the pack without the author's handle."""
    bench.arrive(message(1, THREAT_FR, author="gray"))
    files = _unpacked(bench, director=True)
    assert not any(b"gray" in content for content in files.values())


def test_what_may_not_be_copied_is_not_in_it(bench: Bench) -> None:
    """Ids and hashes of suspected sexual material about minors, and no text at all."""
    bench.arrive(message(1, ABUSE_EN))
    with bench.app.database.read() as connection:
        assert Delicate.ABUSE in kinds(queue.card(connection, 1))
    files = _unpacked(bench)
    (one,) = json.loads(files["messages.json"])
    assert one["sha256"] == hashlib.sha256(ABUSE_EN.encode()).hexdigest()
    assert "text" not in one
    assert not any(b"naked" in content for content in files.values())
