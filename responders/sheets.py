"""Workbooks (.xlsx): the first sheet as rows of text. Formulas are refused, never calculated.

A workbook is a ZIP archive of XML. It is read with the standard library, bounded in every
direction: what it unpacks to, rows, cells; documents with a DTD are refused, so that no entity is
ever expanded.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final
from xml.parsers import expat

from policies.errors import DocumentError
from policies.yamlfile import YamlFile
from responders.factfaults import Place, fault
from responders.facttables import MAX_ROWS, Table
from responders.words import fold

MAX_BYTES: Final = 100_000_000  # unpacked, all parts together
MAX_COLUMNS: Final = 100
_CELL: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})\Z")
_DATES: Final = ("valid", "revi", "vue_le", "claim_first_seen")  # how date columns begin
_DAY_0: Final = date(1899, 12, 30)  # day 0 of the usual calendar of workbooks
_DAY_0_OF_1904: Final = date(1904, 1, 1)


class _Forbidden(Exception):
    """A document that declares types: nothing of a workbook needs that."""


def read_xlsx(path: Path) -> Table:
    """Read the first sheet.

    Raises:
        DocumentError: it is no workbook, is too large, or holds formulas.
    """
    nowhere = Place(YamlFile(path=path, data=None, values={}, keys={}))
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(one.file_size for one in archive.infolist()) > MAX_BYTES:
                limit = MAX_BYTES // 1_000_000
                raise DocumentError([fault(nowhere, "table.bomb", limit=limit)])
            return _read(path, archive)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        KeyError,
        ValueError,
        IndexError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        expat.ExpatError,
        _Forbidden,
    ) as error:
        raise DocumentError([fault(nowhere, "table.workbook")]) from error


def _read(path: Path, archive: zipfile.ZipFile) -> Table:
    names = archive.namelist()
    shared = _Strings()
    if "xl/sharedStrings.xml" in names:
        _parse(archive.read("xl/sharedStrings.xml"), shared)
    book = archive.read("xl/workbook.xml")
    day_0 = _DAY_0_OF_1904 if re.search(rb'date1904="(?:1|true)"', book[:20_000]) else _DAY_0
    sheet = _Sheet(shared.found)
    _parse(archive.read(_first_sheet(names)), sheet)
    if sheet.formulas:
        raise DocumentError(
            [
                fault(
                    Place(YamlFile(path=path, data=None, values={(): at}, keys={})), "table.formula"
                )
                for at in sheet.formulas[:100]
            ]
        )
    return Table(path=path, rows=list(_dated(sheet.table(), day_0)))


def _first_sheet(names: list[str]) -> str:
    sheets = [name for name in names if re.fullmatch(r"xl/worksheets/sheet\d{1,4}\.xml", name)]
    return min(sheets, key=lambda name: int(re.sub(r"\D", "", name)))  # ValueError where none


def _dated(rows: list[list[str]], day_0: date) -> Iterator[list[str]]:
    """Yield the rows, with the day numbers of date columns as days."""
    head = [
        re.sub(r"[^a-z0-9]+", "_", fold(title)).strip("_") for title in (rows[0] if rows else ())
    ]
    dates = {at for at, title in enumerate(head) if title.startswith(_DATES)}
    for number, row in enumerate(rows):
        yield [_day(text, day_0) if number and at in dates else text for at, text in enumerate(row)]


def _day(text: str, day_0: date) -> str:
    whole = text.partition(".")[0]
    if whole.isdecimal() and len(whole) <= 6:
        return (day_0 + timedelta(days=int(whole))).isoformat()
    return text


class _Strings:
    """Collects the shared texts of a workbook."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] | None = None
        self._skipped = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        del attributes
        if name == "si":
            self._pieces = []
        elif name == "rPh":  # how it is pronounced
            self._skipped += 1

    def end(self, name: str) -> None:
        if name == "si" and self._pieces is not None:
            self.found.append("".join(self._pieces))
            self._pieces = None
        elif name == "rPh":
            self._skipped -= 1

    def text(self, data: str) -> None:
        if self._pieces is not None and not self._skipped:
            self._pieces.append(data)


class _Sheet:
    """Collects the cells of a sheet."""

    def __init__(self, shared: list[str]) -> None:
        self.cells: dict[tuple[int, int], str] = {}
        self.formulas: list[tuple[int, int]] = []
        self._shared = shared
        self._at = (1, 0)
        self._kind = ""
        self._pieces: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            row = int(attributes.get("r", self._at[0] + 1))
            self._at = (row, 0)
        elif name == "c":
            self._at = self._place(attributes.get("r"))
            self._kind = attributes.get("t", "n")
        elif name == "f":
            self.formulas.append(self._at)
        elif name in {"v", "t"}:
            self._pieces = self._pieces if self._pieces is not None else []

    def end(self, name: str) -> None:
        if name != "c" or self._pieces is None:
            return
        text, self._pieces = "".join(self._pieces), None
        if self._kind == "s":
            text = self._shared[int(text)]
        row, column = self._at
        if text and row <= MAX_ROWS and column <= MAX_COLUMNS:
            self.cells[row, column] = text
        elif text:
            raise ValueError("a cell far out")

    def text(self, data: str) -> None:
        if self._pieces is not None:
            self._pieces.append(data)

    def table(self) -> list[list[str]]:
        """Return the rows, as wide as the widest."""
        height = max((row for row, _ in self.cells), default=0)
        width = max((column for _, column in self.cells), default=0)
        return [
            [self.cells.get((row, column), "") for column in range(1, width + 1)]
            for row in range(1, height + 1)
        ]

    def _place(self, name: str | None) -> tuple[int, int]:
        if name is None:
            return self._at[0], self._at[1] + 1
        found = _CELL.match(name)
        if found is None:
            raise ValueError(name)
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - 64
        return int(found[2]), column


def _parse(data: bytes, into: _Strings | _Sheet) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def forbid(*_what: object) -> None:
        raise _Forbidden

    parser.StartDoctypeDeclHandler = forbid
    parser.EntityDeclHandler = forbid
    parser.StartElementHandler = lambda name, found: into.start(name.rpartition(" ")[2], found)
    parser.EndElementHandler = lambda name: into.end(name.rpartition(" ")[2])
    parser.CharacterDataHandler = into.text
    parser.Parse(data, True)
