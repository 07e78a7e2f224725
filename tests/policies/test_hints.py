"""Hints tell of what is allowed in a policy and probably not meant; they refuse nothing."""

from pathlib import Path

import pytest

from policies.document import SHIPPED, load_policy, review_policy
from tests.policies.policyfile import BASE, changed, write

HINTS = [
    (
        "label without effect",
        changed(("{rude: review}", "{}")),
        (
            "10:8: labels[0].id: No effect is given for the label “rude”: it goes to review. "
            "Add it to effects, default."
        ),
    ),
    (
        "label without rule",
        changed(
            ("effects:\n", "- {id: odd, clause: c, severity: 1, name: {en: O, fr: É}}\neffects:\n"),
            ("{rude: review}", "{rude: review, odd: note}"),
        ),
        "11:8: labels[1].id: No rule finds the label “odd”. Add a rule, or take the label out.",
    ),
    (
        "clause without label",
        changed(("labels:\n", "- {id: d, title: {en: T, fr: T}, text: {en: X, fr: X}}\nlabels:\n")),
        (
            "9:8: clauses[1].id: No label belongs to the clause “d”. "
            "Name it in a label, or take it out."
        ),
    ),
    (
        "action without wording",
        changed(("{rude: review}", "{rude: {route: review, action: hide}}")),
        (
            "10:8: labels[0].id: The label “rude” offers an action, and has no public wording to "
            "name it by. Add “rule” to the label, or take the action out of effects."
        ),
    ),
    (
        "evidence that has nothing to do with the condition",
        changed(("[insults]", "[links]")),
        (
            "17:14: rules[0].evidence[0]: The evidence “links” is not part of the condition. "
            "Name features that the condition asks for."
        ),
    ),
    (
        "no evidence",
        changed(("  evidence: [insults]\n", "")),
        (
            "14:7: rules[0].id: The rule “r” names no evidence: the whole message is shown. "
            "Add “evidence” with the features whose words show it."
        ),
    ),
    (
        "condition that cannot hold",
        changed(("insults > 0", "insults > 2 && insults < 2")),
        (
            "16:9: rules[0].when: The condition can hold on no message. "
            "Look for parts that contradict each other."
        ),
    ),
    (
        "nothing that must not match",
        changed((", fr: [Bonjour]", "")),
        (
            "19:5: rules[0].examples: This rule has no example in fr that must not match. "
            "Add one under examples, no_match, fr: what is close and allowed."
        ),
    ),
    (
        "nothing that must pass",
        BASE[: BASE.index("must_pass")],
        (
            "1:1: must_pass: No message is named that must pass. Add criticism of the department "
            "and of the minister under must_pass, in both languages."
        ),
    ),
    (
        "French that is English",
        changed(
            (
                "{en: I, fr: I}",
                "{en: A page for your comments too, fr: A page for your comments too}",
            )
        ),
        (
            "5:54: introduction.fr: The French text is the same as the English one. "
            "Write it in French."
        ),
    ),
    (
        "French typography",
        changed(("{en: I, fr: I}", "{en: I, fr: Que faire ?}")),
        (
            "5:27: introduction.fr: French typography: “ue faire ?” should read “ue faire?” "
            "(␣ is a no-break space). Correct it in the file."
        ),
    ),
    (
        "channel that nobody knows",
        changed(("{rude: review}", "{rude: review}\n  channels: {kids: {rude: note}}")),
        (
            "13:14: effects.channels.kids: The configuration has no channel “kids”: these effects "
            "never apply. Use one of: news."
        ),
    ),
]


@pytest.mark.parametrize(("text", "expected"), [h[1:] for h in HINTS], ids=[h[0] for h in HINTS])
def test_hint(tmp_path: Path, text: str, expected: str) -> None:
    """Each oddity gives one hint with its place, and no fault."""
    path = write(tmp_path, text)
    review = review_policy(path, channels={"news"})
    assert review.faults == ()
    assert [hint.render("en").replace(f"{path}:", "") for hint in review.hints] == [expected]
    assert load_policy(path).id == "p"


def test_good_policies_give_no_hint(tmp_path: Path) -> None:
    """Neither the small policy nor the shipped one gives a hint."""
    assert review_policy(write(tmp_path)).hints == ()
    assert [hint.render("en") for hint in review_policy(SHIPPED).hints] == []


def test_channels_that_nobody_knows_of_give_no_hint(tmp_path: Path) -> None:
    """Without a configuration there is nothing to compare channels with."""
    text = changed(("{rude: review}", "{rude: review}\n  channels: {kids: {rude: note}}"))
    assert review_policy(write(tmp_path, text)).hints == ()


def test_second_rule_with_the_same_condition(tmp_path: Path) -> None:
    """A rule that says what another one says is hinted at."""
    rule = BASE[BASE.index("- id: r\n") : BASE.index("must_pass")]
    text = changed(("must_pass", rule.replace("id: r\n", "id: s\n") + "must_pass"))
    assert [hint.problem.en for hint in review_policy(write(tmp_path, text)).hints] == [
        "The rule “r” has the same label and the same condition."
    ]
