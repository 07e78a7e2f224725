"""What the fact bank refuses, what it warns of, and where it says so."""

from pathlib import Path

import pytest

from responders.factfiles import check_facts, load_facts
from responders.sources import address_language, address_problem
from responders.values import Rating
from tests.responders.factdata import DAY, GOOD, told, written


def _changed(folder: Path, old: str, new: str) -> Path:
    assert old in GOOD
    return written(folder, GOOD.replace(old, new))


def test_the_good_file_is_good(tmp_path: Path) -> None:
    """The file that the other tests spoil has neither errors nor warnings."""
    assert told(written(tmp_path, GOOD)) == ([], [])


@pytest.mark.parametrize(
    ("old", "new", "field", "problem"),
    [
        (
            "Apply by May 1.",
            "Apply <b>by May 1</b>.",
            "facts[1].statement.en",
            "There is markup in this text: “<b>”.",
        ),
        (
            "Apply by May 1.",
            '"Apply\u200b by May 1."',
            "facts[1].statement.en",
            "There is a hidden or control character (U+200B) at place 6.",
        ),
        (
            "Apply by May 1.",
            "Apply by May 1 with SIN 046 454 286.",
            "facts[1].statement.en",
            "This text seems to hold personal data: SIN.",
        ),
        (
            '{en: "https://a.example/en", fr: "https://a.example/fr"}\n    claims',
            '{en: "https://a.example/fr/x", fr: "https://a.example/fr"}\n    claims',
            "facts[1].source.en",
            "The English source is a French page: https://a.example/fr/x.",
        ),
        (
            '{en: "https://a.example/en", fr: "https://a.example/fr"}\n    claims',
            '{en: "https://nowhere/en", fr: "https://a.example/fr"}\n    claims',
            "facts[1].source.en",
            "The address https://nowhere/en has no proper host name.",
        ),
        (
            "{en: Apply by May 1., fr: Présentez votre demande avant le 1er mai.}",
            "{en: The loan charges no interest., fr: Le prêt ne porte pas intérêt.}",
            "facts[1].statement",
            "The fact other says the opposite of free ({path}:3), on days on which both hold.",
        ),
        (
            "you can apply in June",
            "the LOAN charges interest",
            "facts[1].claims[0].variants.en[0]",
            "The claim late is rated wrong, but this wording says just what the fact free says.",
        ),
        (
            "    claims:\n",
            "    misconceptions: [{id: late, variants: {en: [a b], fr: [c d]}}]\n    claims:\n",
            "facts[1].misconceptions[0].id",
            "The id late is already in use (other).",
        ),
        (
            "    topic: cost\n    statement: {en: Apply",
            "    topic: cost\n    replaces: free\n    statement: {en: Apply",
            "facts[1].replaces",
            "The fact other replaces free, and both hold from 2025-08-01 to 2026-07-31.",
        ),
        (
            "    topic: cost\n    statement: {en: Apply",
            "    topic: cost\n    replaces: nothing\n    statement: {en: Apply",
            "facts[1].replaces",
            "The fact nothing that this one replaces is not in the bank.",
        ),
    ],
)
def test_what_is_refused(tmp_path: Path, old: str, new: str, field: str, problem: str) -> None:
    """Each fault stands alone, with its field and its problem."""
    path = _changed(tmp_path, old, new)
    assert told(path)[0] == [(field, problem.replace("{path}", str(path)))]


@pytest.mark.parametrize(
    ("old", "new", "field", "problem"),
    [
        (
            "fr: Présentez votre demande avant le 1er mai.",
            "fr: Présentez votre demande avant le 2 mai.",
            "facts[1].statement.fr",
            (
                "English and French do not give the same figures: date 05-01, date 05-02 is in"
                " one only."
            ),
        ),
        (
            "Apply by May 1.",
            "Apply by May 1 at 613-555-0142.",
            "facts[1].statement.en",
            "This text holds what may be personal data: telephone number.",
        ),
        (
            "{en: Apply by May 1., fr: Présentez votre demande avant le 1er mai.}",
            "{en: The new loan charges no interest., fr: Présentez votre demande.}",
            "facts[1].statement",
            (
                "The fact other may contradict free ({path}:3): they are worded alike, with another"
                " number or a denial."
            ),
        ),
    ],
)
def test_what_is_warned_of(tmp_path: Path, old: str, new: str, field: str, problem: str) -> None:
    """Doubtful facts load, with a warning that says what to look at."""
    path = _changed(tmp_path, old, new)
    errors, warnings = told(path)
    assert errors == []
    assert (field, problem.replace("{path}", str(path))) in warnings


