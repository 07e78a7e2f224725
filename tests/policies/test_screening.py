"""Screening names the rule, shows the evidence, and never fails on a text."""

import time
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policies.document import load_policy
from policies.policy import Effect, Outcome
from policies.routing import Route
from policies.screening import Context, Screener
from policies.screening_values import Handling, Label, Screening, Speaker
from tests.policies.messages import detected, message, screen, screener


def test_whole_result() -> None:
    """A threat gives its label, rule, clause, evidence and what it asks for."""
    assert screen("Hello. I will kill you tomorrow.") == Screening(
        labels=(
            Label(
                label="threat",
                rule="threat-explicit",
                clause="safety",
                score=0.95,
                severity=5,
                evidence=((7, 22),),
                route=Route.ESCALATE,
            ),
        ),
        route=Route.ESCALATE,
        flagged=True,
        policy="lsc-comment-policy",
        policy_version="2026.1",
        handling=frozenset(
            (Handling.PAGE, Handling.NO_HOLDING, Handling.NO_PUBLIC_DRAFT, Handling.SENSITIVE)
        ),
        suggested_action="hide",
    )


ROUTES = [
    ("When will I be paid?", "en", Route.IGNORE, False),
    ("Tabarnak que c'est long!", "fr", Route.IGNORE, False),
    ("This is fucking ridiculous", "en", Route.IGNORE, False),
    ("Va chier", "fr", Route.REVIEW, True),
    ("I want to die", "en", Route.ESCALATE, True),
    ("Je veux en finir avec la vie", "fr", Route.ESCALATE, True),
    ("I'm a reporter with the Maple Daily", "en", Route.ESCALATE, True),
    ('My boss told me "I will kill you"', "en", Route.REVIEW, False),
    ("Mon ex a dit «\u00a0je vais te tuer\u00a0»", "fr", Route.REVIEW, False),
    ("¿Cuándo voy a recibir mi pago?", "es", Route.IGNORE, False),
    ("hm", "und", Route.IGNORE, False),
    ("😡😡😡", "und", Route.IGNORE, False),
    ("", "und", Route.IGNORE, False),
]


@pytest.mark.parametrize(("text", "lang", "route", "flagged"), ROUTES)
def test_routes(text: str, lang: str, route: Route, flagged: bool) -> None:
    """Rude but allowed passes; what is uncertain goes to a person without a flag."""
    result = screen(text, lang)
    assert (result.route, result.flagged) == (route, flagged)


def test_crisis_handling() -> None:
    """Words of self-harm ask for the crisis text and are corrected for nothing else."""
    result = screen("Fuck you all, I want to die")
    assert [label.label for label in result.labels] == ["self_harm"]
    assert Handling.CRISIS in result.handling


def test_speaker() -> None:
    """Who speaks is part of the result."""
    assert screen("Comme députée de Rivière, je demande un suivi", "fr").speaker is Speaker.ELECTED


def test_note_asks_for_nothing() -> None:
    """A label that is a mere note is shown, without flag or handling."""
    result = screen("What a crappy site")
    assert [(label.label, label.route) for label in result.labels] == [("coarse", Route.IGNORE)]
    assert result.handling == frozenset()


def test_channel_effects() -> None:
    """A channel's own row of the effects table wins; none drops the label."""
    policy = replace(
        load_policy(),
        channel_effects={
            "strict": {"coarse": Outcome(effect=Effect.REVIEW)},
            "free": {"coarse": Outcome(effect=Effect.NONE)},
        },
    )
    strict = Screener(policy)
    routes = [
        strict.screen(message("What a crappy site", channel=channel), detected("en"))
        for channel in ("strict", "free", "other")
    ]
    assert [(len(r.labels), r.flagged) for r in routes] == [(1, True), (0, False), (1, False)]


def test_repetition_comes_from_the_context() -> None:
    """The same text for the fourth time is repetitive; the first time it is not."""
    assert not screen("Fix the portal").flagged
    again = screen("Fix the portal", context=Context(repeats_by_author=3))
    assert [label.label for label in again.labels] == ["repetitive"]


def test_own_domains() -> None:
    """Links and addresses of the agency's own domains do not count."""
    context = Context(own_domains=("learnersupport.example",))
    assert not screen("Write to help@learnersupport.example", context=context).flagged
    assert screen("Write to help@other.example", context=context).flagged


def test_own_numbers() -> None:
    """Telephone numbers that the agency publishes do not count."""
    context = Context(own_numbers=("(613) 555-0142",))
    assert not screen("Call them at 613-555-0142", context=context).flagged
    assert screen("Call them at 613-555-0143", context=context).flagged


def test_failing_rule_goes_to_a_person() -> None:
    """A rule that fails on a message gives review, unflagged, with the rule's name."""
    policy = load_policy()
    rule = replace(policy.rules[0], id="bad", when="letters > 0 && 10 / links > 3")
    failing = Screener(replace(policy, rules=(replace(rule, when="links == 0 || 10 / emoji > 3"),)))
    result = failing.screen(message("see a.example"), detected("en"))
    assert (result.route, result.flagged, result.faults) == (Route.REVIEW, False, ("rule:bad",))


AWKWARD = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("fuck you idiot 613-555-0142 @$!*.\u200b\u0301\ud800\u202e\x00«»\"'\n "),
    ),
    max_size=400,
)


@settings(max_examples=300, deadline=None)
@given(AWKWARD, st.sampled_from(["en", "fr", "und", "es"]))
@example("\x00", "en")
@example("\ud800\udfff", "und")
@example("\u202eidiot\u202c you idiot", "en")
@example("i\u0307" * 50, "fr")
def test_never_fails_and_offsets_hold(text: str, lang: str) -> None:
    """No text makes screening fail, and evidence always lies inside the original."""
    result = screen(text, lang)
    assert not [fault for fault in result.faults if fault.startswith(("features:", "rule:"))]
    for label in result.labels:
        assert label.evidence == tuple(sorted(label.evidence))
        assert all(0 <= start <= end <= len(text) for start, end in label.evidence)


@given(st.text(st.characters(exclude_categories=["L", "N", "M", "Cs"]), max_size=40))
def test_evidence_is_in_code_points(prefix: str) -> None:
    """Whatever stands before it, the evidence is the words themselves."""
    text = prefix + " \nVous êtes des imbéciles\n"
    shown = [
        text[start:end]
        for label in screen(text, "fr").labels
        if label.label in ("insult", "coarse")
        for start, end in label.evidence
    ]
    if not any(mark in prefix for mark in "«“\"'>*#"):
        assert shown == ["imbéciles"]


@pytest.mark.parametrize(
    "text",
    [
        "a" * 20000,
        "é " * 10000,
        "e" + "́" * 10000,
        "f u c k " * 2500,
        "😡" * 20000,
        "1 " * 10000,
        "a.b@c." * 3000,
        "\u202e\u200b" * 10000,
        "\"'«»" * 5000,
        "you idiot " * 2000,
    ],
    ids=range(10),
)
def test_long_texts_take_bounded_time(text: str) -> None:
    """20,000 characters of anything take well under two seconds."""
    start = time.perf_counter()
    screen(text, "en")
    assert time.perf_counter() - start < 2.0


def test_batch_keeps_order() -> None:
    """A batch gives what one by one gives."""
    items = [(message(text), detected(lang), None) for text, lang, _, _ in ROUTES]
    assert screener().screen_batch(items) == [screen(text, lang) for text, lang, _, _ in ROUTES]
