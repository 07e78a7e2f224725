"""Catalog source files: strict reading by Babel, and the checks that hold them together."""

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from translations.catalogs import PLURAL_RULES, is_stale
from translations.errors import CatalogFault
from translations.mofile import Forms
from translations.values import OFFICIAL_LANGUAGES

_KEY: Final = re.compile(r"[a-z0-9]+(?:[._-][A-Za-z0-9]+)*")
_USE: Final = r"""(?<![\w.]){name}(?:\.plural)?\(\s*f?["']([a-z0-9][A-Za-z0-9._-]*)["']"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One message of a .po file."""

    key: str
    forms: Forms
    line: int  # 1-based
    fuzzy: bool

    @property
    def plural(self) -> bool:
        """Whether the message has plural forms."""
        return len(self.forms) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogProblem:
    """One thing that is wrong with a catalog."""

    file: Path
    line: int  # 0: the file as a whole
    key: str
    problem: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key + ': ' if self.key else ''}{self.problem}"


def parse_po(path: Path) -> tuple[Entry, ...]:
    """Read a .po file.

    Raises:
        CatalogFault: not UTF-8 gettext, or one key twice; names file and line.
    """
    from babel.messages.pofile import PoFileError, read_po

    try:
        with path.open("rb") as stream:
            parsed = read_po(stream, locale=path.parent.name, charset="utf-8", abort_invalid=True)
    except PoFileError as fault:
        raise CatalogFault(f"{path}:{fault.lineno or 0}: {fault}") from fault
    except UnicodeDecodeError as fault:
        raise CatalogFault(f"{path}:0: not UTF-8") from fault
    _refuse_twins(path)
    entries = []
    for message in parsed:
        if not message.id:
            continue
        key = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string)
        line = message.lineno or 0
        entries.append(Entry(key=key, forms=forms, line=line, fuzzy="fuzzy" in message.flags))
    return tuple(entries)


def _refuse_twins(path: Path) -> None:
    # Babel merges a repeated msgid without a word.
    first: dict[str, int] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if line.startswith("msgid "):
            if line in first and line != 'msgid ""':
                raise CatalogFault(f"{path}:{number}: {line} is already on line {first[line]}")
            first[line] = number


def placeholders(text: str) -> frozenset[str]:
    """Return the names in `{…}`.

    Raises:
        CatalogFault: a brace without its twin, or a placeholder without a name.
    """
    try:
        fields = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError as fault:
        raise CatalogFault(str(fault)) from fault
    if any(not name.isidentifier() for name in fields):
        raise CatalogFault("a placeholder must be a plain name")
    return frozenset(fields)


def check_catalogs(directory: Path) -> list[CatalogProblem]:
    """Return everything that is wrong with the catalogs, file by file."""
    problems: list[CatalogProblem] = []
    seen: dict[tuple[str, str], Path] = {}
    for domain in sorted({path.stem for path in directory.glob("*/*.po")}):
        halves: dict[str, dict[str, Entry]] = {}
        for lang in OFFICIAL_LANGUAGES:
            path = directory / lang / f"{domain}.po"
            try:
                entries = parse_po(path)
            except (OSError, CatalogFault) as fault:
                problems.append(CatalogProblem(file=path, line=0, key="", problem=str(fault)))
                continue
            halves[lang] = {entry.key: entry for entry in entries}
            for line, key, problem in _file_problems(path, lang, entries):
                problems.append(CatalogProblem(file=path, line=line, key=key, problem=problem))
            for entry in entries:
                other = seen.setdefault((lang, entry.key), path)
                if other != path:
                    text = f"already in {other}"
                    problems.append(
                        CatalogProblem(file=path, line=entry.line, key=entry.key, problem=text)
                    )
        if len(halves) == len(OFFICIAL_LANGUAGES):
            problems.extend(_pair_problems(directory, domain, halves["en"], halves["fr"]))
    return problems


def _file_problems(
    path: Path, lang: str, entries: tuple[Entry, ...]
) -> Iterator[tuple[int, str, str]]:
    from translations.typography import faults

    if is_stale(path):
        yield 0, "", "the .mo beside it is stale: run python -m translations.catalogs compile"
    for entry in entries:
        if not _KEY.fullmatch(entry.key):
            yield (
                entry.line,
                entry.key,
                "a key is words joined by . _ or -, the first in lower case",
            )
        if entry.fuzzy:
            yield entry.line, entry.key, "marked fuzzy: have it read"
        if entry.plural and len(entry.forms) != 2:
            yield entry.line, entry.key, f"needs 2 plural forms ({PLURAL_RULES[lang]})"
        for form in entry.forms:
            if not form.strip():
                yield entry.line, entry.key, "empty"
            try:
                placeholders(form)
            except CatalogFault as fault:
                yield entry.line, entry.key, str(fault)
            for slip in faults(form, lang):
                yield entry.line, entry.key, f"{slip.rule} at {slip.start}: {slip.found!r}"


def _pair_problems(
    directory: Path, domain: str, en: dict[str, Entry], fr: dict[str, Entry]
) -> Iterator[CatalogProblem]:
    for lang, mine, theirs in (("en", en, fr), ("fr", fr, en)):
        path = directory / lang / f"{domain}.po"
        for key in sorted(theirs.keys() - mine.keys()):
            yield CatalogProblem(file=path, line=0, key=key, problem="missing in this language")
    path = directory / "fr" / f"{domain}.po"
    for key in sorted(en.keys() & fr.keys()):
        line = fr[key].line
        if en[key].plural != fr[key].plural:
            text = "plural in one language only"
            yield CatalogProblem(file=path, line=line, key=key, problem=text)
        try:
            names = [
                frozenset[str]().union(*map(placeholders, e.forms)) for e in (en[key], fr[key])
            ]
        except CatalogFault:
            continue  # already told
        if names[0] != names[1]:
            text = f"placeholders differ: en {sorted(names[0])}, fr {sorted(names[1])}"
            yield CatalogProblem(file=path, line=line, key=key, problem=text)


def used_keys(root: Path, name: str = "t") -> dict[str, tuple[Path, int]]:
    """Return each literal key in calls `t("…")` and `t.plural("…")` below a folder, and where."""
    use = re.compile(_USE.format(name=re.escape(name)))
    found: dict[str, tuple[Path, int]] = {}
    for path in sorted(root.rglob("*.py")):
        text = path.read_text("utf-8")
        for call in use.finditer(text):
            found.setdefault(call[1], (path, text.count("\n", 0, call.start()) + 1))
    return found
