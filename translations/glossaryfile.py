"""Glossaries as CSV, one term a row; a fault names the file, the row, the column and a remedy."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from translations.errors import TermsError
from translations.glossary import Glossary
from translations.termforms import ARTICLES, Article, form_of
from translations.terms import Term, TermKind, TermStatus
from translations.typography import faults as typography_faults
from translations.values import OFFICIAL_LANGUAGES, Bilingual
from translations.wording import bilingual

T = TypeVar("T")

COLUMNS: Final = (
    "en", "fr", "kind", "en_forms", "fr_forms", "en_forbidden", "fr_forbidden",
    "en_article", "fr_article", "do_not_translate", "note", "status",
)  # fmt: skip
LARGEST_BYTES: Final = 20_000_000
LONGEST: Final = 500  # characters of a cell
MOST_ROWS: Final = 50_000
MOST_FAULTS: Final = 100  # that are told; more say nothing new

_YES: Final = frozenset(("yes", "oui", "true", "vrai", "1", "x"))
_NO: Final = frozenset(("", "no", "non", "false", "faux", "0"))
_BETWEEN: Final = re.compile(r"\s*[;|]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFault:
    """One thing that is wrong with a file."""

    file: str
    row: int  # line of the file, as an editor counts; 1 is the header
    column: str  # "" where the row as a whole is meant
    problem: Bilingual
    remedy: Bilingual

    def render(self, lang: str) -> str:
        """Return the fault on one line."""
        key = "translations.glossary.file.fault" + ("" if self.column else "_row")
        official = "fr" if lang == "fr" else "en"
        return bilingual(
            key,
            file=self.file,
            row=self.row,
            column=self.column,
            problem=self.problem[official],
            remedy=self.remedy[official],
        )[official]


class GlossaryFaults(TermsError):
    """A glossary cannot be used as it is."""

    def __init__(self, faults: Sequence[TermFault]) -> None:
        super().__init__("\n".join(fault.render("en") for fault in faults))
        self.faults = tuple(faults)

    def render(self, lang: str) -> str:
        """Return every fault on a line of its own."""
        return "\n".join(fault.render(lang) for fault in self.faults)


def read_glossary(data: bytes, *, file: str) -> Glossary:
    """Read a glossary; commas or semicolons separate, as the header shows.

    Raises:
        GlossaryFaults: with every fault of the file.
    """
    reader = _Reader(file)
    terms = list(reader.read(data))
    if reader.faults:
        raise GlossaryFaults(reader.faults[:MOST_FAULTS])
    return Glossary(terms)


def write_glossary(terms: Iterable[Term]) -> str:
    """Return terms as the text of a file; reading it gives the same terms."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for term in terms:
        writer.writerow(
            {
                "en": term.texts.en,
                "fr": term.texts.fr,
                "kind": term.kind.value,
                **{f"{lang}_forms": "; ".join(term.forms.get(lang, ())) for lang in ("en", "fr")},
                **{
                    f"{lang}_forbidden": "; ".join(term.forbidden.get(lang, ()))
                    for lang in OFFICIAL_LANGUAGES
                },
                "en_article": "the" if term.english_article else "",
                "fr_article": term.article,
                "do_not_translate": "yes" if term.do_not_translate else "",
                "note": term.note,
                "status": term.status.value,
            }
        )
    return out.getvalue()


