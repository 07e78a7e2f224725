"""The policy document is checked field by field, and its examples are run."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from policies.document import (
    SHIPPED,
    ExampleFailure,
    active_version,
    check_policy,
    load_policy,
    run_examples,
)
from policies.errors import DocumentError
from policies.policy import Effect, Outcome, SuggestedAction
from tests.policies.policyfile import changed, write
from translations.typography import faults

BASE = changed(("must_pass: {en: [The minister is wrong.], fr: [Le ministre a tort.]}\n", ""))
EXCEPTION = "exceptions:\n- {{id: x, why: {{en: E, fr: F}}, {}}}\nrules:\n"


def rendered(path: Path) -> list[str]:
    """Return the faults of a policy, without the path."""
    return [fault.render("en").replace(f"{path}:", "") for fault in check_policy(path)]


def test_good(tmp_path: Path) -> None:
    """A good policy has no fault, and its values are those of the file."""
    path = write(tmp_path, BASE)
    assert check_policy(path) == []
    policy = load_policy(path)
    assert policy.outcome("rude", "any") == Outcome(effect=Effect.REVIEW)
    assert policy.effective_from == datetime(2026, 1, 1, tzinfo=UTC)
    assert run_examples(policy) == []


BAD = [
    (
        "label of a rule",
        ("  label: rude", "  label: rudee"),
        "15:10: rules[0].label: There is no label “rudee” in the policy. Did you mean “rude”?",
    ),
    (
        "clause of a label",
        ("clause: c,", "clause: d,"),
        "10:22: labels[0].clause: There is no clause “d” in the policy. Use one of: c.",
    ),
    (
        "feature of a condition",
        ("when: insults > 0", "when: insulte > 0"),
        "16:9: rules[0].when: There is no feature “insulte”. Did you mean “insults”?",
    ),
    (
        "feature of the evidence",
        ("[insults]", "[zzz]"),
        (
            "17:14: rules[0].evidence[0]: There is no feature “zzz”. "
            "Use one of those listed in docs/policy.md."
        ),
    ),
    (
        "syntax of a condition",
        ("when: insults > 0", "when: insults >"),
        (
            "16:18: rules[0].when: The condition breaks off: something is missing at its end. "
            "Complete it: a value after an operator, a closing parenthesis or quotation mark."
        ),
    ),
    (
        "type of a condition",
        ("when: insults > 0", "when: insults + 1"),
        (
            "16:9: rules[0].when: The condition gives a value that is neither true nor false, or "
            "fails on an empty message. Compare each feature with a value of its own type, such as "
            "“insults > 0”."
        ),
    ),
    (
        "macro",
        ("when: insults > 0", "when: '[1,2].exists(x, x > 1)'"),
        (
            "16:16: rules[0].when: The condition uses “exists”, which is not allowed: its cost has "
            "no limit. Compare features with numbers and texts only."
        ),
    ),
    (
        "something that does not belong in a condition",
        ("when: insults > 0", "when: insults > 0 and links > 0"),
        (
            "16:21: rules[0].when: The condition is not valid CEL: “and” cannot stand here. "
            "Check the parentheses, quotation marks and operators (&&, ||, !, ==)."
        ),
    ),
    (
        "parentheses without end",
        ("when: insults > 0", f"when: {'(' * 300}insults > 0{')' * 300}"),
        (
            "16:105: rules[0].when: The condition is nested too deeply. "
            "Take parentheses out, or split the rule in two."
        ),
    ),
    (
        "function that does not exist",
        ("when: insults > 0", "when: insults > 0 && dyn(links) > 0"),
        (
            "16:24: rules[0].when: The condition calls “dyn”, which conditions do not have. "
            "Compare "
            "features with values; on texts there are contains, endsWith, size, startsWith."
        ),
    ),
    (
        "macro in disguise",
        ("when: insults > 0", "when: 'insults > 0 && [1] . all (x, x > 0)'"),
        (
            "16:31: rules[0].when: The condition uses “all”, which is not allowed: its cost has no "
            "limit. Compare features with numbers and texts only."
        ),
    ),
    (
        "type behind a part that does not hold",
        ("when: insults > 0", "when: insults > 0 && lang == 3"),
        (
            "16:24: rules[0].when: The feature “lang” is a text and is compared with 3. "
            "Put the value between quotation marks."
        ),
    ),
    (
        "flag compared with a number",
        ("when: insults > 0", "when: insults > 0 && gibberish > 0"),
        (
            "16:24: rules[0].when: The feature “gibberish” is true or false and is compared "
            "with 0. "
            "Write “gibberish”, or “!gibberish” for the contrary."
        ),
    ),
    (
        "division by zero",
        ("when: insults > 0", "when: insults > 0 && words / (links - 1) > 2"),
        (
            "16:9: rules[0].when: The condition fails where insults = 1, links = 1. Every "
            "part must "
            "work with every value: no division by zero, no text beside a number."
        ),
    ),
    (
        "every message",
        ("when: insults > 0", "when: insults >= 0"),
        (
            "16:9: rules[0].when: The condition holds on an empty message: the rule would "
            "flag every "
            "message. Ask for something that a message has to show, such as “insults > 0”."
        ),
    ),
    (
        "missing French wording",
        ("introduction: {en: I, fr: I}", "introduction: {en: I}"),
        "5:15: introduction.fr: This field is missing. Add “fr”.",
    ),
    (
        "exception of two kinds",
        ("rules:\n", EXCEPTION.format("when: links > 0, names: [Dildo], labels: [rude]")),
        (
            "14:3: exceptions[0]: An exception needs exactly one of “when”, “words” and “names”. "
            "Keep one; make a second exception for the other."
        ),
    ),
    (
        "exception for nothing",
        ("rules:\n", EXCEPTION.format("names: [Dildo]")),
        (
            "14:3: exceptions[0]: The exception does not say which labels it lifts. "
            "Add “labels” with at least one."
        ),
    ),
    (
        "exception for words of one label",
        ("rules:\n", EXCEPTION.format("words: [quoted_terms], labels: [rude]")),
        (
            "14:63: exceptions[0].labels: An exception for words holds for every label. "
            "Take “labels” out."
        ),
    ),
    (
        "exception for words that are the author's own",
        ("rules:\n", EXCEPTION.format("words: [insults]")),
        (
            "14:40: exceptions[0].words[0]: The feature “insults” does not count words that are "
            "somebody else's. Use one of: quoted_terms, reported_terms, negated_terms."
        ),
    ),
    (
        "name that begins with a star",
        ("rules:\n", EXCEPTION.format("labels: [rude], names: ['* Dick']")),
        (
            "14:56: exceptions[0].names[0]: The name “* Dick” begins with a star: it would "
            "be looked "
            "for everywhere. Begin with a word, such as “Dick *”."
        ),
    ),
    (
        "length of a condition",
        ("when: insults > 0", "when: insults > 0" + " && insults > 0" * 3_000),
        "16:9: rules[0].when: This is too long: the limit is 4000. Shorten it or split it in two.",
    ),
    (
        "severity",
        ("severity: 1", "severity: 6"),
        "10:35: labels[0].severity: This number is out of range. It must be ≤ 5.",
    ),
    (
        "effect",
        ("rude: review", "rude: reveiw"),
        (
            "12:19: effects.default.rude: This value is not one of those allowed. "
            "Use one of: none, note, review, escalate."
        ),
    ),
    (
        "label of the effects",
        ("{rude: review}", "{rude: review, other: note}"),
        "12:27: effects.default.other: There is no label “other” in the policy. Use one of: rude.",
    ),
    (
        "unknown field",
        ("  evidence:", "  evidense:"),
        "17:3: rules[0].evidense: This field is not known here. Did you mean “evidence”?",
    ),
    (
        "dates",
        ("effective_from: 2026-01-01", "effective_from: 2026-01-01\neffective_until: 2025-01-01"),
        (
            "4:18: effective_until: The policy ends before it begins. "
            "Put effective_until after effective_from."
        ),
    ),
    (
        "missing field",
        ("appeal: {en: A, fr: A}\n", ""),
        "1:1: appeal: No file of the policy gives this field. Add “appeal” to one of them.",
    ),
    (
        "no example in a language",
        (", fr: [Espèce d'idiot]", ""),
        (
            "19:5: rules[0].examples: This rule has no example that must match in fr. "
            "Add one under examples, match, fr."
        ),
    ),
]


@pytest.mark.parametrize(("change", "expected"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_bad(tmp_path: Path, change: tuple[str, str], expected: str) -> None:
    """Each fault is named with its place, its problem and its remedy."""
    assert change[0] in BASE
    assert rendered(write(tmp_path, BASE.replace(*change))) == [expected]


def test_duplicate_rule(tmp_path: Path) -> None:
    """A rule id that is used twice names both places."""
    rule = BASE[BASE.index("- id: r\n") :]
    assert rendered(write(tmp_path, BASE + rule)) == [
        (
            "21:7: rules[1].id: The id “r” is used twice; it is first used in policy.yaml:14. "
            "Give this one another id."
        )
    ]


def test_directory_is_one_policy(tmp_path: Path) -> None:
    """Files of a directory add up; a single field given twice is a fault."""
    head, rules = BASE[: BASE.index("rules:")], BASE[BASE.index("rules:") :]
    (tmp_path / "a.yaml").write_text(head, "utf-8")
    (tmp_path / "b.yaml").write_text(rules, "utf-8")
    policy = load_policy(tmp_path)
    assert [rule.id for rule in policy.rules] == ["r"]
    (tmp_path / "b.yaml").write_text(rules + 'version: "2"\n', "utf-8")
    with pytest.raises(DocumentError, match=r"already given in a\.yaml"):
        load_policy(tmp_path)
    with pytest.raises(DocumentError, match="holds no YAML file"):
        load_policy(tmp_path / "..")


def test_hash_follows_content(tmp_path: Path) -> None:
    """The hash of a policy changes with its files."""
    first = load_policy(write(tmp_path, BASE)).sha256
    assert load_policy(write(tmp_path, BASE)).sha256 == first
    assert load_policy(write(tmp_path, BASE.replace("Rude", "rude"))).sha256 != first


def test_examples_that_fail(tmp_path: Path) -> None:
    """Failing examples name the rule, the language and the text, in the reader's language."""
    text = BASE.replace("[You idiot]", "[Hello there]").replace("[Bonjour]", "[Espèce de crétin]")
    text += "must_pass: {en: [You moron]}\n"
    failures = run_examples(load_policy(write(tmp_path, text)))
    assert failures == [
        ExampleFailure(rule="r", kind="missed", lang="en", text="Hello there"),
        ExampleFailure(rule="r", kind="matched", lang="fr", text="Espèce de crétin"),
        ExampleFailure(rule="r", kind="flagged", lang="en", text="You moron"),
    ]
    assert failures[0].render("fr") == (
        "r\u00a0: l'exemple devrait être reconnu (en) et ne l'est pas\u00a0: Hello there"
    )


