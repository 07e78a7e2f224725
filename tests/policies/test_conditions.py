"""Conditions from anywhere: whatever is written, a check says what is wrong and comes back."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.conditionchecks import Trial, condition_faults, holds_on_nothing, try_out
from policies.conditiontext import calls, texts, tokens, whole_numbers
from policies.document import review_policy
from policies.featurelist import FEATURES
from policies.rules import Condition
from tests.policies.policyfile import BASE, write

NAMES = st.sampled_from(sorted(FEATURES))
PARTS = st.one_of(
    NAMES,
    st.sampled_from(
        ["&&", "||", "!", "(", ")", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "?"]
    ),
    st.sampled_from([":", "[", "]", "{", "}", ".", ",", "in", "true", "null", "'a'", '"b"', "1.5"]),
    st.sampled_from(["map(", "exists(", "matches('a+')", "size(", "has(", "//", "'''", "\\", "é"]),
    st.integers(0, 99).map(str),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PARTS, max_size=40).map(" ".join))
def test_any_condition_is_checked(condition: str) -> None:
    """A check never raises; what it lets through can be compiled, tried and evaluated."""
    found = condition_faults(condition) if condition.strip() else []
    for fault in found:
        assert fault.at is None or 0 <= fault.at <= len(condition)
    if condition.strip() and not found:
        holds_on_nothing(condition)
        try_out(condition)


@given(st.text(max_size=200))
def test_tokens_of_any_text(text: str) -> None:
    """Tokens are pieces of the text, in order, and readers of them never raise."""
    found = tokens(text)
    assert all(text[one.at : one.at + len(one.text)] == one.text for one in found)
    assert [one.at for one in found] == sorted(one.at for one in found)
    calls(text)
    texts(text)
    whole_numbers(text)


@pytest.mark.parametrize(
    "condition",
    [
        "(" * 1990 + "insults > 0" + ")" * 1990,
        "!" * 3_980 + "gibberish",
        "[" * 2_000 + "]" * 2_000,
        " || ".join(["links > 1"] * 300),
        " && ".join(f"{name} > {n}" for n, name in enumerate(list(FEATURES)[:40])),
        "links" + " + links" * 440 + " > 1",
        "insults > 0 ? " * 280 + "true",
        '"' + "a" * 3_990,
        "insults > 99999999999999999999",
    ],
)
def test_pathological_conditions_are_bounded(tmp_path: Path, condition: str) -> None:
    """Whatever it is, the check of the whole document comes back within seconds."""
    quoted = condition[:4_000].replace("'", "''")
    started = time.monotonic()
    review_policy(write(tmp_path, BASE.replace("insults > 0", f"'{quoted}'")))
    assert time.monotonic() - started < 15


def test_trials_are_bounded_and_the_same_every_time() -> None:
    """Many features are tried on a fixed number of values; a few on all that can matter."""
    many = " || ".join(f"{name} > {n}" for n, name in enumerate(NUMBERS))
    assert try_out(many) == try_out(many) == Trial()
    assert try_out("links > 3 && links < 2") == Trial(never=True)
    assert try_out("links > 3 && links < 5") == Trial()


NUMBERS = [name for name, spec in FEATURES.items() if type(spec.neutral) is int][:30]


def test_evaluation_is_what_was_tried() -> None:
    """A trial's values are those that the condition names."""
    condition = Condition('speaker == "media" && links > 2')
    assert set(condition.names) == {"speaker", "links"}
    assert condition.evaluate({"speaker": "media", "links": 3})
    assert not condition.neutral