class _Reader:
    """Reads the rows of one file and collects what is wrong with them."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.faults: list[TermFault] = []
        self._seen: dict[tuple[str, str], int] = {}

    def read(self, data: bytes) -> Iterator[Term]:
        if len(data) > LARGEST_BYTES:
            self._wrong(1, "", "too_large", limit=LARGEST_BYTES // 1_000_000)
            return
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self._wrong(data[: error.start].count(b"\n") + 1, "", "not_utf8")
            return
        if "\x00" in text:
            self._wrong(text[: text.index("\x00")].count("\n") + 1, "", "not_text")
            return
        yield from self._rows(text)

    def _rows(self, text: str) -> Iterator[Term]:
        first = text.partition("\n")[0]
        comma = ";" if first.count(";") > first.count(",") else ","
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True)
        at = 1
        try:
            header = [name.strip().lower() for name in next(lines, [])]
            if not self._good_header(header):
                return
            at = lines.line_num + 1
            for count, cells in enumerate(lines, start=1):
                if count > MOST_ROWS:
                    self._wrong(at, "", "too_many", limit=MOST_ROWS)
                    return
                if any(cell.strip() for cell in cells):
                    term = self._term(at, header, cells)
                    if term is not None:
                        yield term
                at = lines.line_num + 1
        except csv.Error:
            self._wrong(at, "", "not_csv")

    def _good_header(self, header: Sequence[str]) -> bool:
        columns = ", ".join(COLUMNS)
        for name in header:
            if name not in COLUMNS:
                self._wrong(1, name or "-", "unknown_column", columns=columns)
            elif header.count(name) > 1:
                self._wrong(1, name, "column_twice")
        for name in OFFICIAL_LANGUAGES:
            if name not in header:
                self._wrong(1, name, "no_column", columns=columns)
        return not self.faults

    def _term(self, row: int, header: Sequence[str], cells: Sequence[str]) -> Term | None:
        before = len(self.faults)
        if len(cells) != len(header):
            self._wrong(row, "", "cells", got=len(cells), asked=len(header))
            return None
        given = {name: " ".join(cell.split()) for name, cell in zip(header, cells, strict=True)}
        for name, cell in given.items():
            if len(cell) > LONGEST:
                self._wrong(row, name, "long", limit=LONGEST)
            elif cell[:1] in {"=", "+", "@"} and len(cell) > 1 and name != "note":
                self._wrong(row, name, "formula", found=cell[0])
        kept = self._yes_or_no(row, "do_not_translate", given)
        texts = self._texts(row, given, kept=kept)
        kind = self._one_of(row, "kind", given, {one.value: one for one in TermKind}, TermKind.TERM)
        status = self._one_of(
            row, "status", given, {one.value: one for one in TermStatus}, TermStatus.APPROVED
        )
        article = self._article(row, given)
        the = self._one_of(row, "en_article", given, {"the": True, "": False}, False)
        forms = {lang: self._several(given, f"{lang}_forms") for lang in OFFICIAL_LANGUAGES}
        unwanted = {lang: self._several(given, f"{lang}_forbidden") for lang in OFFICIAL_LANGUAGES}
        if texts is None:
            return None
        term = Term(
            texts=texts,
            kind=kind,
            forms={lang: found for lang, found in forms.items() if found},
            forbidden={lang: found for lang, found in unwanted.items() if found},
            article=article,
            english_article=the,
            do_not_translate=kept,
            note=given.get("note", ""),
            status=status,
        )
        self._consistent(row, term)
        return term if len(self.faults) == before else None

    def _texts(self, row: int, given: Mapping[str, str], *, kept: bool) -> Bilingual | None:
        en, fr = given.get("en", ""), given.get("fr", "")
        if kept:
            en, fr = en or fr, fr or en
            if en != fr:
                self._wrong(row, "fr", "kept_differs")
        for name, text in (("en", en), ("fr", fr)):
            if not text:
                self._wrong(row, name, "empty")
            elif not any(map(str.isalnum, text)):
                self._wrong(row, name, "no_word", found=text)
        if not en or not fr:
            return None
        if not kept:
            for fault in typography_faults(fr, "fr"):
                self._wrong(row, "fr", "typography", found=fault.found, better=fault.better)
        if (en, fr) in self._seen:
            self._wrong(row, "en", "twice", first=self._seen[en, fr])
        self._seen.setdefault((en, fr), row)
        return Bilingual(en=en, fr=fr)

    def _consistent(self, row: int, term: Term) -> None:
        for lang in OFFICIAL_LANGUAGES:
            wanted = {form.text.lower() for form in term.written(lang)}
            for listed in term.forbidden.get(lang, ()):
                if form_of(listed).text.lower() in wanted:
                    self._wrong(row, f"{lang}_forbidden", "both", found=listed)

    def _article(self, row: int, given: Mapping[str, str]) -> Article:
        choices: dict[str, Article] = {one: one for one in ARTICLES}
        cell = {**given, "fr_article": given.get("fr_article", "").replace("’", "'")}
        return self._one_of(row, "fr_article", cell, choices, "")

    def _yes_or_no(self, row: int, column: str, given: Mapping[str, str]) -> bool:
        cell = given.get(column, "").lower()
        if cell not in _YES | _NO:
            self._wrong(row, column, "choice", found=cell, choices="yes, no")
        return cell in _YES

    def _one_of(
        self, row: int, column: str, given: Mapping[str, str], choices: Mapping[str, T], usual: T
    ) -> T:
        cell = given.get(column, "").lower()
        if not cell:
            return usual
        if cell not in choices:
            known = ", ".join(one for one in choices if one)
            self._wrong(row, column, "choice", found=cell, choices=known)
        return choices.get(cell, usual)

    @staticmethod
    def _several(given: Mapping[str, str], column: str) -> tuple[str, ...]:
        return tuple(one for one in _BETWEEN.split(given.get(column, "")) if one)

    def _wrong(self, row: int, column: str, key: str, **values: object) -> None:
        at = f"translations.glossary.file.{key}"
        self.faults.append(
            TermFault(
                file=self._file,
                row=row,
                column=column,
                problem=bilingual(f"{at}.problem", **values),
                remedy=bilingual(f"{at}.remedy", **values),
            )
        )
