"""What cards say of where a translated text is from."""

from zoneinfo import ZoneInfo

import pytest

from bot.review.origins import origin_words
from bot.review.wording import Reader
from bot.toolbox import shipped_documents
from tests.fakes import OPEN
from translations.catalogs import catalog
from translations.values import Official


def words(basis: str, lang: Official) -> str | None:
    """Return what a card says."""
    policy, bank, _ = shipped_documents()
    reader = Reader(
        t=catalog(lang),
        zone=ZoneInfo("America/Toronto"),
        now=OPEN,
        policy=policy,
        bank=bank,
        names={},
    )
    kind, _, rest = basis.partition(":")
    return origin_words(kind, rest, reader)


@pytest.mark.parametrize(
    ("basis", "english", "french"),
    [
        (
            "tm:100:exact:post:2026-01-14",
            "From memory, 100% (the same text; official post, approved on January 14, 2026)",
            (
                "De la mémoire, 100\u00a0% (même texte; publication officielle, approbation du"
                " 14 janvier 2026)"
            ),
        ),
        (
            "tm:97:numbers:fact:",
            "From memory, 97% (other numbers put in; fact)",
            "De la mémoire, 97\u00a0% (nombres remplacés; fait)",
        ),
        (
            "near:84:Apply: now.",
            'Not used, but near: 84%, approved for "Apply: now."',
            "Non utilisé, mais voisin\u00a0: 84\u00a0%, approuvé pour «\u00a0Apply: now.\u00a0»",
        ),
        (
            "mt:en:en-fr 1.9 (compact)",
            "Machine translation from English (en-fr 1.9 (compact))",
            "Traduction automatique (anglais; en-fr 1.9 (compact))",
        ),
        ("mt:fr", "Machine translation from French", None),
        ("tm:odd", None, None),
        ("near:odd", None, None),
        ("human", None, None),
    ],
)
def test_each_origin_is_told_in_both_languages(
    basis: str, english: str | None, french: str | None
) -> None:
    """Score, kind of match, where it was approved and when; or which model."""
    assert words(basis, "en") == english
    if french is not None:
        assert words(basis, "fr") == french
