"""Facts as YAML, CSV, workbooks and ClaimReview: out and in again, and what is refused."""

import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.errors import DocumentError
from policies.yamlfile import YamlFile, load_yaml
from responders.claimreview import Reviewer, read_reviews, write_reviews
from responders.factbank import FactBank
from responders.factdiff import fact_changes, says_otherwise
from responders.factfiles import SHIPPED_FACTS, check_sources, load_facts
from responders.facttables import COLUMNS, facts_csv, in_columns, read_csv, table_source
from responders.factwriting import bank_files, bank_source, facts_yaml
from responders.sheets import read_xlsx
from tests.responders.factdata import BANK, DAY, FREE, written
from translations.values import Bilingual

AGENCY = Reviewer(
    name=Bilingual(en="Learner Support", fr="Soutien aux apprenants"),
    url=Bilingual(en="https://learners.example/en", fr="https://learners.example/fr"),
)
_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), include_characters=" '\"=+-@,;:#"),
    min_size=1,
    max_size=60,
).map(lambda text: f"x{text}".strip())


def _facts(source: YamlFile) -> tuple[FactBank | None, list[tuple[int, int, str]]]:
    check = check_sources([source], DAY)
    return check.bank, [(one.line, one.column, one.problem.en) for one in check.errors]


def _csv(folder: Path, text: str) -> tuple[FactBank | None, list[tuple[int, int, str, str]]]:
    path = written(folder, text, "facts.csv")
    table = read_csv(path)
    source, faults = table_source(table)
    check = check_sources([source], DAY)
    told = in_columns(table, [*faults, *check.errors])
    return check.bank, [(one.line, one.column, one.field, one.problem.en) for one in told]


@pytest.mark.parametrize("bank", [BANK, load_facts(SHIPPED_FACTS)], ids=["small", "shipped"])
def test_yaml_out_and_in(tmp_path: Path, bank: FactBank) -> None:
    """What is written is read as the same bank."""
    for name, text in bank_files(bank).items():
        written(tmp_path, text, name)
    assert load_facts(tmp_path).sha256 == bank.sha256


@settings(max_examples=40, deadline=None)
@given(text=_TEXT, variant=_TEXT)
def test_any_text_survives(
    tmp_path_factory: pytest.TempPathFactory, text: str, variant: str
) -> None:
    """Quotes, colons, words like true and signs of formulas come back as they were."""
    claim = replace(FREE.claims[0], variants={"en": (variant,), "fr": (variant,)})
    fact = replace(FREE, owner=text, claims=(claim,), questions={"en": (text,), "fr": (text,)})
    folder = tmp_path_factory.mktemp("facts")
    source = written(folder, facts_yaml([fact]))
    path = written(folder, facts_csv(FactBank((fact,))), "facts.csv")
    found = [
        check_sources([table_source(read_csv(path))[0]], DAY),
        check_sources([_loaded(source)], DAY),
    ]
    for check in found:
        if check.bank is None:  # markup and the like: refused, not changed
            assert check.errors
        else:
            assert check.bank.facts == (fact,)


def _loaded(path: Path) -> YamlFile:
    return load_yaml(path)


@pytest.mark.parametrize("bank", [BANK, load_facts(SHIPPED_FACTS)], ids=["small", "shipped"])
def test_csv_out_and_in(tmp_path: Path, bank: FactBank) -> None:
    """A table that was exported gives the same bank, without a fault."""
    found, faults = _csv(tmp_path, facts_csv(bank))
    assert faults == []
    assert found is not None
    assert found.sha256 == bank.sha256


def test_cells_are_no_formulas() -> None:
    """A cell that a spreadsheet would calculate gets an apostrophe in front."""
    claim = replace(FREE.claims[0], variants={"en": ("=1+1", "b"), "fr": ("-c",)})
    text = facts_csv(FactBank((replace(FREE, owner="@me", claims=(claim,)),)))
    assert "'@me" in text
    assert "'=1+1" in text
    assert "'-c" in text


