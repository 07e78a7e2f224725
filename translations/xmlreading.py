"""XML from outside, read safely as events: no entities, no outside files, bounds on everything.

The standard library's parser is used directly: what could expand or fetch is refused where it is
declared, before any of it happens, with the line.
"""

from collections.abc import Mapping
from typing import Final, Protocol
from xml.parsers import expat

from translations.errors import ExchangeFault
from translations.wording import bilingual

LARGEST_BYTES: Final = 200_000_000
_DEEPEST: Final = 64
_PIECE: Final = 1 << 20
_XML_LANG: Final = "xml:lang"


class Reader(Protocol):
    """What a format makes of the elements of a file."""

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """Take the beginning of an element."""

    def end(self, name: str, line: int) -> None:
        """Take the end of an element."""

    def words(self, text: str) -> None:
        """Take text within an element; it may come in pieces."""


def read_xml(data: bytes, reader: Reader, *, file: str) -> None:
    """Give the elements of a file to a reader.

    Args:
        data: the file's bytes; the encoding is that of its mark or declaration.
        reader: what takes the elements.
        file: its name, for people.

    Raises:
        ExchangeFault: it is no XML, is too large or too deep, or declares entities.
    """
    if len(data) > LARGEST_BYTES:
        raise exchange_fault("too_large", file, 1, limit=LARGEST_BYTES // 1_000_000)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    depth = 0

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise exchange_fault("too_deep", file, parser.CurrentLineNumber, limit=_DEEPEST)
        reader.start(_local(name), attributes, parser.CurrentLineNumber)

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        reader.end(_local(name), parser.CurrentLineNumber)

    def refused(*_details: object) -> None:
        raise exchange_fault("entity", file, parser.CurrentLineNumber)

    def no_file(*_details: object) -> int:
        raise exchange_fault("entity", file, parser.CurrentLineNumber)

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = reader.words
    parser.EntityDeclHandler = refused
    parser.UnparsedEntityDeclHandler = refused
    parser.ExternalEntityRefHandler = no_file
    try:
        for start in range(0, len(data), _PIECE):
            parser.Parse(data[start : start + _PIECE], False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        detail = expat.errors.messages.get(error.code, "")
        raise exchange_fault("not_xml", file, error.lineno, detail=detail) from error
    except (LookupError, ValueError) as error:  # an encoding that nobody knows
        raise exchange_fault("encoding", file, 1) from error


def exchange_fault(key: str, file: str, line: int, /, **values: object) -> ExchangeFault:
    """Return the error that says what is wrong, where, and what to do about it."""
    return ExchangeFault(bilingual(f"translations.exchange.{key}", file=file, line=line, **values))


def language_of(attributes: Mapping[str, str]) -> str:
    """Return the primary language of an element, lower case, "" where it says none."""
    given = attributes.get(_XML_LANG) or attributes.get("lang") or ""
    return given.replace("_", "-").partition("-")[0].strip().lower()


def is_text(text: str) -> bool:
    """Whether XML 1.0 can hold every character of a text."""
    return all(map(_allowed, text))


def as_text(text: str) -> str:
    """Return a text without the control characters that XML cannot hold, escaped."""
    from xml.sax.saxutils import escape

    return escape("".join(filter(_allowed, text)))


def as_attribute(text: str) -> str:
    """Return a text as the value of an attribute, with its quotation marks."""
    from xml.sax.saxutils import quoteattr

    return quoteattr("".join(filter(_allowed, text)))


def _allowed(char: str) -> bool:
    code = ord(char)
    return (
        code in {0x9, 0xA, 0xD}
        or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or code >= 0x10000
    )


def _local(name: str) -> str:
    return name.rpartition(":")[2]
