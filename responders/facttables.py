"""Facts as a table, such as a spreadsheet gives: one row a fact, one more for each further claim.

A row whose fact columns are empty but for the id adds a claim to that fact. The columns are in
docs/factbank.md; a table is read into the same form as a YAML file, so that the same checks apply,
and each value remembers its row and column.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from policies.errors import DocumentError
from policies.faults import FileFault
from policies.yamlfile import KeyPath, Position, YamlFile
from responders.factbank import FactBank
from responders.factfaults import Place, fault
from responders.values import Claim, Fact
from responders.words import fold

MAX_BYTES: Final = 20_000_000
MAX_ROWS: Final = 100_000
MAX_CELL: Final = 50_000  # characters: many variants may stand in one cell
# column -> where it goes in an entry, and what it is called in French
COLUMNS: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "id": (("id",), "identifiant"),
    "topic": (("topic",), "sujet"),
    "statement_en": (("statement", "en"), "enonce_en"),
    "statement_fr": (("statement", "fr"), "enonce_fr"),
    "source_en": (("source", "en"), "source_en"),
    "source_fr": (("source", "fr"), "source_fr"),
    "owner": (("owner",), "responsable"),
    "valid_from": (("valid_from",), "valide_du"),
    "valid_until": (("valid_until",), "valide_au"),
    "review_on": (("review_on",), "revision"),
    "replaces": (("replaces",), "remplace"),
    "tags": (("tags",), "etiquettes"),
    "questions_en": (("questions", "en"), "questions_en"),
    "questions_fr": (("questions", "fr"), "questions_fr"),
    "claim": (("id",), "affirmation"),
    "claim_rating": (("rating",), "cote"),
    "claim_en": (("variants", "en"), "affirmation_en"),
    "claim_fr": (("variants", "fr"), "affirmation_fr"),
    "claim_reply_en": (("reply", "en"), "reponse_en"),
    "claim_reply_fr": (("reply", "fr"), "reponse_fr"),
    "claim_first_seen": (("first_seen",), "vue_le"),
    "claim_seen": (("seen",), "vue_a"),
}
_DATES: Final = frozenset({"valid_from", "valid_until", "review_on", "claim_first_seen"})
_LISTS: Final = frozenset({"questions_en", "questions_fr", "claim_en", "claim_fr", "claim_seen"})
_NAMES: Final = {
    **{name: name for name in COLUMNS},
    **{french: name for name, (_, french) in COLUMNS.items()},
}
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of a file; the first one names the columns."""

    path: Path
    rows: Sequence[Sequence[str]]


@dataclass(slots=True)
class _Entries:
    """What a table becomes: the data of a file, and where each value stands."""

    facts: list[dict[str, Any]] = field(default_factory=list)
    loose: list[dict[str, Any]] = field(default_factory=list)
    values: dict[KeyPath, Position] = field(default_factory=dict)
    by_id: dict[str, int] = field(default_factory=dict)


