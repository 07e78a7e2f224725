"""`liaison translate` with a memory and a glossary of people."""

import json
from pathlib import Path

import pytest

from bot.cli import main

Captured = pytest.CaptureFixture[str]
TMX = """<tmx version="1.4"><header/><body>
<tu changedate="20250301T000000Z"><tuv xml:lang="en"><seg>Payments start in 6 months.</seg></tuv>
<tuv xml:lang="fr"><seg>Les versements commencent dans 6 mois.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Alone.</seg></tuv></tu>
</body></tmx>"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a memory and no engine."""
    monkeypatch.setenv("LIAISON_MODELS", str(tmp_path / "models"))
    (tmp_path / "m.tmx").write_text(TMX, "utf-8")
    (tmp_path / "in.txt").write_text(
        "Payments start in 6 months.\n\nPayments start in 12 months.\n", "utf-8"
    )
    return tmp_path


def test_a_memory_translates_without_an_engine(folder: Path, capsys: Captured) -> None:
    """What people approved needs no model; numbers are put in; what is left out is told."""
    given = [str(folder / "in.txt"), "--memory", str(folder / "m.tmx")]
    assert main(["translate", "--to", "fr", *given, "--json"]) == 0
    told = capsys.readouterr()
    rows = [json.loads(line) for line in told.out.splitlines()]
    assert [(row["target"], row["origin"], row["score_pct"]) for row in rows] == [
        ("Les versements commencent dans 6 mois.", "tm", 100),
        ("", "none", None),
        ("Les versements commencent dans 12 mois.", "tm", 97),
    ]
    assert rows[2]["match"] == {
        "kind": "numbers",
        "score_pct": 97,
        "source": "Payments start in 6 months.",
        "target": "Les versements commencent dans 12 mois.",
        "from": "import",
        "approved_at": "2025-03-01T00:00:00+00:00",
    }
    assert "m.tmx, line 4: left out. English or French is missing." in told.err


def test_what_the_memory_lacks_needs_an_engine(folder: Path, capsys: Captured) -> None:
    """Then the sentence says what to install, with exit code 4."""
    (folder / "in.txt").write_text("Something else.\n", "utf-8")
    given = [str(folder / "in.txt"), "--memory", str(folder / "m.tmx")]
    assert main(["translate", "--to", "fr", *given]) == 4
    assert "liaison models install en-fr" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "name", "content", "words"),
    [
        ("--memory", "x.tmx", "<html/>", "n'est pas un fichier TMX"),
        ("--glossary", "x.csv", "en,fr\nloan,\n", "x.csv, rangée 2, colonne"),
        ("--glossary", "x.tbx", "<tmx/>", "n'est pas un fichier TBX"),
    ],
)
def test_a_bad_file_is_a_mistake_of_usage(
    folder: Path, capsys: Captured, option: str, name: str, content: str, words: str
) -> None:
    """Nothing is translated; the sentence names the place."""
    (folder / name).write_text(content, "utf-8")
    given = [str(folder / "in.txt"), option, str(folder / name), "--lang", "fr"]
    assert main(["translate", "--to", "fr", *given]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert words in told.err
