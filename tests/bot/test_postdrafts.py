"""The other language of a post: drafted on this machine, or not at all."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.postdrafts import drafted, translated
from bot.postfile import read_post
from bot.settings import Settings
from tests.fakes import OPEN
from translations.engine import NoEngineInstalled
from translations.errors import EngineFault
from translations.memory import Memory, Unit, UnitKind
from translations.translator import Translator
from translations.values import Bilingual


class FakeEngine:
    """An engine that puts a word before a text."""

    name = "fake"

    def __init__(self, *, away: bool = False, broken: bool = False) -> None:
        self.sends_text_away = away
        self._broken = broken

    def pairs(self) -> frozenset[tuple[str, str]]:
        """Return both directions."""
        return frozenset({("en", "fr"), ("fr", "en")})

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, beam: int = 1
    ) -> list[str]:
        """Return its texts, or fail."""
        del source, target, beam
        if self._broken:
            raise EngineFault(Bilingual(en="broken", fr="en panne"))
        return [f"[{text}]" for text in texts]


def test_either_direction() -> None:
    """The text that was given stays byte for byte; the other is the machine's."""
    assert translated("Closed", "en", FakeEngine()) == Bilingual(en="Closed", fr="[Closed]")
    assert translated("Fermé", "fr", FakeEngine()) == Bilingual(en="[Fermé]", fr="Fermé")


@pytest.mark.parametrize(
    "engine", [None, NoEngineInstalled(), FakeEngine(away=True), FakeEngine(broken=True)]
)
def test_nothing_is_guessed(engine: FakeEngine | NoEngineInstalled | None) -> None:
    """No engine, one that fails, one that would send the text away: a person writes it."""
    assert translated("Closed", "en", engine) is None


def test_a_file_with_one_text(tmp_path: Path) -> None:
    """The machine's text is marked, and the warning says who has to approve it."""
    path = tmp_path / "post.yaml"
    path.write_text(
        "texts: {en: Closed}\n"
        "channels: {en: {platform: file, id: a}, fr: {platform: file, id: b}}\n",
        "utf-8",
    )
    draft = read_post(path, Settings(), OPEN, FakeEngine())
    assert (draft.content.texts.fr, draft.content.machine) == ("[Closed]", "fr")
    assert "machine translation" in " ".join(one.render("en") for one in draft.warnings)


def test_what_people_approved_goes_before_the_machine() -> None:
    """A text of the memory is no machine translation; one that it lacks is."""
    unit = Unit(texts=Bilingual(en="Closed today.", fr="Fermé aujourd'hui."), kind=UnitKind.POST)
    translator = Translator(FakeEngine(), memory=Memory([unit]))
    known = Bilingual(en="Closed today.", fr="Fermé aujourd'hui.")
    assert drafted("Closed today.", "en", translator) == (known, None)
    assert drafted("Fermé aujourd'hui.", "fr", translator) == (known, None)
    made = Bilingual(en="Open", fr="[Open]")
    assert drafted("Open", "en", translator) == (made, "fr")
    assert drafted("Open", "en", Translator(NoEngineInstalled())) is None
