"""Proposals from decisions: tried on them, and written into a draft without touching the rest."""

from dataclasses import replace
from pathlib import Path

import pytest

from policies.document import load_policy
from policies.exampleruns import as_message
from policies.learning import Judged, Proposal, Verdict, proposals
from policies.policy import Example
from policies.policydrafts import CannotWrite, write_draft
from tests.policies.policyfile import BASE, changed, write

LINKS = changed(
    ("insults > 0", "links > 1"), ("[insults]", "[links]"), ("severity: 1", "severity: 2")
)


def judged(number: int, text: str, verdict: Verdict) -> Judged:
    """Return a message on which somebody decided."""
    item = as_message(Example(text=text, lang="en"))
    return Judged(number=number, item=item, verdict=verdict, label="rude")


TWO, THREE = "see a.com b.com", "see a.com b.com c.com"


def test_threshold_and_effect(tmp_path: Path) -> None:
    """The change that does more good than harm comes first, with its figures."""
    policy = load_policy(write(tmp_path, LINKS))
    decisions = [judged(1, TWO, "wrong"), judged(2, TWO, "wrong"), judged(3, THREE, "right")]
    found = proposals(policy, decisions)
    assert [(one.id, one.fixed, one.caught, one.lost) for one in found] == [
        ("threshold-r-8-2", 2, 0, 0),
        ("effect-rude-note", 2, 0, 1),
        ("threshold-r-8-11", 2, 0, 1),
        ("threshold-r-8-3", 2, 0, 1),
        ("threshold-r-8-6", 2, 0, 1),
        ("example-1-r", 0, 0, 0),
        ("example-2-r", 0, 0, 0),
    ]
    assert (found[0].before, found[0].after, found[5].after) == ("1", "2", "no_match")


def test_missed_lowers(tmp_path: Path) -> None:
    """A missed message lowers a number, unless that would flag what was kept."""
    policy = load_policy(write(tmp_path, LINKS))
    one = judged(1, "see a.com", "missed")
    assert [each.id for each in proposals(policy, [one])] == ["threshold-r-8-0", "example-1-r"]
    kept = judged(2, "see b.com", "wrong")
    assert [each.id for each in proposals(policy, [one, kept])] == ["example-1-r"]


def test_grave_labels_are_never_weakened(tmp_path: Path) -> None:
    """However often people kept such messages: only examples are proposed."""
    policy = load_policy(write(tmp_path, LINKS.replace("severity: 2", "severity: 4")))
    found = proposals(policy, [judged(n, TWO, "wrong") for n in range(3)])
    assert {one.kind for one in found} == {"example"}


def test_no_proposal_flags_every_message(tmp_path: Path) -> None:
    """A number is never lowered so far that the rule holds on an empty message."""
    policy = load_policy(write(tmp_path, LINKS.replace("links > 1", "links >= 1")))
    found = proposals(policy, [judged(1, "hello", "missed")])
    assert [one.kind for one in found] == ["example"]


def test_draft_keeps_what_people_wrote(tmp_path: Path) -> None:
    """Only the words that change are replaced; comments and order stay."""
    text = LINKS.replace("  default: {rude: review}", "  default:\n    rude: review # as agreed")
    path = write(tmp_path, "# Our policy\n" + text)
    policy = load_policy(path)
    decisions = [judged(1, TWO, "wrong"), judged(2, TWO, "wrong"), judged(3, THREE, "right")]
    by_id = {one.id: one for one in proposals(policy, decisions)}
    accepted = [by_id[name] for name in ("threshold-r-8-2", "effect-rude-note", "example-1-r")]
    draft = write_draft(path, tmp_path / "draft", accepted, {1: 'say "hi" é'}, "2")
    assert draft.version == "2"
    texts = [example.text for example in draft.rules[0].no_match]
    assert texts == ['say "hi" é', "Hello", "Bonjour"]
    written = (tmp_path / "draft" / "policy.yaml").read_text("utf-8")
    assert written == (
        ("# Our policy\n" + text)
        .replace('version: "1"', 'version: "2"')
        .replace("rude: review # as agreed", "rude: note # as agreed")
        .replace("links > 1", "links > 2")
        .replace("no_match: {en: [Hello]", 'no_match: {en: ["say \\"hi\\" é", Hello]')
    )


def test_examples_go_into_a_block_list_too(tmp_path: Path) -> None:
    """A list with a line for each example gets one more line."""
    block = "    no_match:\n      en:\n        - Hello\n      fr: [Bonjour]\n"
    path = write(tmp_path, BASE.replace("    no_match: {en: [Hello], fr: [Bonjour]}\n", block))
    one = Proposal(
        id="e", kind="example", target="r", before="", after="no_match", number=1, lang="en"
    )
    draft = write_draft(path, tmp_path / "draft", [one], {1: "Hi"}, "2")
    assert [example.text for example in draft.rules[0].no_match] == ["Hi", "Hello", "Bonjour"]


def test_half_a_draft_is_not_left(tmp_path: Path) -> None:
    """A proposal that finds no place leaves no folder."""
    path = write(tmp_path)
    lost = Proposal(id="x", kind="effect", target="gone", before="review", after="note")
    with pytest.raises(CannotWrite, match="x"):
        write_draft(path, tmp_path / "draft", [lost], {}, "2")
    wrong = replace(lost, kind="threshold", target="r", before="7", after="8", at=10)
    with pytest.raises(CannotWrite):
        write_draft(path, tmp_path / "draft", [wrong], {}, "2")
    assert not (tmp_path / "draft").exists()