_HEAD = "id;topic;statement_en;statement_fr;source_en;source_fr;owner;valid_from;review_on"
_ROW = "a;cost;It is free.;C'est gratuit.;https://a.example/en;https://a.example/fr;us;2025-08-01;2027-06-01"


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_separators_and_marks(tmp_path: Path, separator: str, mark: str) -> None:
    """Commas, semicolons and tabs, with or without a byte order mark."""
    text = mark + f"{_HEAD}\n{_ROW}\n".replace(";", separator)
    bank, faults = _csv(tmp_path, text)
    assert faults == []
    assert bank is not None
    assert [fact.id for fact in bank.facts] == ["a"]


def test_french_column_names(tmp_path: Path) -> None:
    """Columns may be called by their French names, with accents and capitals."""
    head = (
        "Identifiant;Sujet;Énoncé EN;Énoncé FR;Source_EN;Source FR;Responsable;Valide du;Révision"
    )
    bank, faults = _csv(tmp_path, f"{head}\n{_ROW}\n")
    assert faults == []
    assert bank is not None


def test_faults_name_row_and_column(tmp_path: Path) -> None:
    """Each fault gives the row of the table, the column, and its title; all come at once."""
    bad = _ROW.replace("a;", "b;", 1).replace("https://a.example/en", "nowhere").replace("us;", ";")
    quoted = _ROW.replace("a;cost;It is free.", 'c;cost;"It is\nfree."', 1).replace("2025", "2025x")
    bank, faults = _csv(tmp_path, f"{_HEAD}\n{_ROW}\n{bad}\n{quoted}\n;x\n")
    assert bank is None
    assert sorted(fault[:3] for fault in faults) == [
        (3, 1, "id"),
        (3, 5, "source_en"),
        (4, 8, "valid_from"),
        (5, 1, "id"),
    ]


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ("", (1, 1), "The table is empty."),
        ("topic\nx\n", (1, 1), "No column gives the id of the facts."),
        ("id,what\na,b\n", (1, 2), "There is no column called “what”."),
        ("id,Identifiant\na,b\n", (1, 2), "The column “Identifiant” is there twice."),
        (
            'id,topic\n"a,b\n',
            (2, 1),
            "The row cannot be read: a quotation mark is open or stands inside a cell.",
        ),
    ],
)
def test_tables_that_are_none(
    tmp_path: Path, text: str, place: tuple[int, int], problem: str
) -> None:
    """What stops a whole table says where and why."""
    with pytest.raises(DocumentError) as caught:
        table_source(read_csv(written(tmp_path, text, "facts.csv")))
    first = caught.value.faults[0]
    assert (first.line, first.column, first.problem.en) == (*place, problem)


def test_a_cell_of_a_megabyte_is_refused(tmp_path: Path) -> None:
    """It is named by row and column, and no other row is lost."""
    long = _ROW.replace("a;", "b;", 1).replace("It is free.", "x" * 1_000_000)
    _, faults = _csv(tmp_path, f"{_HEAD}\n{_ROW}\n{long}\n")
    assert faults[0] == (3, 3, "statement_en", "This cell holds more than 50000 characters.")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """Nothing is guessed: accents would be wrong."""
    path = tmp_path / "facts.csv"
    path.write_bytes(f"{_HEAD}\n{_ROW}é".encode("cp1252"))
    with pytest.raises(DocumentError, match="UTF-8"):
        read_csv(path)


def _workbook(path: Path, rows: list[list[str]], cell: str = "") -> Path:
    names: list[str] = []
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = ""
        for at, text in enumerate(row):
            place = f"{chr(65 + at)}{number}"
            if text.isdecimal():
                cells += f'<c r="{place}"><v>{text}</v></c>'
            else:
                cells += f'<c r="{place}" t="s"><v>{len(names)}</v></c>'
                names.append(f"<si><t>{text}</t></si>")
        lines.append(f'<row r="{number}">{cells}{cell if number == 2 else ""}</row>')
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", f"<workbook {space}/>")
        archive.writestr("xl/sharedStrings.xml", f"<sst {space}>{''.join(names)}</sst>")
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f"<worksheet {space}><sheetData>{''.join(lines)}</sheetData></worksheet>",
        )
    return path


