"""Both languages of a text in one file for an editor, and the way back without losing a letter.

What can go wrong in the file:

SheetFault     the texts cannot be told apart any more; `key` names the sentence in the catalogs
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from translations.catalogs import Catalog
from translations.values import OFFICIAL_LANGUAGES

_NAMES: Final = {"en": "English", "fr": "Français"}  # of the markers: the same for every reader
_RUN: Final = re.compile(r"^=+", re.MULTILINE)
_SHORTEST_MARK: Final = 3


class SheetFault(Exception):
    """The file cannot be read back; the person is told where, and the file is kept."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def render(self, t: Catalog) -> str:
        """Return the sentence in the catalog's language."""
        return t(self.key, **self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A file to edit: instructions, then each text below its marker."""

    mark: str  # longer than any run of "=" that begins a line of a text
    instructions: str
    texts: Mapping[str, str]

    def write(self) -> str:
        """Return the file."""
        lines = [f"# {line}".rstrip() for line in self.instructions.split("\n")]
        for lang in OFFICIAL_LANGUAGES:
            lines += ["", self.marker(lang), self.texts.get(lang, "")]
        return "\n".join(lines) + "\n"

    def marker(self, lang: str) -> str:
        """Return the line above one language's text."""
        return f"{self.mark} {_NAMES[lang]} {self.mark}"

    def read(self, content: str) -> dict[str, str]:
        """Return the texts of an edited file, without the empty lines around them.

        Raises:
            SheetFault: a marker is missing or stands twice, or there is text above the first.
        """
        lines = content.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
        places: dict[str, int] = {}
        for number, line in enumerate(lines):
            lang = self._lang_of(line)
            if lang is None:
                continue
            if lang in places:
                raise SheetFault("desk.sheet.twice", marker=self.marker(lang), line=number + 1)
            places[lang] = number
        for lang in OFFICIAL_LANGUAGES:
            if lang not in places:
                raise SheetFault("desk.sheet.no_marker", marker=self.marker(lang))
        first = min(places.values())
        for number, line in enumerate(lines[:first], start=1):
            if line.strip() and not line.startswith("#"):
                raise SheetFault("desk.sheet.text_above", line=number)
        ends = {
            lang: min((other for other in places.values() if other > at), default=len(lines))
            for lang, at in places.items()
        }
        return {
            lang: "\n".join(lines[places[lang] + 1 : ends[lang]]).strip()
            for lang in OFFICIAL_LANGUAGES
        }

    def _lang_of(self, line: str) -> str | None:
        kept = " ".join(line.split())
        return next((lang for lang in OFFICIAL_LANGUAGES if kept == self.marker(lang)), None)


def sheet(texts: Mapping[str, str], t: Catalog, *, about: str) -> Sheet:
    """Return the file for these texts; `about` says what they belong to."""
    runs = [len(run) for text in texts.values() for run in _RUN.findall(text)]
    mark = "=" * max(_SHORTEST_MARK, *(length + 1 for length in runs), 0)
    return Sheet(mark=mark, instructions=t("desk.sheet.instructions", about=about), texts=texts)
