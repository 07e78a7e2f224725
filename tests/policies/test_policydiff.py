"""What differs between two versions, and what would have changed on messages."""

from dataclasses import replace
from pathlib import Path

import pytest

from policies.document import load_policy
from policies.exampleruns import as_message
from policies.policy import Example, Policy
from policies.policydiff import Change, policy_changes
from policies.screening import Item, Screener
from policies.whatif import Difference, WhatIf, compare
from tests.policies.policyfile import BASE, changed, write

EXCEPTION = "exceptions:\n- {id: x, words: [quoted_terms], why: {en: E, fr: F}}\nrules:\n"


def loaded(folder: Path, text: str = BASE) -> Policy:
    """Return the policy of a text."""
    return load_policy(write(folder, text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BASE, []),
        (
            changed(('version: "1"', 'version: "2"'), ("name: {en: P,", "name: {en: Q,")),
            [
                "Changed: the policy itself, version: it was “1”, it is “2”.",
                "Changed: the policy itself, name.en: it was “P”, it is “Q”.",
            ],
        ),
        (
            changed(("severity: 1", "severity: 2"), ("insults > 0", "insults > 1")),
            [
                "Changed: the label “rude”, severity: it was “1”, it is “2”.",
                "Changed: the rule “r”, when: it was “insults > 0”, it is “insults > 1”.",
            ],
        ),
        (
            changed(
                (
                    "{rude: review}",
                    "{rude: {route: note, action: hide}}\n  channels: {a: {rude: none}}",
                )
            ),
            [
                "Added: the effect of “rude (a)”.",
                "Changed: the effect of “rude”, route: it was “review”, it is “note”.",
                "Changed: the effect of “rude”, action: it was nothing, it is “hide”.",
            ],
        ),
        (
            changed(("rules:\n", EXCEPTION), ("[Hello]", "[Hello, Hi]"), ("wrong.", "late.")),
            [
                "Added: the exception “x”.",
                "Removed: the message that must pass “The minister is wrong.”.",
                "Added: the message that must pass “The minister is late.”.",
                "Added: an example of the rule “r”.",
            ],
        ),
    ],
)
def test_changes(tmp_path: Path, text: str, expected: list[str]) -> None:
    """Each difference is said in a sentence, in the order of the document."""
    found = policy_changes(loaded(tmp_path), loaded(tmp_path, text))
    assert sorted(change.render("en") for change in found) == sorted(expected)


def test_change_in_french(tmp_path: Path) -> None:
    """The sentences exist in French."""
    new = loaded(tmp_path, changed(("insults > 0", "links > 4")))
    changes = policy_changes(loaded(tmp_path), new)
    assert [change.render("fr").replace("\u00a0", " ") for change in changes] == [
        "Modification : la règle « r », when : c'était « insults > 0 », c'est « links > 4 »."
    ]


def test_removed_is_added_the_other_way(tmp_path: Path) -> None:
    """What comes one way goes the other way."""
    old, new = loaded(tmp_path), loaded(tmp_path, changed(("rules:\n", EXCEPTION)))
    assert policy_changes(old, new) == [Change(kind="added", part="exception", id="x")]
    assert policy_changes(new, old) == [Change(kind="removed", part="exception", id="x")]


def items(*texts: str) -> list[Item]:
    """Return texts as messages in English, with the text's first word as id."""
    made: list[Item] = []
    for text in texts:
        message, detection, context = as_message(Example(text=text, lang="en"))
        made.append((replace(message, id=text.split()[0]), detection, context))
    return made


def test_what_would_change(tmp_path: Path) -> None:
    """Each message counts once, by the gravest change; texts are masked."""
    old = Screener(loaded(tmp_path, changed(("insults > 0", "insults > 0 && links == 0"))))
    new = Screener(loaded(tmp_path, changed(("insults > 0", "insults > 0 && phones == 0"))))
    found = WhatIf(examples_kept=1)
    compare(
        old,
        new,
        items(
            "one you idiot",
            "two you idiot 613-555-0142",
            "three you idiot a.com",
            "four you idiot b.com",
            "five hello",
        ),
        found,
    )
    assert {kind: counter.total() for kind, counter in found.kinds.items()} == {
        "newly_flagged": 2,
        "no_longer_flagged": 1,
        "route_changed": 0,
        "labels_changed": 0,
    }
    assert found.messages == {"en": 5}
    assert (found.gained, found.lost) == ({"rude": 2}, {"rude": 1})
    assert [side.total() for side in found.flagged] == [2, 3]
    assert found.examples["no_longer_flagged"] == [
        Difference(
            kind="no_longer_flagged",
            id="two",
            lang="en",
            text="two you idiot •••",
            routes=("review", "ignore"),
            labels=(("rude",), ()),
        )
    ]
    assert [one.id for one in found.examples["newly_flagged"]] == ["three"]


def test_route_without_flag_and_label_without_route(tmp_path: Path) -> None:
    """A label that becomes graver changes the route; a second note changes labels only."""
    found = WhatIf()
    for before, after in (("review", "escalate"), ("note", "none")):
        pair = [
            Screener(loaded(tmp_path, changed(("rude: review", f"rude: {effect}"))))
            for effect in (before, after)
        ]
        compare(pair[0], pair[1], items("You idiot"), found)
    assert [found.kinds["route_changed"].total(), found.kinds["labels_changed"].total()] == [1, 1]
    assert found.changed == 2


def test_what_may_not_be_copied_is_not_shown(tmp_path: Path) -> None:
    """The text of a message that may not be copied stays out of the examples."""
    secret = changed(("severity: 1,", "severity: 1, handling: [no_copy],"))
    found = WhatIf()
    nothing = changed(("insults > 0", "insults > 9"))
    compare(
        Screener(loaded(tmp_path, nothing)),
        Screener(loaded(tmp_path, secret)),
        items("You idiot"),
        found,
    )
    assert [one.text for one in found.examples["newly_flagged"]] == [""]