def test_a_workbook_is_read_as_a_table(tmp_path: Path) -> None:
    """Shared texts, gaps and days as numbers come out as they were meant."""
    rows = [_HEAD.split(";"), _ROW.replace("2025-08-01", "45870").split(";")]
    bank, faults = _facts(table_source(read_xlsx(_workbook(tmp_path / "a.xlsx", rows)))[0])
    assert faults == []
    assert bank is not None
    assert bank.get("a").valid_from == date(2025, 8, 1)
    assert bank.get("a").statement.fr == "C'est gratuit."


def test_formulas_of_a_workbook_are_refused(tmp_path: Path) -> None:
    """They are not calculated, and the cell is named."""
    rows = [_HEAD.split(";"), _ROW.split(";")]
    path = _workbook(tmp_path / "a.xlsx", rows, '<c r="K2"><f>1+1</f><v>2</v></c>')
    with pytest.raises(DocumentError) as caught:
        read_xlsx(path)
    assert [(one.line, one.column) for one in caught.value.faults] == [(2, 11)]


def test_bombs_and_other_files_are_refused(tmp_path: Path) -> None:
    """What unpacks to too much, declares entities or is no workbook is refused at once."""
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 101_000_000)
    entity = tmp_path / "entity.xlsx"
    with zipfile.ZipFile(entity, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    plain = written(tmp_path, "id,topic", "plain.xlsx")
    for path, words in ((bomb, "unpacks"), (entity, "no workbook"), (plain, "no workbook")):
        with pytest.raises(DocumentError, match=words):
            read_xlsx(path)


def _reviews(folder: Path, data: Any, bank: FactBank) -> tuple[list[Any], list[str]]:
    path = written(folder, json.dumps(data), "reviews.json")
    source, faults = read_reviews(path, bank)
    return source.data["claims"], [one.problem.en for one in faults]


def test_claim_reviews_out_and_in(tmp_path: Path) -> None:
    """Every claim comes back with its wordings, rating and places."""
    graph = write_reviews(BANK, AGENCY, DAY)
    claims, faults = _reviews(tmp_path, graph, BANK)
    assert faults == []
    bare = FactBank((replace(FREE, claims=()), BANK.facts[1]))
    check = check_sources(
        [
            bank_source(bare, Path("bank")),
            YamlFile(path=Path("r"), data={"claims": claims}, values={}, keys={}),
        ],
        DAY,
    )
    assert check.bank is not None
    assert check.bank.facts == BANK.facts


def test_a_claim_review_has_what_schema_org_asks(tmp_path: Path) -> None:
    """One object a claim and language, with a rating in words and who publishes it."""
    del tmp_path
    graph = write_reviews(BANK, AGENCY, DAY, ["fr"])["@graph"]
    assert graph[0] == {
        "@type": "ClaimReview",
        "identifier": "free/costs/fr",
        "url": "https://learners.example/fr/cout",
        "inLanguage": "fr-CA",
        "claimReviewed": "Ça coûte 50\u00a0$",
        "reviewBody": "Personne ne paie 50\u00a0$\u00a0: il en coûte 0\u00a0$ pour présenter une"
        " demande.",
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "Faux",
            "ratingValue": 1,
            "bestRating": 5,
            "worstRating": 1,
        },
        "itemReviewed": {
            "@type": "Claim",
            "name": "Ça coûte 50\u00a0$",
            "appearance": [{"@type": "CreativeWork", "url": "https://forum.example/t/1"}],
            "datePublished": "2025-09-02",
        },
        "author": {
            "@type": "GovernmentOrganization",
            "name": "Soutien aux apprenants",
            "url": "https://learners.example/fr",
        },
        "datePublished": "2025-08-01",
        "sdPublisher": {
            "@type": "GovernmentOrganization",
            "name": "Soutien aux apprenants",
            "url": "https://learners.example/fr",
        },
        "sdDatePublished": "2026-01-14",
        "expires": "2026-07-31",
    }
    assert write_reviews(BANK, AGENCY, date(2020, 1, 1))["@graph"] == []


