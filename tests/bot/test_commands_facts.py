"""liaison facts: every form in and out, what differs, what ends, what is to be put right."""

import json
from pathlib import Path

import pytest

from bot.app import approved
from bot.cli import main
from bot.factbook import facts_in_force
from bot.storage import record
from responders.factbank import FactBank
from responders.facts import SHIPPED_FACTS, load_facts
from tests.bot.office import Office, office

SHIPPED = load_facts(SHIPPED_FACTS)
FACT = SHIPPED.facts[0].id
HEAD = "id,topic,statement_en,statement_fr,source_en,source_fr,owner,valid_from,review_on"
ROW = (
    "new-fact,cost,It is free.,C'est gratuit.,https://learnersupport.example/en/cost,"
    "https://soutienauxapprenants.example/fr/cout,policy,2025-08-01,2029-06-01"
)


def _table(folder: Path, *rows: str) -> str:
    path = folder / "facts.csv"
    path.write_text("\n".join((HEAD, *rows)) + "\n", "utf-8")
    return str(path)


def _waiting(here: Office) -> list[str]:
    told = here.run("documents", "list", "facts", "--json").out
    rows = [json.loads(line) for line in told.splitlines()]
    return [str(row["sha256"]) for row in rows if row["approved_at"] is None]


def _approve(here: Office) -> FactBank:
    assert here.run("documents", "approve", "facts", _waiting(here)[0], "--as", "Cid").code == 0
    database = here.open()
    try:
        return approved(database).bank
    finally:
        database.close()


def test_a_table_joins_what_is_in_force(tmp_path: Path) -> None:
    """A new row is a new fact beside the others, in a version that waits for another person."""
    here = office(tmp_path)
    told = here.run("facts", "import", _table(tmp_path, ROW), "--as", "Bea")
    assert (told.code, told.out) == (0, "Fine: new-fact.\n")
    assert "liaison documents approve facts" in told.err
    bank = _approve(here)
    assert {fact.id for fact in bank.facts} == {"new-fact", *(fact.id for fact in SHIPPED.facts)}
    path = _table(tmp_path, ROW.replace("free", "gratis"))
    again = here.run("facts", "import", path, "--as", "Bea")
    assert again.code == 0
    assert _approve(here).get("new-fact").statement.en == "It is gratis."


def test_a_table_can_be_the_whole_bank(tmp_path: Path) -> None:
    """With --replace nothing of before stays."""
    here = office(tmp_path)
    assert here.run("facts", "import", _table(tmp_path, ROW), "--replace", "--as", "Bea").code == 0
    assert [fact.id for fact in _approve(here).facts] == ["new-fact"]


def test_one_bad_row_stops_all(tmp_path: Path) -> None:
    """Good rows are shown and nothing is stored, unless bad rows are to be left out."""
    here = office(tmp_path)
    bad = ROW.replace("new-fact", "bad-fact").replace("https://learnersupport", "http://x")
    path = _table(tmp_path, ROW, bad)
    english, french = here.both("facts", "import", path, "--as", "Bea")
    assert (english.code, french.code) == (1, 1)
    assert f"{path}:3:5: source_en: The source http://x" in english.out
    assert english.out.endswith("Fine: new-fact.\n")
    assert english.err == (
        "Nothing was imported: 1 fault. Correct it, or leave out bad rows with --skip-bad.\n"
    )
    assert french.err.startswith("Rien n'a été importé\u00a0: 1 erreur.")
    assert _waiting(here) == []
    told = here.run("facts", "import", path, "--skip-bad", "--as", "Bea")
    assert told.code == 3
    assert told.err.endswith("1 row was left out.\n")
    assert "bad-fact" not in _approve(here)


def test_a_row_against_a_fact_in_force_is_refused(tmp_path: Path) -> None:
    """New rows are held against the facts that stay: one that says the opposite is told."""
    here = office(tmp_path)
    assert here.run("facts", "import", _table(tmp_path, ROW), "--as", "Bea").code == 0
    _approve(here)
    other = ROW.replace("new-fact", "other-fact").replace("It is free", "It is not free")
    path = _table(tmp_path, other.replace("C'est gratuit", "Ce n'est pas gratuit"))
    told = here.run("facts", "import", path, "--as", "Bea")
    assert told.code == 1
    assert told.out.startswith(f"{path}:2:3: statement_en: The fact other-fact says the opposite")


def test_only_policy_owners_import(tmp_path: Path) -> None:
    """A moderator cannot, and nothing is stored."""
    here = office(tmp_path)
    told = here.run("facts", "import", _table(tmp_path, ROW), "--as", "Gus")
    assert told.code == 2
    assert _waiting(here) == []


