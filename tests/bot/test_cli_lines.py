"""`screen`, `match` and `translate`: the contract of lines in and lines out."""

import io
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.commands.identity import TERMINAL, account
from bot.storage import staff
from bot.storage.database import Database
from bot.storage.documents import DocumentKind, versions
from policies.document import SHIPPED
from policies.roles import Role
from translations.catalogs import catalog

Captured = pytest.CaptureFixture[str]
NOW = datetime(2026, 1, 14, 15, 0, tzinfo=UTC)

LINES = [
    '{"id":"a","text":"Thank you for the quick answer!"}',
    "not json",
    "",
    '{"id":"b","text":"I will kill you all"}',
    '{"id":"c","text":5}',
    '{"text":"Je vais te tuer","sent_at":"2026-01-12T10:00:00"}',
    '{"text":"\\ud83d\\ude00 Je vais te tuer","unknown":1}',
]


@pytest.fixture
def stream(tmp_path: Path) -> Path:
    """A file with good and bad lines."""
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    return path


def _rows(told: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in told.splitlines()]


def _feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


def test_screen_keeps_order_and_names_bad_lines(stream: Path, capsys: Captured) -> None:
    """One line out per line that is not empty, in order; errors with id and field; exit code 3."""
    assert main(["screen", str(stream)]) == 3
    told = capsys.readouterr()
    rows = _rows(told.out)
    assert [row.get("id") for row in rows] == ["a", None, "b", "c", None, "7"]
    assert rows[1] == {"error": "not_json", "line": 2}
    assert rows[3] == {"id": "c", "error": "not_text", "field": "text", "line": 5}
    assert rows[4] == {"error": "no_zone", "field": "sent_at", "line": 6}
    assert [line.split(": ")[0] for line in told.err.splitlines()] == [
        f"{stream}:{number}" for number in (2, 5, 6)
    ]


def test_screen_row_has_the_documented_fields(stream: Path, capsys: Captured) -> None:
    """The fields are those of docs/cli.md; evidence counts code points of the original text."""
    main(["screen", str(stream)])
    row = _rows(capsys.readouterr().out)[5]
    assert list(row) == [
        "id", "lang", "lang_confidence", "labels", "route", "flagged", "policy_version", "campaign",
    ]  # fmt: skip
    (label,) = row["labels"]
    assert list(label) == ["label", "rule", "score", "evidence", "clause"]
    assert (row["lang"], row["route"], row["flagged"], row["campaign"]) == (
        "fr",
        "escalate",
        True,
        None,
    )
    ((start, end),) = label["evidence"]
    assert "tuer" in "😀 Je vais te tuer"[start:end]


def test_screen_output_does_not_depend_on_batch_or_language(stream: Path, capsys: Captured) -> None:
    """What programs read is the same for any batch size and any reader's language."""
    told = []
    for arguments in (["--batch", "1"], ["--batch", "1000"], ["--lang", "fr"]):
        main(["screen", str(stream), *arguments])
        told.append(capsys.readouterr())
    assert told[0].out == told[1].out == told[2].out
    assert told[0].err == told[1].err != told[2].err


def test_screen_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    """Without a file, or with -, lines come from standard input, whose name is translated."""
    for arguments in (["screen"], ["screen", "-"]):
        _feed(monkeypatch, b'{"text":"Merci beaucoup pour votre aide"}\n[]')
        assert main([*arguments, "--lang", "fr"]) == 3
        told = capsys.readouterr()
        assert [row.get("lang", row.get("error")) for row in _rows(told.out)] == [
            "fr",
            "not_object",
        ]
        assert told.err.startswith("entrée standard:2\u00a0: ")


def test_screen_looks_for_chosen_labels_only(stream: Path, capsys: Captured) -> None:
    """With --labels, other labels are not looked for; an unknown one is a mistake."""
    assert main(["screen", str(stream), "--labels", "insult, coarse"]) == 3
    rows = _rows(capsys.readouterr().out)
    assert [(row["labels"], row["route"]) for row in rows if "labels" in row] == [
        ([], "ignore")
    ] * 3
    assert main(["screen", str(stream), "--labels", "threat"]) == 3
    rows = _rows(capsys.readouterr().out)
    assert [bool(row["labels"]) for row in rows if "labels" in row] == [False, True, True]
    assert main(["screen", str(stream), "--labels", "nonsense"]) == 2
    assert "nonsense" in capsys.readouterr().err


def test_screen_takes_another_policy(stream: Path, tmp_path: Path, capsys: Captured) -> None:
    """--policy names the policy to use; its faults are told with file, line and remedy."""
    broken = tmp_path / "policy.yaml"
    broken.write_text("id: x\nid: y\n", encoding="utf-8")
    assert main(["screen", str(stream), "--policy", str(broken)]) == 2
    told = capsys.readouterr()
    assert f"{broken}:2:1: id" in told.err
    assert told.out == ""


