"""Text of HTML: what people read, and nothing that a browser would run or fetch."""

import re
from html.parser import HTMLParser
from typing import Final

LONGEST: Final = 200_000  # characters of HTML that are looked at
_BLOCKS: Final = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table td th tr ul".split()
)
_UNREAD: Final = frozenset({"script", "style"})
_QUOTE: Final = "blockquote"
_SPACES: Final = re.compile(r"[^\S\n]+")
_BLANK_LINES: Final = re.compile(r"\n{3,}")
# what no text holds: control characters besides the line feed, and halves of pairs
_CONTROLS: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class _Reader(HTMLParser):
    def __init__(self, *, apart: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._apart = apart
        self._unread = 0
        self._quotes = 0
        self.text: list[str] = []
        self.quoted: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line at a block; what is between script tags is not read."""
        del attrs
        self._line(tag)
        if tag in _UNREAD:
            self._unread += 1
        if tag == _QUOTE:
            self._quotes += 1

    def handle_endtag(self, tag: str) -> None:
        """End what began."""
        if tag in _UNREAD and self._unread:
            self._unread -= 1
        if tag == _QUOTE and self._quotes:
            self._quotes -= 1
        self._line(tag)

    def handle_data(self, data: str) -> None:
        """Keep what people read."""
        if not self._unread:
            self._where().append(data)

    def _line(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._where().append("\n")

    def _where(self) -> list[str]:
        return self.quoted if self._apart and self._quotes else self.text


def plain(html: str) -> str:
    """Return the text of HTML."""
    return read(html, apart=False)[0]


def read(html: str, *, apart: bool = True) -> tuple[str, str]:
    """Return the text of HTML, and what it quotes of others, where that is kept apart."""
    if "<" not in html and "&" not in html:
        return tidy(html), ""
    reader = _Reader(apart=apart)
    reader.feed(html[:LONGEST])
    reader.close()
    return tidy("".join(reader.text)), tidy("".join(reader.quoted))


def tidy(text: str) -> str:
    """Return a text without control characters, and with no more space than it needs."""
    bare = _SPACES.sub(" ", _CONTROLS.sub(" ", text))
    lines = "\n".join(line.strip() for line in bare.split("\n"))
    return _BLANK_LINES.sub("\n\n", lines).strip()
