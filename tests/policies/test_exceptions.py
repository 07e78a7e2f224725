"""What a policy does not hold against an author: other people's words, conditions, proper names."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.document import load_policy
from policies.exampleruns import ExampleFailure, Tally, as_message, examine
from policies.policy import Example, Policy
from policies.propernames import ProperNames, outside
from policies.screening import Screener
from tests.policies.policyfile import changed, write

NAMES = ProperNames(["Dildo", "Blow Me Down", "Dick *", "Dildo, Newfoundland", "Sainte-Pute"])


def policy(tmp_path: Path, exception: str) -> Policy:
    """Return the small policy with one exception."""
    text = changed(("rules:\n", f"exceptions:\n- {exception}\nrules:\n"))
    return load_policy(write(tmp_path, text))


def found(policy: Policy, text: str) -> tuple[list[str], tuple[str, ...]]:
    """Return the labels and the exceptions of a text."""
    result = Screener(policy).screen(*as_message(Example(text=text, lang="en")))
    return [label.label for label in result.labels], result.exceptions


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I live in Dildo.", ["Dildo"]),
        ("Je viens de Dildo, au nord", ["Dildo"]),
        ("Dildo, Newfoundland is lovely", ["Dildo, Newfoundland"]),
        ("Dildo is lovely", []),
        ("I live in dildo", []),
        ("you Dildo", []),
        ("you bunch of Dildo", []),
        ("Espèce de Dildo", []),
        ("La ville de Dildo", ["Dildo"]),
        ("in Dildos", []),
        ("We went to Blow Me Down by bus", ["Blow Me Down"]),
        ("blow me down", []),
        ("Ask Dick Martin or Dick Roy", ["Dick Martin", "Dick Roy"]),
        ("you Dick head", []),
        ("l'église de Sainte-Pute", ["Sainte-Pute"]),
        ("", []),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    """A name counts as written; one of one word only after a word that leads up to it."""
    assert [text[start:end] for start, end in NAMES.spans(text)] == names


@given(st.text(max_size=300))
def test_names_in_any_text(text: str) -> None:
    """Spans are inside the text, in order, and do not overlap."""
    spans = NAMES.spans(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_outside() -> None:
    """Only what is wholly inside a name is taken away."""
    assert outside([(0, 4), (2, 9), (20, 22)], [(0, 5)]) == [(2, 9), (20, 22)]


def test_a_name_lifts_what_was_found_in_it_alone(tmp_path: Path) -> None:
    """The label goes where the name is all there is, stands where there is more, and is told."""
    made = policy(tmp_path, "{id: n, labels: [rude], names: [Mister Idiot], why: {en: E, fr: F}}")
    assert found(made, "I know Mister Idiot.") == ([], ("n",))
    assert found(made, "Mister Idiot, you are an idiot.") == (["rude"], ("n",))
    assert found(made, "You are an idiot.") == (["rude"], ())


def test_words_are_not_counted_where_the_policy_says_so(tmp_path: Path) -> None:
    """Only the kinds of words that the policy names are somebody else's; all without any."""
    quoted = 'He said "you are an idiot".'
    only_quoted = policy(tmp_path, "{id: q, words: [quoted_terms], why: {en: E, fr: F}}")
    only_denied = policy(tmp_path, "{id: d, words: [negated_terms], why: {en: E, fr: F}}")
    assert found(only_quoted, quoted) == ([], ("q",))
    assert found(only_denied, quoted) == (["rude"], ())
    assert found(replace(only_denied, exceptions=()), quoted) == ([], ())


def test_condition_lifts_labels(tmp_path: Path) -> None:
    """A condition that holds takes its labels away, and is told."""
    made = policy(tmp_path, "{id: w, labels: [rude], when: links > 0, why: {en: E, fr: F}}")
    assert found(made, "You are an idiot, see example.com") == ([], ("w",))
    assert found(made, "Hello, see example.com") == ([], ())


def test_examples_of_exceptions_are_run(tmp_path: Path) -> None:
    """An exception has to make a difference in what it lifts, and none in what stands."""
    made = policy(
        tmp_path,
        "{id: w, labels: [rude], when: links > 0, why: {en: E, fr: F}, examples: {"
        "lifts: {en: ['You idiot, a.com', Hello], fr: ['Espèce d''idiot, a.com']},"
        "stands: {en: [You idiot, 'You idiot, a.com'], fr: [Bonjour]}}}",
    )
    run = examine(made)
    assert run.failures == (
        ExampleFailure(rule="w", kind="not_lifted", lang="en", text="Hello"),
        ExampleFailure(rule="w", kind="not_standing", lang="en", text="You idiot, a.com"),
        ExampleFailure(rule="w", kind="not_standing", lang="fr", text="Bonjour"),
    )
    assert run.exceptions == {"w": Tally(run={"en": 4, "fr": 2}, failed=3)}
    assert run.by_label == {"rude": Tally(run={"en": 2, "fr": 2})}
    assert run.total == 12
    assert run.failures[0].render("fr") == (
        "w\u00a0: l'exception devrait lever l'étiquette de cet exemple (en) et ne le fait pas"
        "\u00a0: Hello"
    )


def test_shipped_exceptions() -> None:
    """The shipped policy says what is not held against an author, with examples in both."""
    exceptions = {one.id: one for one in load_policy().exceptions}
    assert set(exceptions) >= {"quotation", "counter-speech", "reported", "news", "proper-names"}
    for one in exceptions.values():
        assert {example.lang for example in one.lifts} == {"en", "fr"}, one.id
        assert {example.lang for example in one.stands} == {"en", "fr"}, one.id
