"""The classifier takes part where the settings, the environment and the policy want it."""

import json
from pathlib import Path

import pytest

from bot import classifying
from bot.classifying import classifier_for, late_classifier_for
from bot.cli import main
from policies.classifier import Classifier
from policies.document import load_policy
from policies.errors import ClassifierError
from policies.faults import said
from policies.screening import Screener
from tests.policies.messages import message
from translations.values import Bilingual, Detection

Captured = pytest.CaptureFixture[str]
EXPLAINED = said("policies.classifier.unreadable", folder="weights")
SUSPECTED = "you are exactly what is wrong with this country"


@pytest.fixture
def line(tmp_path: Path) -> Path:
    """A file of one message."""
    path = tmp_path / "messages.jsonl"
    path.write_text(json.dumps({"id": "1", "text": SUSPECTED, "lang": "en"}) + "\n", "utf-8")
    return path


def test_wanted_or_not() -> None:
    """It is loaded once, and only where it is wanted."""
    told: list[Bilingual] = []
    assert classifier_for(load_policy(), wanted=False, tell=told.append) is None
    first = classifier_for(load_policy(), wanted=True, tell=told.append)
    assert first is not None
    assert classifier_for(load_policy(), wanted=True, tell=told.append) is first
    assert told == []


def test_switches(line: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """On by default; the option, the environment and the file each leave it out."""

    def labels(*options: str) -> set[str]:
        assert main(["screen", str(line), *options]) == 0
        row = json.loads(capsys.readouterr().out)
        return {label["label"] for label in row["labels"]}

    off = line.parent / "liaison.yaml"
    off.write_text("classifier: false\n", "utf-8")
    monkeypatch.setenv("LIAISON_CLASSIFIER", "off")
    without = labels()
    monkeypatch.delenv("LIAISON_CLASSIFIER")
    with_it = labels()
    assert "suspected" not in without
    assert with_it == without | {"suspected"}
    assert labels("--no-classifier") == labels("--config", str(off)) == without


def test_only_messages_that_need_it_load_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plain message loads nothing; where it cannot be loaded, that is said once."""
    loads: list[None] = []

    def fail() -> Classifier:
        loads.append(None)
        raise ClassifierError(EXPLAINED)

    monkeypatch.setattr(classifying, "_loaded", fail)
    told: list[Bilingual] = []
    late = late_classifier_for(load_policy(), wanted=True, tell=told.append)
    assert late is not None
    screener = Screener(load_policy(), scorer=late)
    english = Detection(lang="en", confidence=1.0)
    plain, telling = (message(text) for text in ("Where is the form?", SUSPECTED))
    assert screener.screen(plain, english).faults == ()
    assert loads == []
    for _ in range(2):
        assert screener.screen(telling, english).faults == ()
    assert (len(loads), told) == (1, [EXPLAINED])
    assert late_classifier_for(load_policy(), wanted=False, tell=told.append) is None
