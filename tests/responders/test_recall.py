"""How much the matcher finds of messages that no fact has as a variant."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from policies.yamlfile import load_yaml
from responders.facts import SHIPPED_FACTS, load_facts
from responders.matching import Matcher
from responders.values import Stance

DAY = date(2026, 1, 14)
HELD_OUT = load_yaml(Path(__file__).parent / "heldout.yaml").data
OPPOSITE = {"contradicts": Stance.AGREES, "agrees": Stance.CONTRADICTS}


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """The matcher on the shipped facts."""
    return Matcher(load_facts(SHIPPED_FACTS))


@pytest.mark.parametrize(("group", "contradicted", "agreed"), [("seen", 39, 17), ("blind", 10, 6)])
def test_held_out_messages_are_recognized(
    matcher: Matcher, group: str, contradicted: int, agreed: int
) -> None:
    """As many stances are right as when last measured, of 58 and 20 seen, 28 and 8 blind.

    A correction needs more nearness than it did, and that the message names and narrows nothing
    that no text of the fact does: fewer are given (10 for 15 of the blind), and fewer are wrong.
    """
    right: Counter[str] = Counter()
    for held in HELD_OUT[group]:
        result = matcher.match(held["text"], lang=held["lang"], day=DAY)
        first = result.matches[0].fact if result.matches else None
        right[held["stance"]] += result.stance == held["stance"] and first == held["fact"]
    assert right["contradicts"] >= contradicted
    assert right["agrees"] >= agreed


@pytest.mark.parametrize("group", ["seen", "blind"])
def test_no_held_out_message_is_turned_round(matcher: Matcher, group: str) -> None:
    """What is not recognized is unsure or none, never the opposite, and small talk is no claim."""
    for held in HELD_OUT[group]:
        stance = matcher.match(held["text"], lang=held["lang"], day=DAY).stance
        if held["fact"] is None:
            assert stance in {Stance.NONE, Stance.UNSURE}, held["text"]
        else:
            assert stance is not OPPOSITE[held["stance"]], held["text"]


def test_held_out_messages_are_not_in_the_bank() -> None:
    """A held-out message that becomes a variant measures nothing any more."""
    bank = load_facts(SHIPPED_FACTS)
    known = {
        text.casefold()
        for fact in bank.facts
        for lang in ("en", "fr")
        for text in (
            *fact.questions[lang],
            *(v for wrong in fact.misconceptions for v in wrong.variants[lang]),
        )
    }
    held = {one["text"].casefold() for group in HELD_OUT.values() for one in group}
    assert held & known == set()
