"""TMX 1.4b: the form in which translation memories go from one program to another.

https://www.gala-global.org/tmx-14b. Languages are written en-CA and fr-CA; any English and any
French is read. What a unit's tags hold (`bpt`, `ph`…) is code of another program, not text.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from translations.memory import Unit, UnitKind
from translations.values import OFFICIAL_LANGUAGES, Bilingual
from translations.wording import bilingual
from translations.xmlreading import (
    as_attribute,
    as_text,
    exchange_fault,
    language_of,
    read_xml,
)

LONGEST: Final = 20_000  # characters of a segment
_CODE: Final = frozenset(("bpt", "ept", "ph", "it", "ut"))  # their text is markup
_WRITTEN_AS: Final = {"en": "en-CA", "fr": "fr-CA"}
_KIND: Final = "x-liaison-kind"
_REF: Final = "x-liaison-ref"


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A unit that was left out, and why in both languages."""

    line: int
    why: str  # "language", "empty", "long", "several"
    explanation: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class TmxFile:
    """What a file holds."""

    units: tuple[Unit, ...]
    skipped: tuple[Skipped, ...]


def read_tmx(data: bytes, *, file: str) -> TmxFile:
    """Read a memory; units that are not usable are left out and told.

    Args:
        data: the file's bytes.
        file: its name: what the units are part of.

    Raises:
        ExchangeFault: it is no TMX, or not safe to read.
    """
    reader = _Reader(file)
    read_xml(data, reader, file=file)
    if not reader.is_tmx:
        raise exchange_fault("not_tmx", file, 1)
    return TmxFile(units=tuple(reader.units), skipped=tuple(reader.skipped))


def write_tmx(units: Iterable[Unit], *, now: datetime) -> Iterator[str]:
    """Yield the lines of a file.

    Args:
        units: what it holds, in this order.
        now: aware; when it was made.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    yield '<tmx version="1.4">'
    yield (
        '  <header creationtool="Liaison" creationtoolversion="1" segtype="sentence"'
        ' o-tmf="liaison" adminlang="en-CA" srclang="en-CA" datatype="plaintext"'
        f' creationdate="{_stamp(now)}"/>'
    )
    yield "  <body>"
    for unit in units:
        yield from _written(unit)
    yield "  </body>"
    yield "</tmx>"


def _written(unit: Unit) -> Iterator[str]:
    attributes = f' tuid="{unit.id}"' if unit.id is not None else ""
    if unit.approved_at is not None:
        attributes += f' changedate="{_stamp(unit.approved_at)}"'
    yield f"    <tu{attributes}>"
    yield f"      <prop type={as_attribute(_KIND)}>{as_text(unit.kind.value)}</prop>"
    if unit.ref:
        yield f"      <prop type={as_attribute(_REF)}>{as_text(unit.ref)}</prop>"
    for lang in OFFICIAL_LANGUAGES:
        text = as_text(unit.texts[lang])
        yield f'      <tuv xml:lang="{_WRITTEN_AS[lang]}"><seg>{text}</seg></tuv>'
    yield "    </tu>"


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


@dataclass(slots=True)
class _Reader:
    """Collects units element by element."""

    file: str
    is_tmx: bool = False
    units: list[Unit] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    _root: str = ""
    _line: int = 0
    _at: datetime | None = None
    _texts: dict[str, list[str]] = field(default_factory=dict)
    _prop: str | None = None
    _props: dict[str, str] = field(default_factory=dict)
    _lang: str = ""
    _in_seg: bool = False
    _code: int = 0
    _words: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        if not self._root:
            self._root = name
            self.is_tmx = name == "tmx"
        match name:
            case "tu":
                self._line = line
                self._at = _moment(attributes.get("changedate", attributes.get("creationdate", "")))
                self._texts, self._props = {}, {}
            case "tuv":
                self._lang = language_of(attributes)
                self._at = _moment(attributes.get("changedate", "")) or self._at
            case "prop":
                self._prop, self._words = attributes.get("type", ""), []
            case "seg":
                self._in_seg, self._code, self._words = True, 0, []
            case _ if name in _CODE:
                self._code += 1
            case "sub":
                self._code += 1  # text of a tag: a footnote, an index entry

    def end(self, name: str, line: int) -> None:
        del line
        match name:
            case "seg":
                self._in_seg = False
                self._texts.setdefault(self._lang, []).append("".join(self._words).strip())
            case "prop":
                if self._prop is not None:
                    self._props[self._prop] = "".join(self._words).strip()
                self._prop = None
            case "tu":
                self._take()
            case _ if name in _CODE or name == "sub":
                self._code = max(self._code - 1, 0)

    def words(self, text: str) -> None:
        if (self._in_seg and not self._code) or self._prop is not None:
            self._words.append(text)

    def _take(self) -> None:
        en, fr = (self._texts.get(lang, []) for lang in OFFICIAL_LANGUAGES)
        why = ""
        if not en or not fr:
            why = "language"
        elif len(en) > 1 or len(fr) > 1:
            why = "several"
        elif not en[0] or not fr[0]:
            why = "empty"
        elif max(len(en[0]), len(fr[0])) > LONGEST:
            why = "long"
        if why:
            explanation = bilingual(f"translations.tmx.skipped.{why}", limit=LONGEST)
            self.skipped.append(Skipped(line=self._line, why=why, explanation=explanation))
            return
        given = self._props.get(_KIND, "")
        self.units.append(
            Unit(
                texts=Bilingual(en=en[0], fr=fr[0]),
                kind=UnitKind(given) if given in set(UnitKind) else UnitKind.IMPORT,
                ref=self._props.get(_REF) or self.file,
                place=len(self.units),
                approved_at=self._at,
            )
        )
