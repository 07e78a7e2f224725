"""Facts and claims from tables, workbooks and ClaimReview, put together with the bank in force.

A fact of the file takes the place of the one with its id, a claim that of the claim with its id;
everything else stays. Nothing is taken while a row has faults, unless bad rows are to be left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from policies.faults import FileFault
from policies.yamlfile import KeyPath, Position, YamlFile
from responders.claimreview import read_reviews
from responders.factbank import FactBank
from responders.factfiles import FactCheck, check_sources
from responders.facttables import Table, in_columns, read_csv, table_source
from responders.factwriting import bank_source
from responders.sheets import read_xlsx

TABLES: Final = frozenset({".csv", ".tsv"})
WORKBOOKS: Final = frozenset({".xlsx"})
REVIEWS: Final = frozenset({".json", ".jsonld"})
FOREIGN: Final = TABLES | WORKBOOKS | REVIEWS
_IN_FORCE: Final = Path("(in force)")
_ROUNDS: Final = 5  # a row that is left out can leave others without their fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What a file of another kind would make of the bank."""

    check: FactCheck  # of the whole; its bank is None where there are errors
    good: tuple[str, ...]  # ids of facts, and fact/claim of claims, that could be taken
    skipped: tuple[FileFault, ...] = ()  # of rows that were left out


def is_foreign(path: Path) -> bool:
    """Whether a file is of another kind than ours, by its name."""
    return path.suffix.lower() in FOREIGN and not path.is_dir()


def read_import(path: Path, base: FactBank, day: date, *, skip_bad: bool = False) -> Import:
    """Read a file of another kind and check it together with the bank.

    Args:
        path: a table, a workbook or reviews.
        base: what is in force, or nothing.
        day: on which facts are looked at.
        skip_bad: leave out what has faults, and take the rest.

    Raises:
        DocumentError: nothing of the file can be read.
    """
    table: Table | None = None
    if path.suffix.lower() in REVIEWS:
        source, faults = read_reviews(path, base)
    else:
        table = read_xlsx(path) if path.suffix.lower() in WORKBOOKS else read_csv(path)
        source, faults = table_source(table)
    check, own = _checked(source, faults, base, day)
    skipped: list[FileFault] = []
    for _ in range(_ROUNDS):
        if not skip_bad or not own:
            break
        skipped += own
        bad = {one.line for one in own}
        if table is not None:
            rows = [
                [] if number in bad and number > 1 else row
                for number, row in enumerate(table.rows, start=1)
            ]
            table = Table(path=path, rows=rows)
            source, faults = table_source(table)
        else:
            source, faults = _less(source, bad), []
        check, own = _checked(source, faults, base, day)
    good = tuple(_good(source, {one.line for one in own}))
    if table is not None:
        check = replace(
            check,
            errors=tuple(in_columns(table, check.errors)),
            warnings=tuple(in_columns(table, check.warnings)),
        )
        skipped = in_columns(table, skipped)
    return Import(check=check, good=good, skipped=tuple(skipped))


def _checked(
    source: YamlFile, faults: Iterable[FileFault], base: FactBank, day: date
) -> tuple[FactCheck, list[FileFault]]:
    """Check what is new beside what stays; only faults of the new are told."""
    kept = _kept(base, source)
    sources = [bank_source(kept, _IN_FORCE)] if kept.facts else []
    empty = not source.data.get("facts") and not source.data.get("claims")
    if not empty or not (kept.facts or list(faults)):
        sources.append(source)
    check = check_sources(sources, day)
    errors = sorted((*faults, *check.errors), key=lambda one: (one.line, one.column))
    own = [one for one in errors if one.file == source.path]
    found = FactCheck(
        bank=None if errors else check.bank,
        errors=tuple(errors),
        warnings=tuple(one for one in check.warnings if one.file == source.path),
    )
    return found, own


def _kept(base: FactBank, source: YamlFile) -> FactBank:
    """Return the bank without what the file brings anew."""
    new = {str(one.get("id")) for one in source.data.get("facts", ())}
    claims = {(one.get("fact"), one.get("id")) for one in source.data.get("claims", ())}
    return FactBank(
        tuple(
            replace(
                fact,
                claims=tuple(one for one in fact.claims if (fact.id, one.id) not in claims),
            )
            for fact in base.facts
            if fact.id not in new
        )
    )


def _less(source: YamlFile, bad: set[int]) -> YamlFile:
    kept: list[Any] = []
    values: dict[KeyPath, Position] = {}
    for index, one in enumerate(source.data["claims"]):
        place = source.position(("claims", index))
        if place[0] not in bad:
            values["claims", len(kept)] = place
            kept.append(one)
    return YamlFile(path=source.path, data={"claims": kept}, values=values, keys={})


def _good(source: YamlFile, bad: set[int]) -> Iterator[str]:
    for index, fact in enumerate(source.data.get("facts", ())):
        if source.position(("facts", index))[0] not in bad:
            yield str(fact["id"])
    for index, claim in enumerate(source.data.get("claims", ())):
        if source.position(("claims", index))[0] not in bad:
            yield f"{claim['fact']}/{claim['id']}"