def test_one_wording_under_two_facts_is_warned_of(tmp_path: Path) -> None:
    """The second place is named; a rating on the other side is refused."""
    loose = "claims:\n  - {fact: free, id: june, variants: {en: [you can apply in June], fr: [oui]}"
    path = written(tmp_path, GOOD + loose + "}\n")
    assert told(path) == (
        [],
        [
            (
                "facts[1].claims[0].variants.en[0]",
                (
                    "This wording stands under the facts free and other: a message like it could be"
                    " answered by either."
                ),
            )
        ],
    )
    path = written(tmp_path, GOOD + loose + ", rating: true}\n")
    assert [field for field, _ in told(path)[0]] == ["facts[1].claims[0].variants.en[0]"]


def test_other_numbers_on_other_days_are_no_contradiction(tmp_path: Path) -> None:
    """Last year's amount and this year's can stand side by side."""
    text = GOOD.replace("The loan charges interest.", "The grant is $500.").replace(
        "Le prêt porte intérêt.", "La bourse est de 500\u00a0$."
    )
    other = (
        text.replace("Apply by May 1.", "The grant is $800.")
        .replace("Présentez votre demande avant le 1er mai.", "La bourse est de 800\u00a0$.")
        .replace("  - id: other\n", "  - id: other\n    valid_from: 2026-08-01\n")
    )
    later = other.replace(
        "    valid_from: 2026-08-01\n", "    valid_from: 2026-08-01\n    valid_until: 2027-07-31\n"
    )
    assert told(written(tmp_path, later))[0] == []
    together = later.replace("valid_from: 2026-08-01\n", "valid_from: 2026-07-31\n")
    assert [field for field, _ in told(written(tmp_path, together))[0]] == ["facts[1].statement"]


def test_claims_may_stand_in_a_file_of_their_own(tmp_path: Path) -> None:
    """They join the claims of the fact that they name, whatever the order of the files."""
    written(tmp_path, GOOD, "b.yaml")
    written(
        tmp_path,
        "claims:\n  - fact: other\n    id: never\n    rating: outdated\n"
        "    first_seen: 2025-09-01\n"
        "    seen: ['http://forum.example/1']\n"
        "    variants: {en: [no deadline at all], fr: [aucune date limite]}\n",
        "a.yaml",
    )
    fact = load_facts(tmp_path).get("other")
    assert [(claim.id, claim.rating) for claim in fact.claims] == [
        ("late", Rating.FALSE),
        ("never", Rating.OUTDATED),
    ]
    assert fact.misconceptions == fact.claims


def test_only_wrong_claims_are_misconceptions(tmp_path: Path) -> None:
    """A true claim and satire are known, and nobody who says them contradicts the fact."""
    for rating, wrong in (("true", 0), ("satire", 0), ("misleading", 1), ("false", 1)):
        path = _changed(
            tmp_path, "      - id: late\n", f"      - id: late\n        rating: {rating}\n"
        )
        fact = load_facts(path).get("other")
        assert [claim.rating.value for claim in fact.claims] == [rating]
        assert len(fact.misconceptions) == wrong


def test_a_claim_needs_a_fact(tmp_path: Path) -> None:
    """A claim for a fact that nobody wrote is refused, with where it stands."""
    path = written(
        tmp_path, GOOD + "claims: [{fact: gone, id: a, variants: {en: [a b], fr: [c d]}}]\n"
    )
    errors = check_facts(path, DAY).errors
    assert [(one.line, one.column, one.field) for one in errors] == [(14, 17, "claims[0].fact")]


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("https://www.example.ca/page", None),
        ("https://élections.example/x", None),
        ("http://www.example.ca/", "scheme"),
        ("ftp://x.example", "scheme"),
        ("https://x.example/a b", "space"),
        ("https://x.example/a\u200b", "space"),
        ("https:///page", "host"),
        ("https://localhost/page", "host"),
        ("https://x..example/", "host"),
        ("https://x.example:port/", "host"),
        ("https://[::1/", "host"),
        ("https://name:word@x.example/", "secret"),
    ],
)
def test_addresses(url: str, problem: str | None) -> None:
    """An address is public, whole and https."""
    assert address_problem(url) == problem


@pytest.mark.parametrize(
    ("url", "lang"),
    [
        ("https://a.example/en/x", "en"),
        ("https://a.example/fr", "fr"),
        ("https://fr.a.example/x", "fr"),
        ("https://a.example/x?a=1&lang=fr", "fr"),
        ("https://a.example/enrol/fresh", None),
        ("https://a.example/en/fr/x", None),
    ],
)
def test_the_language_of_an_address(url: str, lang: str | None) -> None:
    """Only whole words of path, host or query name a language."""
    assert address_language(url) == lang
