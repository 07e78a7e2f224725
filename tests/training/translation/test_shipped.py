"""The compact models that come with the program."""

from pathlib import Path

import pytest

from translations.argos import ArgosEngine, libraries_installed
from translations.bundled import SHIPPED, ModelStore
from translations.engine import translate_lines
from translations.package_archive import inspect

PACKAGES = sorted(SHIPPED.glob("*.argosmodel"))
LARGEST = 15 << 20


def test_there_is_one_for_each_direction() -> None:
    """Both packages pass inspection, say that they are compact, and are small."""
    found = [inspect(package).metadata for package in PACKAGES]
    assert [(one.from_code, one.to_code) for one in found] == [("en", "fr"), ("fr", "en")]
    assert all(one.is_compact and "OGL-Canada" in one.license for one in found)
    assert all(package.stat().st_size <= LARGEST for package in PACKAGES)


def test_they_translate_a_reply(tmp_path: Path) -> None:
    """A plain reply comes out right in both directions, with its figures and its negation."""
    if not libraries_installed():
        pytest.skip("the extra [translate] is not installed")
    engine = ArgosEngine(ModelStore(home=tmp_path, shipped=SHIPPED))
    try:
        there = translate_lines(
            ["We have received your message.", "You do not need to apply again before May 1."],
            engine=engine,
            source="en",
            target="fr",
        )
        received, again = [one.target for one in there]
        back = translate_lines(["Merci de votre message."], engine=engine, source="fr", target="en")
        assert received == "Nous avons reçu votre message."
        assert "1er mai" in again
        assert " pas " in again
        assert [one.target for one in back] == ["Thank you for your message."]
    finally:
        engine.close()
