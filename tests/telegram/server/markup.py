"""Text as the server keeps it: markup read into entities, lengths in UTF-16 units."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Final

from tests.telegram.server.refusals import Refusal, bad
from tests.telegram.server.values import Json

_SIMPLE: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
}
_TAGS: Final = {*_SIMPLE, "a", "span", "blockquote", "tg-emoji"}
_ATTRIBUTE: Final = re.compile(
    r"""([a-z-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?\s*""", re.IGNORECASE
)
_ESCAPE: Final = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_FOUND: Final = (
    ("url", re.compile(r"\b(?:https?://|www\.)[^\s<>\"«»]*[^\s<>\"«».,;:!?)\]']", re.IGNORECASE)),
    ("email", re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")),
    ("mention", re.compile(r"(?<![\w@./])@[A-Za-z]\w{2,31}\b")),
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@[A-Za-z]\w{2,31})?\b", re.ASCII)),
    ("hashtag", re.compile(r"(?<![\w#&])#\w*[^\W\d]\w*")),
)
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def units(text: str) -> int:
    """Return the length of a text as Telegram counts: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, offset: int, length: int) -> str:
    """Return the part of a text that an entity covers."""
    raw = text.encode("utf-16-le")
    return raw[offset * 2 : (offset + length) * 2].decode("utf-16-le")


@dataclass(slots=True)
class _Open:
    name: str
    at: int  # UTF-16 units of text before it
    byte: int
    attributes: dict[str, str]


def parse(text: str, mode: str) -> tuple[str, list[Json]]:
    """Return the text without its markup, and its entities.

    Only no mode and HTML are served: our program uses nothing else.
    """
    if _LONE_SURROGATE.search(text):
        raise Refusal(400, "Bad Request: strings must be encoded in UTF-8")
    lowered = mode.lower()
    if lowered not in {"", "html"}:
        raise bad("unsupported parse_mode")
    plain, entities = _html(text) if lowered else (text, [])
    return _trimmed(plain, entities)


def with_found(text: str, entities: list[Json]) -> list[Json]:
    """Add what the server finds by itself: links, addresses, mentions, commands, hashtags."""
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in _CLOSED]
    found = list(entities)
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            start, length = units(text[: match.start()]), units(match[0])
            if all(start >= end or start + length <= begin for begin, end in taken):
                found.append({"type": kind, "offset": start, "length": length})
                taken.append((start, start + length))
    return sorted(found, key=lambda e: (e["offset"], -e["length"]))


_CLOSED: Final = {"code", "pre", "text_link", "text_mention", "url", "email", "mention"}


def _html(text: str) -> tuple[str, list[Json]]:
    out: list[str] = []
    done = 0  # UTF-16 units so far
    stack: list[_Open] = []
    entities: list[Json] = []
    place = 0
    while place < len(text):
        if text[place] == "<":
            byte = len(text[:place].encode())
            end = _tag_end(text, place, byte)
            tag = text[place + 1 : end]
            if tag.startswith("/"):
                _close(tag[1:].strip().lower(), byte, stack, entities, done)
            else:
                stack.append(_opened(tag, done, byte))
            place = end + 1
            continue
        match = _ESCAPE.match(text, place)
        piece = unescape(match[0]) if match else text[place]
        out.append(piece)
        done += units(piece)
        place = match.end() if match else place + 1
    if stack:
        raise _unparsed(f'Can\'t find end tag corresponding to start tag "{stack[-1].name}"')
    return "".join(out), entities


def _tag_end(text: str, place: int, byte: int) -> int:
    quote = ""
    for at in range(place + 1, len(text)):
        sign = text[at]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and "=" in text[place:at]:
            quote = sign
        elif sign == ">":
            return at
        elif sign == "<":
            break
    raise _unparsed(f"Unclosed start tag at byte offset {byte}")


def _opened(tag: str, done: int, byte: int) -> _Open:
    name = re.split(r"[\s/]", tag, maxsplit=1)[0].lower()
    attributes = {
        m[1].lower(): unescape((m[2] or "").strip("\"'"))
        for m in _ATTRIBUTE.finditer(tag[len(name) :].strip())
    }
    spoils = name != "span" or attributes.get("class") == "tg-spoiler"
    if name not in _TAGS or not spoils:
        raise _unparsed(f'Unsupported start tag "{name}" at byte offset {byte}')
    return _Open(name, done, byte, attributes)


def _close(name: str, byte: int, stack: list[_Open], entities: list[Json], done: int) -> None:
    if not stack:
        raise _unparsed(f"Unexpected end tag at byte offset {byte}")
    tag = stack.pop()
    if name and name != tag.name:
        raise _unparsed(
            f'Unmatched end tag at byte offset {byte}, expected "</{tag.name}>", found "</{name}>"'
        )
    if done == tag.at:
        return
    entity: Json = {"offset": tag.at, "length": done - tag.at}
    if tag.name == "a":
        if not tag.attributes.get("href"):
            return
        entity |= {"type": "text_link", "url": tag.attributes["href"]}
    elif tag.name == "blockquote":
        entity["type"] = "expandable_blockquote" if "expandable" in tag.attributes else "blockquote"
    elif tag.name == "span":
        entity["type"] = "spoiler"
    elif tag.name == "tg-emoji":
        entity |= {
            "type": "custom_emoji",
            "custom_emoji_id": tag.attributes.get("emoji-id", ""),
        }
    else:
        entity["type"] = _SIMPLE[tag.name]
    entities.append(entity)


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Take off the white space around the text, as the server does."""
    left = units(text) - units(text.lstrip())
    kept = text.strip()
    total = units(kept)
    moved = []
    for entity in entities:
        start = max(entity["offset"] - left, 0)
        end = min(entity["offset"] + entity["length"] - left, total)
        if start < end:
            moved.append(entity | {"offset": start, "length": end - start})
    return kept, sorted(moved, key=lambda e: (e["offset"], -e["length"]))


def _unparsed(why: str) -> Refusal:
    return bad(f"can't parse entities: {why}")