@pytest.mark.soak
def test_every_export_can_be_imported(tmp_path: Path) -> None:
    """CSV, ClaimReview and YAML that were exported change nothing when they come back."""
    here = office(tmp_path)
    for form, name in (("csv", "a.csv"), ("claimreview", "a.json"), ("yaml", "b/a.yaml")):
        told = here.run("facts", "export", "--format", form)
        assert told.code == 0
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(told.out, "utf-8", newline="")
        back = here.run("facts", "import", str(path), "--as", "Bea")
        assert (back.code, form) == (0, form)
        same = here.run("facts", "diff", _waiting(here)[0], str(SHIPPED_FACTS), "--json")
        assert (same.code, same.out) == (0, "")


def test_reviews_in_one_language(tmp_path: Path) -> None:
    """--language gives the reviews of one language, signed by the agency."""
    here = office(tmp_path)
    told = here.run("facts", "export", "--format", "claimreview", "--language", "fr")
    graph = json.loads(told.out)["@graph"]
    assert {one["inLanguage"] for one in graph} == {"fr-CA"}
    assert {one["author"]["name"] for one in graph} == {"Soutien aux apprenants Canada"}


def test_differences_in_words(tmp_path: Path) -> None:
    """What changed is told by fact, in either language; a version that is not there is named."""
    here = office(tmp_path)
    here.run("facts", "expire", FACT, "--on", "2026-03-31", "--as", "Bea")
    english, french = here.both("facts", "diff", str(SHIPPED_FACTS), _waiting(here)[0])
    assert english.out == (
        f"Changed: the fact {FACT}, the last day, from “2028-07-31” to “2026-03-31”.\n"
    )
    assert "le dernier jour" in french.out
    missing = here.run("facts", "diff", "abcdef123", str(SHIPPED_FACTS))
    assert missing.code == 4


def test_ending_a_fact_waits_for_approval(tmp_path: Path) -> None:
    """A version with the last day is stored; until it is approved nothing changes."""
    here = office(tmp_path)
    told = here.run("facts", "expire", FACT, "--on", "2026-03-31", "--why", "law", "--as", "Bea")
    assert told.code == 0
    assert "the last day of" in told.out
    database = here.open()
    with database.read() as connection:
        found = facts_in_force(connection)
        kinds = [entry.kind for entry, _ in record.events(connection, f"fact:{FACT}")]
    database.close()
    assert found is not None
    assert found.approved.sha256 == SHIPPED.sha256
    assert kinds == ["fact.ended"]
    assert str(_approve(here).get(FACT).valid_until) == "2026-03-31"
    later = here.run("facts", "expire", FACT, "--on", "2027-03-31", "--as", "Bea")
    assert later.code == 2
    assert "already" in later.err


def test_one_policy_owner_can_retract(tmp_path: Path) -> None:
    """--now counts at once, and prepares the version that says so."""
    here = office(tmp_path)
    told = here.run("facts", "expire", FACT, "--now", "--why", "wrong", "--json", "--as", "Bea")
    row = json.loads(told.out)
    assert (told.code, row["retracted"], row["withdrawn"], row["corrections"]) == (0, True, [], [])
    assert _waiting(here) == [row["version"]]
    database = here.open()
    with database.read() as connection:
        found = facts_in_force(connection)
    database.close()
    assert found is not None
    assert found.retracted == {FACT}
    assert any(FACT in line for line in here.run("doctor").out.splitlines())


def test_what_cannot_be_ended(tmp_path: Path) -> None:
    """Unknown facts, both options, bad days and people without the right are refused."""
    here = office(tmp_path)
    for arguments in (
        ["nothing"],
        [FACT, "--now", "--on", "2026-01-01"],
        [FACT, "--on", "soon"],
    ):
        assert here.run("facts", "expire", *arguments, "--as", "Bea").code == 2
    assert here.run("facts", "expire", FACT, "--as", "Gus").code == 2
    assert _waiting(here) == []


def test_nothing_to_put_right(tmp_path: Path) -> None:
    """An empty list says so; taking something off it needs a reason and a number that is there."""
    here = office(tmp_path)
    told = here.run("facts", "corrections")
    assert (told.code, told.out) == (0, "No reply has to be put right.\n")
    assert here.run("facts", "corrections", "--json").out == ""
    assert here.run("facts", "corrections", "--settle", "1", "--as", "Bea").code == 2
    told = here.run("facts", "corrections", "--settle", "1", "--why", "x", "--as", "Bea")
    assert told.code == 2
    assert "no number 1" in told.err


def test_without_facts_in_force(tmp_path: Path) -> None:
    """Nothing approved is code 4, with what to do."""
    here = office(tmp_path, staffed=False)
    told = here.run("facts", "export")
    assert told.code == 4
    assert "--facts" in told.err


def test_checking_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """check takes tables and reviews, too."""
    assert main(["facts", "check", _table(tmp_path, ROW, ROW)]) == 1
    assert "The id new-fact is already in use" in capsys.readouterr().out
