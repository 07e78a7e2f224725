"""A card says what was found and is not held against the author, and why."""

from dataclasses import replace

import pytest

from bot.review.cards import case_card
from policies.document import load_policy
from tests.bot.deskdata import CLEAN, DATA, message, reader


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        (
            "en",
            (
                "Not held against the author: Words between quotation marks, or quoted through the "
                "platform, are somebody else's."
            ),
        ),
        (
            "fr",
            (
                "Non retenu contre la personne~: Les mots entre guillemets, ou cités au "
                "moyen de la "
                "plateforme, sont ceux de quelqu'un d'autre."
            ),
        ),
    ],
)
def test_exceptions_have_a_line_each(lang: str, line: str) -> None:
    """Each reason once, in the reader's language; one that left the policy is named."""
    screening = replace(CLEAN, exceptions=("quotation", "gone"))
    data = replace(DATA, messages=(message(screening=screening), message(screening=screening)))
    view = replace(reader("fr" if lang == "fr" else "en"), policy=load_policy())
    section = case_card(data, view).section("rules")
    assert section is not None
    told = [each.replace("\u00a0", "~") for each in section.lines]
    assert told.count(line) == 1
    assert sum(each.endswith(": gone") for each in told) == 1
