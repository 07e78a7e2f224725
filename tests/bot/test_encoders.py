"""Matching has the bundled vectors where it may, and does without them where it may not."""

from datetime import date
from pathlib import Path

from bot.encoders import matcher_for, shared_encoder
from bot.settings import Environment, load_settings
from bot.triagesettings import MatchingSettings
from responders.facts import SHIPPED_FACTS, load_facts
from responders.values import Stance
from tests.translations.fake_encoder import FakeEncoder
from translations.encoding import SentenceEncoder
from translations.values import Bilingual

BANK = load_facts(SHIPPED_FACTS)
DAY = date(2026, 11, 23)


def test_missing_weights_cost_vectors_only(tmp_path: Path) -> None:
    """Where the weights cannot be read somebody is told, and words and spelling still count."""
    told: list[Bilingual] = []
    matcher = matcher_for(
        BANK, MatchingSettings(), told.append, encoder=SentenceEncoder(tmp_path / "nothing")
    )
    assert len(told) == 1
    assert "weights.npz" in told[0]["fr"]
    found = matcher.match("How much interest is there on my student loan?", lang="en", day=DAY)
    assert found.stance is Stance.UNSURE


def test_vectors_are_made_only_where_wanted() -> None:
    """Off in the settings: no text is encoded."""
    vectors = FakeEncoder()
    told: list[Bilingual] = []
    matcher_for(BANK, MatchingSettings(vectors=False), told.append, encoder=vectors)
    assert not vectors.asked
    matcher_for(BANK, MatchingSettings(), told.append, encoder=vectors)
    assert vectors.asked
    assert told == []


def test_one_encoder_a_process() -> None:
    """Classifier and matching share one, so that a message is encoded once."""
    assert shared_encoder() is shared_encoder()


def test_environment_turns_vectors_off(tmp_path: Path) -> None:
    """`LIAISON_VECTORS=off` counts whatever the file says."""
    file = tmp_path / "liaison.yaml"
    file.write_text("matching:\n  vectors: true\n", encoding="utf-8")
    assert not load_settings(file, Environment(vectors="off")).matching.vectors
    assert load_settings(file, Environment(vectors=None)).matching.vectors