def read_csv(path: Path) -> Table:
    """Read a CSV file: UTF-8 with or without a mark, commas or semicolons, quoted line breaks.

    Raises:
        DocumentError: it cannot be read as such.
    """
    nowhere = Place(YamlFile(path=path, data=None, values={}, keys={}))
    if path.stat().st_size > MAX_BYTES:
        raise DocumentError([fault(nowhere, "table.large", limit=MAX_BYTES // 1_000_000)])
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError([fault(nowhere, "table.encoding")]) from error
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    rows: list[list[str]] = []
    csv.field_size_limit(MAX_BYTES)  # too long a cell is told with its row and column
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            rows.append(row)
            if len(rows) > MAX_ROWS:
                raise DocumentError([fault(nowhere, "table.rows", limit=MAX_ROWS)])
    except csv.Error as error:
        at = _at(path, len(rows) + 1, 1)
        raise DocumentError([fault(at, "table.broken")]) from error
    return Table(path=path, rows=rows)


def table_source(table: Table) -> tuple[YamlFile, list[FileFault]]:
    """Return a table in the form of a fact file, and the faults of cells that have no form."""
    named = _columns(table)
    faults: list[FileFault] = []
    entries = _Entries()
    for number, row in enumerate(table.rows[1:], start=2):
        cells: dict[str, tuple[int, str]] = {}
        for at, text in enumerate(row):
            if len(text) > MAX_CELL:
                faults.append(fault(_at(table.path, number, at + 1), "table.cell", limit=MAX_CELL))
            elif text.strip() and at in named:
                cells[named[at]] = (at + 1, _unquoted(text.strip()))
            elif text.strip():
                faults.append(fault(_at(table.path, number, at + 1), "table.beyond"))
        if cells:
            faults.extend(_row(entries, table.path, number, cells))
    data: dict[str, Any] = {"facts": entries.facts, "claims": entries.loose}
    return YamlFile(path=table.path, data=data, values=entries.values, keys={}), faults


def in_columns(table: Table, faults: Iterable[FileFault]) -> list[FileFault]:
    """Name the column in each fault of a table, in the place of the field of a file."""
    head = list(table.rows[0]) if table.rows else []
    return [
        replace(one, field=head[one.column - 1].strip())
        if one.file == table.path and 0 < one.column <= len(head)
        else one
        for one in faults
    ]


def _columns(table: Table) -> dict[int, str]:
    if not table.rows:
        raise DocumentError([fault(_at(table.path, 1, 1), "table.empty")])
    found: dict[int, str] = {}
    faults: list[FileFault] = []
    for at, title in enumerate(table.rows[0]):
        word = re.sub(r"[^a-z0-9]+", "_", fold(title)).strip("_")
        name = _NAMES.get(word)
        if not word:
            continue
        place = _at(table.path, 1, at + 1)
        if name is None:
            names = ", ".join(COLUMNS)
            faults.append(fault(place, "table.column", name=title[:80], names=names))
        elif name in found.values():
            faults.append(fault(place, "table.column_twice", name=title[:80]))
        else:
            found[at] = name
    if "id" not in found.values():
        faults.append(fault(_at(table.path, 1, 1), "table.no_id"))
    if faults:
        raise DocumentError(faults)
    return found


def _row(
    entries: _Entries, path: Path, number: int, cells: Mapping[str, tuple[int, str]]
) -> Iterator[FileFault]:
    if "id" not in cells:
        yield fault(_at(path, number, 1), "table.row_without_id")
        return
    fact_id = cells["id"][1]
    claim = {name: cell for name, cell in cells.items() if name.startswith("claim")}
    own = {name: cell for name, cell in cells.items() if name not in claim}
    known = entries.by_id.get(fact_id)
    if len(own) > 1 or not claim:  # more than the id: a fact
        known = len(entries.facts)
        entries.by_id[fact_id] = known
        entries.facts.append(_entry(entries, ("facts", known), number, own))
    if not claim:
        return
    if "claim" not in claim:
        first = min(column for column, _ in claim.values())
        yield fault(_at(path, number, first), "table.claim_without_id")
        return
    if known is None:  # a fact that stands elsewhere
        at: KeyPath = ("claims", len(entries.loose))
        entries.values[*at, "fact"] = (number, cells["id"][0])
        entries.loose.append({"fact": fact_id, **_entry(entries, at, number, claim)})
        return
    claims = entries.facts[known].setdefault("claims", [])
    claims.append(_entry(entries, ("facts", known, "claims", len(claims)), number, claim))


def _entry(
    entries: _Entries, at: KeyPath, number: int, cells: Mapping[str, tuple[int, str]]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    entries.values[at] = (number, cells[next(iter(cells))][0])
    for name, (column, text) in cells.items():
        path = COLUMNS[name][0]
        inside = found
        for part in path[:-1]:
            inside = inside.setdefault(part, {})
            entries.values.setdefault((*at, part), (number, column))
        value = _value(name, text)
        inside[path[-1]] = value
        entries.values[*at, *path] = (number, column)
        if isinstance(value, list):
            for index in range(len(value)):
                entries.values[*at, *path, index] = (number, column)
    return found


def _value(name: str, text: str) -> Any:
    if name in _LISTS:
        return [line.strip() for line in text.splitlines() if line.strip()]
    if name == "tags":
        return [word for word in re.split(r"[\s,;|]+", text) if word]
    if name in _DATES and _ISO.match(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text  # the check says what a date looks like
    return text


def facts_csv(bank: FactBank) -> str:
    """Return a bank as CSV that a spreadsheet opens: with a mark, no cell taken for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for fact in bank.facts:
        first, *others = fact.claims or (None,)
        writer.writerow(_cells({**_fact_cells(fact), **_claim_cells(first)}))
        for claim in others:
            writer.writerow(_cells({"id": fact.id, **_claim_cells(claim)}))
    return "\ufeff" + out.getvalue()


def _cells(row: Mapping[str, str]) -> list[str]:
    return [_safe(row.get(name, "")) for name in COLUMNS]


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _unquoted(text: str) -> str:
    """Take back what `_safe` does, and what people do so that a spreadsheet leaves a text alone."""
    return text[1:] if text.startswith("'") and text[1:2] in _FORMULA and text[1:] else text


def _fact_cells(fact: Fact) -> dict[str, str]:
    return {
        "id": fact.id,
        "topic": fact.topic,
        "statement_en": fact.statement.en,
        "statement_fr": fact.statement.fr,
        "source_en": fact.source.en,
        "source_fr": fact.source.fr,
        "owner": fact.owner,
        "valid_from": fact.valid_from.isoformat(),
        "valid_until": fact.valid_until.isoformat() if fact.valid_until else "",
        "review_on": fact.review_on.isoformat(),
        "replaces": fact.replaces or "",
        "tags": " ".join(fact.tags),
        **{f"questions_{lang}": "\n".join(texts) for lang, texts in fact.questions.items()},
    }


def _claim_cells(claim: Claim | None) -> dict[str, str]:
    if claim is None:
        return {}
    return {
        "claim": claim.id,
        "claim_rating": claim.rating.value,
        **{f"claim_{lang}": "\n".join(texts) for lang, texts in claim.variants.items()},
        **(
            {f"claim_reply_{lang}": text for lang, text in claim.reply.as_mapping().items()}
            if claim.reply is not None
            else {}
        ),
        "claim_first_seen": claim.first_seen.isoformat() if claim.first_seen else "",
        "claim_seen": "\n".join(claim.seen),
    }


def _at(path: Path, row: int, column: int) -> Place:
    return Place(YamlFile(path=path, data=None, values={(): (row, column)}, keys={}))
