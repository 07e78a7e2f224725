"""Only conditions that may hold are evaluated, and never one too few."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.document import load_policy
from policies.featurelist import FEATURES, Value
from policies.features import Features
from policies.rules import Candidates, Condition, triggers

TRIGGERS = [
    ("insults > 0", {"insults"}),
    ("insults > 0 || abuse > 0", {"insults", "abuse"}),
    ("letters > 5 && insults > 0", {"insults"}),
    ("(letters > 5 && insults > 0) || (words > 3 && links > 2)", {"insults", "links"}),
    ("!official_language && letters >= 10", {"official_language"}),
    ('media == "join" && links + abuse > 0', {"media"}),
    ('media == "a || b" && links > 0', {"media"}),
    ("!(links == 0 || insults == 0)", {"links", "insults"}),
    ("is_question ? links > 0 : abuse > 0", {"is_question", "links", "abuse"}),
    ("insults == 0", None),
    ("insults > 0 || links == 0", None),
]


@pytest.mark.parametrize(("source", "names"), TRIGGERS)
def test_triggers(source: str, names: set[str] | None) -> None:
    """A condition waits for the rarest features that it cannot hold without."""
    assert triggers(Condition(source)) == names


def _value(name: str) -> st.SearchStrategy[Value]:
    neutral = FEATURES[name].neutral
    if isinstance(neutral, bool):
        return st.booleans()
    if isinstance(neutral, int):
        return st.sampled_from((-1, 0, 1, 2, 4, 12, 30, 80))
    return st.sampled_from(("", "en", "fr", "und", "join", "media", "photo", "mention"))


_RULES = [Condition(rule.when) for rule in load_policy().rules]
_ASKED = sorted({name for condition in _RULES for name in condition.names})


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_condition_is_forgotten(data: st.DataObject) -> None:
    """Whatever the features of a message, each condition that holds is among the candidates."""
    features = Features()
    for name in data.draw(st.sets(st.sampled_from(_ASKED), max_size=8)):
        features.set(name, data.draw(_value(name)))
    candidates = set(Candidates(_RULES).among(features.values))
    holding = {number for number, one in enumerate(_RULES) if one.holds(features)}
    assert holding <= candidates
