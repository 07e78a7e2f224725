"""liaison documents: versions, four eyes, and that nothing faulty gets in."""

import json
import shutil
from pathlib import Path

from bot.app import approved
from bot.storage.documents import DocumentKind
from responders.facts import load_facts
from responders.holding import HOLDING_FILE
from tests.bot.office import DOCUMENTS, Office, office


def _rows(here: Office) -> list[dict[str, object]]:
    told = here.run("documents", "list", "facts", "--json").out
    return [json.loads(line) for line in told.splitlines()]


def test_four_eyes(tmp_path: Path) -> None:
    """Who imports cannot approve, another policy owner can, and others can do neither."""
    here = office(tmp_path)
    facts = tmp_path / "facts"
    shutil.copytree(DOCUMENTS[DocumentKind.FACTS], facts)
    with next(facts.glob("*.yaml")).open("a") as file:
        file.write("# changed\n")
    assert here.run("documents", "import", "facts", str(facts), "--as", "Ada").code == 2
    assert here.run("documents", "import", "facts", str(facts), "--as", "Bea").code == 0
    again = here.run("documents", "import", "facts", str(facts), "--as", "Cid")
    assert again.out.startswith("Already stored: facts, version ")
    rows = _rows(here)
    assert [(row["in_force"], row["imported_by"], row["approved_by"]) for row in rows] == [
        (False, "Bea", None),
        (True, "Bea", "Cid"),
    ]
    start = str(rows[0]["sha256"])[:8]
    own = here.both("documents", "approve", "facts", start, "--as", "Bea")
    assert [told.code for told in own] == [2, 2]
    assert "cannot approve" in own[0].err
    assert here.run("documents", "approve", "facts", start, "--as", "Eva").code == 2
    assert here.run("documents", "approve", "facts", start, "--as", "Cid").code == 0
    rows = _rows(here)
    assert [row["in_force"] for row in rows] == [True, False]


def test_what_is_approved_is_what_runs(tmp_path: Path) -> None:
    """The program works by the files as they were imported, in folders below too."""
    here = office(tmp_path)
    facts = tmp_path / "facts"
    shutil.copytree(DOCUMENTS[DocumentKind.FACTS], facts / "below")
    assert here.run("documents", "import", "facts", str(facts), "--as", "Bea").code == 0
    version = str(_rows(here)[0]["sha256"])
    assert here.run("documents", "approve", "facts", version, "--as", "Cid").code == 0
    database = here.open()
    bank = approved(database).bank
    database.close()
    assert bank.sha256 == load_facts(DOCUMENTS[DocumentKind.FACTS]).sha256


def test_versions_are_named_clearly(tmp_path: Path) -> None:
    """Too few characters, or ones that no version begins with, approve nothing."""
    here = office(tmp_path)
    for start in ("", "abc", "zzzzzzzz"):
        told = here.both("documents", "approve", "policy", "--as", "Cid", "--", start)
        assert [one.code for one in told] == [2, 2]
        assert told[0].err != told[1].err


def test_faults_keep_a_document_out(tmp_path: Path) -> None:
    """Files with faults are refused with file and line; nothing is stored."""
    here = office(tmp_path)
    bad = tmp_path / "bad.yaml"
    bad.write_text("facts:\n  - id: x\n")
    told = here.run("documents", "import", "facts", str(bad), "--as", "Bea")
    assert told.code == 2
    assert f"{bad}:2:" in told.err
    assert here.run("documents", "import", "policy", str(bad), "--as", "Bea").code == 2
    missing = here.run("documents", "import", "templates", str(tmp_path / "none"), "--as", "Bea")
    assert missing.code == 2
    assert len(here.run("documents", "list").out.splitlines()) == len(DocumentKind)


def test_examples_must_come_out(tmp_path: Path) -> None:
    """A policy whose examples are wrong is refused, though its files have no fault."""
    here = office(tmp_path)
    policy = tmp_path / "policy"
    shutil.copytree(DOCUMENTS[DocumentKind.POLICY], policy)
    for path in policy.glob("*.yaml"):
        text = path.read_text("utf-8")
        if "must_pass:" in text:
            first = "must_pass:\n  en:\n"
            if first in text:
                path.write_text(text.replace(first, f'{first}    - "I will kill you tonight"\n'))
                break
    else:
        raise AssertionError("the shipped policy lists no messages that must pass")
    told = here.both("documents", "import", "policy", str(policy), "--as", "Bea")
    assert [one.code for one in told] == [1, 1]
    assert "liaison policy test" in told[1].err


def test_wording_is_a_folder_of_two_files(tmp_path: Path) -> None:
    """Holding replies and crisis text are approved together: both files, and nothing else."""
    here = office(tmp_path)
    told = here.run("documents", "import", "wording", str(HOLDING_FILE.parent), "--as", "Bea")
    assert told.out.startswith("Already stored")
    alone = tmp_path / "wording"
    alone.mkdir()
    shutil.copy(HOLDING_FILE, alone)
    for path in (HOLDING_FILE, alone):
        told = here.run("documents", "import", "wording", str(path), "--as", "Bea")
        assert (told.code, "crisis.yaml, holding.yaml" in told.err) == (2, True)


def test_list_says_what_is_missing(tmp_path: Path) -> None:
    """An empty database lists nothing and says what to type, in both languages."""
    here = office(tmp_path, staffed=False)
    english, french = here.both("documents", "list")
    assert (english.code, english.out) == (0, "")
    for kind in DocumentKind:
        assert f"liaison documents import {kind.value}" in english.err
        assert f"liaison documents import {kind.value}" in french.err
