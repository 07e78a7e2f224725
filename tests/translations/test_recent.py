"""What was translated a moment ago is known; what failed is not tried again at once."""

import pytest

from translations.errors import EngineFault
from translations.recent import RecentTranslations
from translations.values import Bilingual


class _Engine:
    """Translates into capitals, and fails where it is told to."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.fails = False

    def __call__(self, texts: list[str]) -> list[str]:
        self.asked.append(texts)
        if self.fails:
            raise EngineFault(Bilingual(en="hung", fr="bloqué"))
        return [text.upper() for text in texts]


def test_only_what_is_not_known_is_asked_for() -> None:
    """Each text once per model; order and repetition are those of the request."""
    recent, engine = RecentTranslations(), _Engine()
    assert recent.translate("m1", ["a", "b", "a"], engine) == ["A", "B", "A"]
    assert recent.translate("m1", ["b", "c"], engine) == ["B", "C"]
    assert recent.translate("m2", ["b"], engine) == ["B"]
    assert engine.asked == [["a", "b"], ["c"], ["b"]]


def test_a_request_that_failed_rests_for_a_minute() -> None:
    """It fails at once meanwhile, others are asked for; then it is tried again."""
    now = [100.0]
    recent, engine = RecentTranslations(clock=lambda: now[0]), _Engine()
    engine.fails = True
    for _ in range(3):
        with pytest.raises(EngineFault, match="hung") as caught:
            recent.translate("m", ["a", "b"], engine)
    assert caught.value.render("fr") == "bloqué"
    assert engine.asked == [["a", "b"]]
    engine.fails = False
    assert recent.translate("m", ["c"], engine) == ["C"]
    now[0] += 61
    assert recent.translate("m", ["a", "b"], engine) == ["A", "B"]


def test_it_is_bounded() -> None:
    """Old texts are forgotten, and whole files are never kept."""
    recent, engine = RecentTranslations(), _Engine()
    for number in range(600):
        recent.translate("m", [str(number)], engine)
    recent.translate("m", ["599", "0"], engine)
    assert engine.asked[-1] == ["0"]
    for _ in range(2):
        assert recent.translate("m", ["x" * 9_000], engine) == ["X" * 9_000]
    assert engine.asked[-2:] == [["x" * 9_000]] * 2


def test_an_answer_that_does_not_fit_is_not_kept() -> None:
    """It goes to whoever asked, who knows what to do."""
    assert RecentTranslations().translate("m", ["a", "b"], lambda _: ["A"]) == ["A"]
