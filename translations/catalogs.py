"""Wording for people: one catalog per language, made of every domain in `data/catalogs`.

`python -m translations.catalogs compile` writes the .mo files, `… check` says what is wrong with
them. A .mo carries the SHA-256 of the .po that it was made from; where they differ the .po counts,
so a new key works at once.
"""

import hashlib
import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from translations.errors import CatalogFault, MissingMessage
from translations.mofile import Forms, read_mo, write_mo
from translations.values import OFFICIAL_LANGUAGES, Official

CATALOGS: Final = Path(__file__).parent / "data" / "catalogs"
PLURAL_RULES: Final = {
    "en": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
}
_SOURCE_HASH: Final = "X-Source-SHA256"


class Catalog:
    """Every message in one language; call it with a key."""

    __slots__ = ("_messages", "lang")

    def __init__(self, lang: Official, messages: Mapping[str, Forms]) -> None:
        self.lang: Official = lang
        self._messages = messages

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the message with its placeholders filled in.

        Raises:
            MissingMessage: no such key, or a placeholder was given no value.
        """
        return self._fill(key, self._forms(key)[0], values)

    def plural(self, key: str, n: float, /, **values: object) -> str:
        """Return the form for a count; `{n}` is the count as the language writes it."""
        forms = self._forms(key)
        form = forms[-1] if is_plural(n, self.lang) else forms[0]
        return self._fill(key, form, {"n": write_count(n, self.lang), **values})

    def __contains__(self, key: object) -> bool:
        return key in self._messages

    def keys(self) -> frozenset[str]:
        """Return every key."""
        return frozenset(self._messages)

    def _forms(self, key: str) -> Forms:
        try:
            return self._messages[key]
        except KeyError:
            raise MissingMessage(f"no message {key!r} in the {self.lang} catalogs") from None

    def _fill(self, key: str, form: str, values: Mapping[str, object]) -> str:
        try:
            return form.format_map(values)
        except KeyError as name:
            raise MissingMessage(
                f"message {key!r} ({self.lang}) needs a value for {name}"
            ) from None


def is_plural(n: float, lang: str) -> bool:
    """Whether a count takes the plural: in French from 2 up (1,5 million), in English all but 1."""
    return abs(n) >= 2 if lang == "fr" else abs(n) != 1


def write_count(n: float, lang: str) -> str:
    """Return a count as the language writes it: 1,234.5 in English, 1 234,5 in French."""
    text = f"{n:,}"
    return text.translate({0x2C: "\u00a0", 0x2E: ","}) if lang == "fr" else text


@lru_cache(maxsize=2)
def catalog(lang: str) -> Catalog:
    """Return the catalog of "en" or "fr"; files are read on the first call only.

    Raises:
        CatalogFault: another language, an unreadable file, or one key in two domains.
    """
    if lang not in OFFICIAL_LANGUAGES:
        raise CatalogFault(f"there is no catalog for {lang!r}: use one of en, fr")
    official: Official = "fr" if lang == "fr" else "en"
    return load(official, CATALOGS)


def load(lang: Official, directory: Path) -> Catalog:
    """Read every domain of one language."""
    merged: dict[str, Forms] = {}
    folder = directory / lang
    for name in sorted({path.stem for path in folder.glob("*.[mp]o")}):
        messages = _read_domain(folder / name)
        if not merged.keys().isdisjoint(messages):
            twice = ", ".join(sorted(merged.keys() & messages))
            raise CatalogFault(f"{folder / name}.po: already in another domain: {twice}")
        merged.update(messages)
    return Catalog(lang, merged)


def is_stale(po: Path) -> bool:
    """Whether the .mo beside a .po is missing, damaged, or made from other text."""
    return _fresh(po.with_suffix(".mo"), po.read_bytes()) is None


def compile_catalogs(directory: Path = CATALOGS) -> list[Path]:
    """Write each .mo that is missing or stale and return those written."""
    written = []
    for po in sorted(directory.glob("*/*.po")):
        source = po.read_bytes()
        mo = po.with_suffix(".mo")
        if _fresh(mo, source) is None:
            headers = {
                "Content-Type": "text/plain; charset=UTF-8",
                "Language": po.parent.name,
                "Plural-Forms": PLURAL_RULES[po.parent.name],
                _SOURCE_HASH: hashlib.sha256(source).hexdigest(),
            }
            mo.write_bytes(write_mo(_parse(po), headers))
            written.append(mo)
    return written


def _read_domain(stem: Path) -> Mapping[str, Forms]:
    po, mo = stem.with_name(f"{stem.name}.po"), stem.with_name(f"{stem.name}.mo")
    if not po.exists():
        return read_mo(mo.read_bytes())[0]
    fresh = _fresh(mo, po.read_bytes())
    return _parse(po) if fresh is None else fresh


def _fresh(mo: Path, source: bytes) -> Mapping[str, Forms] | None:
    try:
        messages, headers = read_mo(mo.read_bytes())
    except (OSError, CatalogFault):
        return None
    return messages if headers.get(_SOURCE_HASH) == hashlib.sha256(source).hexdigest() else None


def _parse(po: Path) -> Mapping[str, Forms]:
    from translations.pofile import parse_po

    return {entry.key: entry.forms for entry in parse_po(po)}


def main(arguments: list[str]) -> int:
    """Run `compile` or `check`; return 0 fine, 1 faults found, 2 wrong usage."""
    from translations.pofile import check_catalogs

    match arguments:
        case ["compile"]:
            for path in compile_catalogs():
                sys.stdout.write(f"{path}\n")
            return 0
        case ["check"]:
            faults = check_catalogs(CATALOGS)
            sys.stdout.writelines(f"{fault}\n" for fault in faults)
            return 1 if faults else 0
    sys.stderr.write("usage: python -m translations.catalogs compile|check\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