def test_screen_answers_a_pipe_at_once() -> None:
    """Who writes a line and waits gets the answer, however large the batch."""
    code = "import sys; from bot.cli import main; sys.exit(main())"
    with subprocess.Popen(
        [sys.executable, "-c", code, "screen", "--batch", "1000"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for text in ("first", "second"):
            process.stdin.write(json.dumps({"id": text, "text": text}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == text
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def test_match_row_has_the_documented_fields(capsys: Captured, tmp_path: Path) -> None:
    """A wrong statement about interest is found against the shipped facts, on the message's day."""
    path = tmp_path / "in.jsonl"
    lines = [
        {"id": "m", "text": "Student loans charge interest", "sent_at": "2026-01-12T10:00:00Z"},
        {"id": "n", "text": "Nice weather today"},
    ]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert main(["match", str(path), "--top", "1"]) == 0
    found, nothing = _rows(capsys.readouterr().out)
    assert list(found) == ["id", "matches", "stance"]
    (match,) = found["matches"]
    assert list(match) == ["fact", "score", "gates", "stance"]
    assert (match["fact"], found["stance"]) == ("loan-no-interest", "contradicts")
    assert nothing == {"id": "n", "matches": [], "stance": "none"}


def test_match_names_faults_of_the_facts(stream: Path, capsys: Captured) -> None:
    """--facts that cannot be read is a configuration error, told before any line is read."""
    assert main(["match", str(stream), "--facts", "nowhere"]) == 2
    told = capsys.readouterr()
    assert "nowhere" in told.err
    assert told.out == ""


def test_translate_without_engine_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, tmp_path: Path
) -> None:
    """Without a model the exit code is 4, nothing is read, and the sentence says what to type."""
    monkeypatch.setenv("LIAISON_MODELS", str(tmp_path))
    monkeypatch.setenv("LIAISON_COMPACT", "off")
    _feed(monkeypatch, b"Hello\n")
    assert main(["translate", "--to", "fr", "--lang", "fr"]) == 4
    told = capsys.readouterr()
    assert "liaison models install en-fr" in told.err
    assert told.out == ""
    assert main(["translate", "--to", "fr", "--engine", "nonsense"]) == 2
    assert "argos" in capsys.readouterr().err


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tiny model of English to French, installed; its words are noise."""
    pytest.importorskip("ctranslate2", reason="the extra [translate] is not installed")
    pytest.importorskip("sentencepiece", reason="the extra [translate] is not installed")
    from tests.translations.tiny_model import build_package

    package = build_package(tmp_path / "en_fr.argosmodel")
    monkeypatch.setenv("LIAISON_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("LIAISON_COMPACT", "off")
    return package


def test_models_from_install_to_verify(model: Path, capsys: Captured) -> None:
    """A package is installed, listed for people and programs, verified, and its damage named."""
    assert main(["models", "list"]) == 0
    assert "liaison models install" in capsys.readouterr().err
    assert main(["models", "install", str(model), "--sha256", "0" * 64]) == 1
    assert "SHA-256" in capsys.readouterr().err
    assert main(["models", "install", str(model)]) == 0
    assert "en-fr" in capsys.readouterr().out
    assert main(["models", "list", "--json"]) == 0
    (row,) = _rows(capsys.readouterr().out)
    assert (row["pair"], row["version"], len(row["sha256"])) == ("en-fr", "1.0", 64)
    assert main(["models", "verify", "--lang", "fr"]) == 0
    assert "1 modèle vérifié" in capsys.readouterr().out
    (Path(row["folder"]) / "metadata.json").write_text("{}", encoding="utf-8")
    assert main(["models", "verify", "--json"]) == 1
    faults = _rows(capsys.readouterr().out)
    assert [(fault["pair"], fault["problem"]) for fault in faults] == [("en-fr", "changed")]


def test_models_install_needs_a_pair_or_a_file(capsys: Captured) -> None:
    """What is neither is a mistake, told before the network is touched."""
    assert main(["models", "install", "french"]) == 2
    assert "en-fr" in capsys.readouterr().err


def test_translate_keeps_lines(
    model: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every line gives one line, empty and unreadable ones too; --json says the origin."""
    main(["models", "install", str(model)])
    capsys.readouterr()
    data = b"the loan\n\ncaf\xe9\r\nquestions"
    _feed(monkeypatch, data)
    assert main(["translate", "--to", "fr", "--batch", "2"]) == 3
    told = capsys.readouterr()
    lines = told.out.split("\n")
    assert len(lines) == 5
    assert lines[1:3] == ["", ""]
    assert ":3: " in told.err
    _feed(monkeypatch, data)
    assert main(["translate", "--to", "fr", "--json"]) == 3
    rows = _rows(capsys.readouterr().out)
    assert [row.get("source") for row in rows] == ["the loan", "", None, "questions"]
    assert rows[2] == {"error": "not_utf8", "line": 3}
    assert list(rows[0]) == ["source", "target", "origin", "score_pct", "checks"]
    assert [row.get("origin") for row in rows] == ["mt", "none", None, "mt"]


def test_policy_check_finds_faults(tmp_path: Path, capsys: Captured) -> None:
    """The shipped policy has no faults; a broken one gives exit code 1, for people and programs."""
    assert main(["policy", "check"]) == 0
    assert "2026" in capsys.readouterr().out
    broken = tmp_path / "policy.yaml"
    broken.write_text("id: x\nid: y\n", encoding="utf-8")
    assert main(["policy", "check", str(broken), "--lang", "fr"]) == 1
    told = capsys.readouterr()
    assert told.out.startswith(f"{broken}:2:1")
    assert "1 erreur" in told.err
    assert main(["policy", "check", "--policy", str(broken), "--json"]) == 1
    (fault,) = _rows(capsys.readouterr().out)
    assert (fault["file"], fault["line"], fault["column"]) == (str(broken), 2, 1)
    assert main(["policy", "check", "a", "--policy", "b"]) == 2


def test_facts_check_warns_and_fails(tmp_path: Path, capsys: Captured) -> None:
    """The shipped facts have no faults; facts out of date are warnings; broken ones are faults."""
    assert main(["facts", "check", "--on", "2026-01-14"]) == 0
    assert "facts. No faults." in capsys.readouterr().out
    assert main(["facts", "check", "--on", "2050-01-01", "--json"]) == 0
    weights = {row["weight"] for row in _rows(capsys.readouterr().out)}
    assert weights == {"warning"}
    (tmp_path / "facts.yaml").write_text("facts: 5\n", encoding="utf-8")
    assert main(["facts", "check", str(tmp_path), "--json"]) == 1
    assert {row["weight"] for row in _rows(capsys.readouterr().out)} == {"error"}
    assert main(["facts", "check", "--on", "tomorrow"]) == 2
    assert "tomorrow" in capsys.readouterr().err


@pytest.mark.parametrize(("fmt", "mark"), [("html", "<html lang="), ("md", "# ")])
def test_policy_page_is_written_twice(
    fmt: str, mark: str, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both pages are written, with the configured hours; every file is named."""
    monkeypatch.delenv("LIAISON_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)
    assert main(["policy", "page", "--out", "pages", "--format", fmt, "--lang", "fr"]) == 0
    told = capsys.readouterr().out.splitlines()
    pages = sorted((tmp_path / "pages").iterdir())
    assert [page.suffix for page in pages] == [f".{fmt}", f".{fmt}"]
    assert [line.rsplit("/", 1)[1] for line in told] == [page.name for page in pages]
    english, french = (page.read_text("utf-8") for page in pages)
    assert mark in english
    assert ("8:30" in english, "8\u00a0h\u00a030" in french) == (True, True)


def test_policy_test_runs_the_examples(tmp_path: Path, capsys: Captured) -> None:
    """The shipped examples come out as they should; one that does not is named, exit code 1."""
    assert main(["policy", "test", "--lang", "fr"]) == 0
    assert "Tous donnent le résultat voulu." in capsys.readouterr().err
    for source in SHIPPED.glob("*.yaml"):
        text = source.read_text("utf-8").replace('"Je vais te tuer"', '"Je vais te remercier"', 1)
        (tmp_path / source.name).write_text(text, "utf-8")
    assert main(["policy", "test", str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert "Je vais te remercier" in told.out
    assert "does not come out" in told.err
    assert main(["policy", "test", str(tmp_path), "--json"]) == 1
    row, counts = _rows(capsys.readouterr().out)
    assert counts["failed"] == 1
    assert row == {
        "rule": "threat-explicit",
        "kind": "missed",
        "lang": "fr",
        "text": "Je vais te remercier",
    }


def test_facts_import_stores_one_version(tmp_path: Path, capsys: Captured) -> None:
    """A policy owner imports into a database that is up to date; the same files are one version."""
    if "documents.imported" not in catalog("en"):
        pytest.skip("importing is not worded yet")
    place = tmp_path / "liaison.db"
    command = ["facts", "import", "--db", str(place), "--lang", "fr"]
    assert main(command) == 4
    database = Database(f"sqlite:///{place}")
    database.upgrade()
    assert main(command) == 2
    with database.write() as connection:
        code = staff.invite(
            connection,
            name="Camille",
            roles={Role.POLICY_OWNER},
            lang="fr",
            languages={"fr"},
            now=NOW,
            actor="program",
        )
        staff.bind(connection, code=code, platform=TERMINAL, number=account(), now=NOW)
    assert [main(command), main(command)] == [0, 0]
    with database.read() as connection:
        (version,) = versions(connection, DocumentKind.FACTS)
    database.close()
    assert version.approved_at is None
    assert version.sha256[:12] in capsys.readouterr().out
    (tmp_path / "facts.yaml").write_text("facts: 5\n", encoding="utf-8")
    assert main(["facts", "import", str(tmp_path / "facts.yaml"), "--db", str(place)]) == 2
