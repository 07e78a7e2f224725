"""Fact files: what is refused, what is warned of, and where it stands."""

from datetime import date
from pathlib import Path

import pytest

from policies.errors import DocumentError
from responders.errors import UnknownFact
from responders.facts import SHIPPED_FACTS, FactBank, check_facts, load_facts

DAY = date(2026, 1, 14)
GOOD = """\
defaults: {owner: policy, valid_from: 2025-08-01, valid_until: 2026-07-31, review_on: 2026-06-01}
facts:
  - id: free
    topic: cost
    statement: {en: It is free., fr: C'est gratuit.}
    source: {en: "https://a.example/en", fr: "https://a.example/fr"}
"""


def _file(folder: Path, text: str, name: str = "facts.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _faults(path: Path) -> list[tuple[int, int, str, str]]:
    with pytest.raises(DocumentError) as caught:
        load_facts(path)
    return [(f.line, f.column, f.field, f.problem.en) for f in caught.value.faults]


def test_a_good_file_loads(tmp_path: Path) -> None:
    """Defaults fill in what a fact leaves out."""
    bank = load_facts(_file(tmp_path, GOOD))
    fact = bank.get("free")
    assert (fact.owner, fact.valid_from, fact.statement.fr) == (
        "policy",
        date(2025, 8, 1),
        "C'est gratuit.",
    )
    assert bank.valid_on(DAY) == (fact,)
    assert bank.valid_on(date(2026, 8, 1)) == ()
    assert "free" in bank


def test_an_unknown_fact_is_named() -> None:
    """Asking for a fact that nobody wrote raises with its id."""
    with pytest.raises(UnknownFact, match="nothing"):
        FactBank(()).get("nothing")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            ", fr: C'est gratuit.",
            "",
            (5, 16, "facts[0].statement.fr", "The field “fr” is missing."),
        ),
        (
            "https://a.example/en",
            "http://a.example/en",
            (
                6,
                18,
                "facts[0].source.en",
                "The source http://a.example/en is not an https address.",
            ),
        ),
        (
            "valid_until: 2026-07-31",
            "valid_until: 2025-07-31",
            (
                3,
                5,
                "facts[0].valid_until",
                "The fact is valid from 2025-08-01 until 2025-07-31: it ends before it begins.",
            ),
        ),
        (
            "owner: policy, ",
            "",
            (
                3,
                5,
                "facts[0]",
                "This fact has no owner, and the file's defaults have none either.",
            ),
        ),
    ],
)
def test_a_fault_names_its_place(
    tmp_path: Path, old: str, new: str, expected: tuple[int, int, str, str]
) -> None:
    """Each fault has line, column and field, and says what is wrong."""
    assert GOOD.count(old) == 1
    faults = _faults(_file(tmp_path, GOOD.replace(old, new)))
    assert [fault[:3] for fault in faults] == [expected[:3]]
    if "missing" not in expected[3]:
        assert faults[0][3] == expected[3]


def test_one_id_in_two_files_is_a_fault(tmp_path: Path) -> None:
    """The second file is named, and where the first one is."""
    first = _file(tmp_path, GOOD, "a.yaml")
    _file(tmp_path, GOOD, "b.yaml")
    assert _faults(tmp_path) == [
        (3, 9, "facts[0].id", f"The id free is already in use ({first}:3).")
    ]


def test_every_file_is_read_before_refusing(tmp_path: Path) -> None:
    """Faults of all files come at once."""
    _file(tmp_path, GOOD.replace("https://a.example/en", "nowhere"), "a.yaml")
    _file(tmp_path, "facts: []\n", "b.yaml")
    assert len(_faults(tmp_path)) == 2


def test_an_empty_directory_is_a_fault(tmp_path: Path) -> None:
    """No file at all is no empty bank."""
    assert _faults(tmp_path) == [(1, 1, "", "There is no YAML file here.")]


@pytest.mark.parametrize(
    ("day", "problems"),
    [
        (date(2026, 1, 14), []),
        (date(2026, 6, 1), ["The fact free was due for review on 2026-06-01."]),
        (date(2026, 8, 1), ["The fact free expired on 2026-07-31: it is no longer used."]),
        (
            date(2025, 7, 31),
            ["The fact free is valid from 2025-08-01 only: it is not used before."],
        ),
    ],
)
def test_ageing_facts_are_warned_of(tmp_path: Path, day: date, problems: list[str]) -> None:
    """Expired, early and unreviewed facts load, with a warning."""
    check = check_facts(_file(tmp_path, GOOD), day)
    assert check.errors == ()
    assert check.bank is not None
    assert [warning.problem.en for warning in check.warnings] == problems


def test_errors_leave_no_bank(tmp_path: Path) -> None:
    """A bank with errors cannot be used by mistake."""
    check = check_facts(_file(tmp_path, GOOD.replace("https", "http")), DAY)
    assert check.bank is None
    assert len(check.errors) == 2


def test_french_typography_is_warned_of(tmp_path: Path) -> None:
    """A French statement with a space before its exclamation mark gets a warning."""
    check = check_facts(_file(tmp_path, GOOD.replace("C'est gratuit.", "C'est gratuit !")), DAY)
    assert [warning.field for warning in check.warnings] == ["facts[0].statement.fr"]


def test_the_hash_is_of_the_content(tmp_path: Path) -> None:
    """Order and layout of files do not change the hash; a word does."""
    bank = load_facts(SHIPPED_FACTS)
    assert FactBank(tuple(reversed(bank.facts))).sha256 == bank.sha256
    one = load_facts(_file(tmp_path, GOOD))
    other = load_facts(_file(tmp_path, GOOD.replace("It is free.", "It was free.")))
    assert one.sha256 != other.sha256
