"""`liaison memory` and `liaison glossary`: in and out, by whom, and what is refused."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli import main
from bot.storage import memory
from tests.bot.office import NOW, Office, office
from translations.memory import UnitKind
from translations.tmx import read_tmx
from translations.values import Bilingual

Captured = pytest.CaptureFixture[str]
TMX = """<tmx version="1.4"><header/><body>
<tu changedate="20250301T000000Z"><tuv xml:lang="en"><seg>Payments start soon.</seg></tuv>
<tuv xml:lang="fr"><seg>Les versements commencent bientôt.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Write to ann.other@learnersupport.example.</seg></tuv>
<tuv xml:lang="fr"><seg>Écrivez à ann.other@learnersupport.example.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Alone.</seg></tuv></tu>
</body></tmx>"""


def taken_in(tmp_path: Path) -> Office:
    """Return an office whose memory has the pairs of a file."""
    here = office(tmp_path)
    (tmp_path / "m.tmx").write_text(TMX, "utf-8")
    told = here.run("memory", "import", str(tmp_path / "m.tmx"), "--as", "Bea")
    assert told.code == 3  # one unit was no pair
    assert told.out == "1 new pair; 0 already there.\n"
    assert "m.tmx, line 6: left out." in told.err
    assert "1 pair was left out: it has personal data." in told.err
    return here


def test_a_file_is_taken_in_once(tmp_path: Path) -> None:
    """What is there already is not stored again; only a policy owner may; both languages say so."""
    here = taken_in(tmp_path)
    file = str(tmp_path / "m.tmx")
    again = here.run("memory", "import", file, "--as", "Bea", lang="fr")
    assert again.out == "0 nouvelle paire; 1 déjà en mémoire.\n"
    assert here.run("memory", "import", file, "--as", "Gus").code == 2
    (tmp_path / "bad.tmx").write_text("<html/>", "utf-8")
    bad = here.run("memory", "import", str(tmp_path / "bad.tmx"), "--as", "Bea")
    assert (bad.code, "bad.tmx is not a TMX file" in bad.err) == (2, True)


def test_pairs_are_listed_for_people_and_programs(tmp_path: Path) -> None:
    """With number, where they are from, and the day of their approval."""
    here = taken_in(tmp_path)
    (row,) = map(json.loads, here.run("memory", "list", "--json").out.splitlines())
    assert row == {
        "number": 1,
        "en": "Payments start soon.",
        "fr": "Les versements commencent bientôt.",
        "from": "import",
        "ref": "m.tmx",
        "approved_at": "2025-03-01T00:00:00+00:00",
        "holds": True,
        "forgotten": False,
    }
    english, french = here.both("memory", "list", "versements")
    assert english.out == (
        "1  imported file, March 1, 2025\n"
        "    en  Payments start soon.\n"
        "    fr  Les versements commencent bientôt.\n"
    )
    assert french.out.startswith("1  fichier importé, 1er mars 2025\n")
    none = here.run("memory", "list", "nothing like it")
    assert (none.code, none.out, none.err) == (0, "", "The memory has no such pair.\n")


def test_what_is_forgotten_is_not_used_again(tmp_path: Path) -> None:
    """The same pair from elsewhere goes with it; what is not there is told, with exit code 1."""
    here = taken_in(tmp_path)
    database = here.open()
    with database.write() as connection:
        pair = Bilingual(en="Payments start soon.", fr="Les versements commencent bientôt.")
        memory.remember(connection, [pair], kind=UnitKind.IMPORT, ref="x", now=NOW, by=1)
    told = here.run("memory", "forget", "1", "99", "--as", "Bea")
    assert (told.code, told.out) == (1, "2 pairs forgotten.\n")
    assert told.err == "Not in the memory: 99.\n"
    with database.read() as connection:
        assert memory.units(connection) == []
    database.close()
    listed = here.run("memory", "list", lang="fr")
    assert "(oubliée)" in listed.out
    assert here.run("memory", "forget", "1", "--as", "Gus").code == 2


def test_what_is_exported_is_read_again(tmp_path: Path) -> None:
    """What is stored, and the sentences of facts and templates in force."""
    here = taken_in(tmp_path)
    told = here.run("memory", "export", "--stored")
    (unit,) = read_tmx(told.out.encode(), file="x").units
    assert unit.texts.fr == "Les versements commencent bientôt."
    assert unit.approved_at == datetime(2025, 3, 1, tzinfo=UTC)
    everything = read_tmx(here.run("memory", "export").out.encode(), file="x").units
    assert {one.kind for one in everything} == {
        UnitKind.IMPORT,
        UnitKind.FACT,
        UnitKind.TEMPLATE,
    }


def test_a_glossary_goes_through_four_eyes(tmp_path: Path) -> None:
    """Imported by one policy owner, approved by another; then it is in force."""
    here = office(tmp_path, config="{}\n")
    file = tmp_path / "terms.csv"
    file.write_text("en,fr,kind\nCLSP,PCAA,name\n", "utf-8")
    told = here.run("glossary", "import", str(file), "--as", "Bea")
    assert told.code == 0
    start = told.err.rsplit(maxsplit=1)[-1]
    assert here.run("documents", "approve", "glossary", start, "--as", "Bea").code == 2
    assert here.run("documents", "approve", "glossary", start, "--as", "Cid").code == 0
    out = here.run("glossary", "export").out
    assert out.splitlines()[1].startswith("CLSP,PCAA,name,")
    tbx = here.run("glossary", "export", "--format", "tbx").out
    assert "<term>PCAA</term>" in tbx
    (tmp_path / "terms.tbx").write_text(tbx, "utf-8")
    again = here.run("glossary", "export", "--glossary", str(tmp_path / "terms.tbx")).out
    assert again == out


def test_faults_of_a_glossary_are_told(tmp_path: Path, capsys: Captured) -> None:
    """The shipped one has none; a bad one gives exit code 1 and is not stored."""
    assert main(["glossary", "check", "--lang", "en"]) == 0
    assert "No faults." in capsys.readouterr().out
    assert main(["glossary", "check", "--lang", "fr"]) == 0
    assert "Aucune erreur." in capsys.readouterr().out
    bad = tmp_path / "bad.csv"
    bad.write_text("en,fr\nloan,\n", "utf-8")
    assert main(["glossary", "check", str(bad), "--lang", "en"]) == 1
    told = capsys.readouterr()
    assert told.out.startswith("bad.csv, row 2, column “fr”: the term is missing.")
    assert main(["glossary", "check", str(bad), "--json"]) == 1
    (row,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (row["file"], row["row"], row["column"]) == ("bad.csv", 2, "fr")
    assert office(tmp_path).run("glossary", "import", str(bad), "--as", "Bea").code == 2


def test_without_a_glossary_export_says_what_to_type(tmp_path: Path) -> None:
    """Nothing is in force: exit code 4."""
    told = office(tmp_path, staffed=False).run("glossary", "export")
    assert (told.code, "liaison glossary import" in told.err) == (4, True)