def test_active_version(tmp_path: Path) -> None:
    """A future-dated version takes effect by itself; the one that began last holds."""
    old = load_policy(write(tmp_path, BASE))
    new = load_policy(
        write(tmp_path, BASE.replace("2026-01-01", "2026-03-01").replace('"1"', "'2'"))
    )
    moments = [datetime(2025, 12, 31, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)]
    moments.append(datetime(2026, 3, 1, tzinfo=UTC))
    found = [active_version([new, old], moment) for moment in moments]
    assert [policy and policy.version for policy in found] == [None, "1", "2"]


def test_shipped_policy() -> None:
    """The shipped policy has no fault, and every one of its examples holds."""
    assert [fault.render("en") for fault in check_policy(SHIPPED)] == []
    policy = load_policy(SHIPPED)
    assert [failure.render("en") for failure in run_examples(policy)] == []
    assert policy.outcome("threat", "x") == Outcome(
        effect=Effect.ESCALATE, action=SuggestedAction.HIDE
    )
    for rule in policy.rules:
        assert {example.lang for example in rule.match} == {"en", "fr"}, rule.id
        assert {example.lang for example in rule.no_match} == {"en", "fr"}, rule.id


def test_shipped_french_typography() -> None:
    """The public wording follows the rules of Canadian French."""
    policy = load_policy(SHIPPED)
    texts = [policy.name.fr, policy.introduction.fr, policy.appeal.fr]
    texts += [text for c in policy.clauses for text in (c.title.fr, c.text.fr)]
    texts += [label.name.fr for label in policy.labels.values()]
    texts += [label.rule.fr for label in policy.labels.values() if label.rule]
    texts += [example.text for example in policy.must_pass if example.lang == "fr"]
    assert [(text, faults(text, "fr")) for text in texts if faults(text, "fr")] == []