def _one(**changes: object) -> dict[str, object]:
    found = {
        "@context": "https://schema.org",
        "@type": ["ClaimReview"],
        "identifier": "free/new",
        "claimReviewed": "it is dear",
        "inLanguage": "en",
        "url": "https://learners.example/en/cost",
        "reviewRating": {"@type": "Rating", "alternateName": "Mostly false"},
    }
    return {**found, **changes}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, "The claim free/new has no review in French."),
        ({"inLanguage": "de"}, "The language of the review is neither English nor French: de."),
        ({"claimReviewed": " "}, "The review does not say what was claimed."),
        ({"reviewRating": {"ratingValue": 3}}, "The rating is none of ours."),
        ({"identifier": None}, "No fact answers this review (https://learners.example/en/cost)."),
    ],
)
def test_reviews_that_are_refused(tmp_path: Path, changes: dict[str, object], problem: str) -> None:
    """Each review that cannot be taken is told with its reason."""
    assert _reviews(tmp_path, [_one(**changes)], BANK) == ([], [problem])


def test_reviews_of_others_are_taken(tmp_path: Path) -> None:
    """A feed, a list or a graph; the fact is found by its source, the rating by its word."""
    feed = {
        "@type": "DataFeed",
        "dataFeedElement": [
            {"item": [_one(identifier="Dear!")]},
            {
                "item": [
                    _one(
                        identifier="Dear!",
                        inLanguage="fr-CA",
                        claimReviewed="c'est cher",
                        url="https://learners.example/fr/cout",
                    )
                ]
            },
        ],
    }
    claims, faults = _reviews(tmp_path, feed, FactBank((FREE,)))
    assert faults == []
    assert claims == [
        {
            "fact": "free",
            "id": "dear",
            "variants": {"en": ["it is dear"], "fr": ["c'est cher"]},
            "rating": "misleading",
        }
    ]


@pytest.mark.parametrize("text", ["{", "[" * 5_000, "1" * 5_000, '"ClaimReview'])
def test_what_is_no_json_is_refused(tmp_path: Path, text: str) -> None:
    """Broken, deep and absurd files are refused, never a crash."""
    path = written(tmp_path, text, "reviews.json")
    with pytest.raises(DocumentError):
        read_reviews(path, BANK)


def test_changes_in_words() -> None:
    """What came, went and changed, by fact, in both languages."""
    new = FactBank(
        (
            replace(
                FREE,
                statement=Bilingual(en="It costs $5 to apply.", fr=FREE.statement.fr),
                claims=FREE.claims[:1],
            ),
        )
    )
    changes = fact_changes(BANK, new)
    assert [one.render("en") for one in changes] == [
        "Removed: the fact free-2026.",
        (
            "Changed: the fact free, the English statement, from “It costs $0 to apply.” to “It"
            " costs $5 to apply.”."
        ),
        "Removed: the claim free/really-free.",
    ]
    assert changes[0].render("fr") == "Retiré\u00a0: le fait free-2026."
    assert fact_changes(BANK, BANK) == []


def test_what_says_something_else() -> None:
    """Another figure or a denial is another thing; a better word is not."""
    for english, other in (("It costs $5.", True), ("It costs $0 to file.", False)):
        new = replace(FREE, statement=Bilingual(en=english, fr=FREE.statement.fr))
        assert says_otherwise(FREE, new) == other


def test_every_column_has_two_names() -> None:
    """No French name is another column's name."""
    french = [name for _, name in COLUMNS.values()]
    assert len({*french}) == len(french)
    assert {name for name in french if name in COLUMNS} == {
        "source_en",
        "source_fr",
        "questions_en",
        "questions_fr",
    }
