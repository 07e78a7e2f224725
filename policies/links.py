"""Addresses as people write them: with and without "www", in Markdown, spelled out, disguised.

Nothing is ever fetched. Every span is in code points of the original text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from policies.latepattern import late
from policies.linkdata import link_data
from policies.views import Span

ENOUGH: Final = 200  # of one text: more change no rule

_INVISIBLE: Final = late("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_WIDE: Final = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys((0x3002, 0xFF61, 0x2024), ord(".")),
    **dict.fromkeys((0x2044, 0x2215), ord("/")),
}
_NAME: Final = late(r"[\w-]+")
_HAS_WIDE: Final = late("[\uff01-\uff5e\u3002\uff61\u2024\u2044\u2215]")

_REST: Final = r"[^\s<>«»\"“”]{0,2000}"
_SCHEME: Final = late(
    rf"(?<![^\W_])(h(?:tt|xx|\*\*)ps?|ftp)(?::|\s?\[:\])?[/\\]{{2}}(?=[^\s/\\])({_REST})",
    re.IGNORECASE,
)
_BARE: Final = late(
    r"(?<![\w@.:/%=-])((?:[^\W_][\w-]{0,62}\.){1,30}(?:xn--[a-z0-9-]{2,59}|[^\W\d_]{2,24}))"
    rf"(?![\w-]|@\w)(:\d{{1,5}})?([/?#]{_REST})?",
    re.IGNORECASE,
)
_IP: Final = late(
    rf"(?<![\w.@-])((?:\d{{1,3}}\.){{3}}\d{{1,3}})(?!\.?\d)(?:(:\d{{1,5}})(/{_REST})?|()(/{_REST}))"
)
_GAP: Final = r"(?:\s?[\[({]\s?(?:\.|dot|point)\s?[\])}]\s?|\s(?:dot|point)\s)"
_SPELLED: Final = late(
    rf"(?<![\w@.-])([^\W_][\w-]{{0,62}}(?:(?:\.|{_GAP})[^\W_][\w-]{{0,62}}){{1,6}})(?![\w@-])(/{_REST})?",
    re.IGNORECASE,
)
_GAPS: Final = late(_GAP, re.IGNORECASE)
_BRACKETED: Final = late(r"[\[({]\s?(?:\.|dot|point)", re.IGNORECASE)
_BRACKETS: Final = late(r"[\[({]")
_MARKDOWN: Final = late(r"\[([^\[\]\n]{1,200})\]\(\s?$")
_ANCHOR: Final = late(r"<a\s[^<>]{0,200}href\s?=\s?[\"']?$", re.IGNORECASE)
_SHOWN: Final = late(r"[\"']?[^<>]{0,200}>([^<>]{1,200})</a", re.IGNORECASE)

# « c'est long.ca fait trois mois », « à ce point ca va »: ca is ça there
_SAID_OF_CA: Final = late(
    r"\s+(?:fait|va|vas|m'|me|prend|marche|sert|donne|co[uû]te|suffit|peut|doit|devrait|serait|sera"
    r"|devient|commence|arrive|dure|bloque|veut|vient|y|aide|dit|reste|ne|n'|nous|vous|s'|se|a|c'"
    r"|tourne|semble|para[iî]t|passe|change|existe|aurait|pourrait|manque|l'|te|t'|part|finit"
    r"|continue|avance|fonctionne|regarde|d[eé]pend|d[eé]passe)\b|\s*['’]",
    re.IGNORECASE,
)
_NO_NAME: Final = frozenset(  # before "dot" or « point » in its ordinary sense
    "ce un le au du tel quel mon ton son dernier premier deuxieme deuxième bon point autre chaque"
    " aucun a the this that one my your no good starting at which what some".split()
)
_TRAILING: Final = ".,;:!?'’*_~…|`"
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One address in a text."""

    span: Span  # of the original text
    host: str  # lower case, without "www."; digits and dots where it is an IP address
    path: str = ""  # with its "/"
    user: str = ""  # what stands before an "@" and hides the real host
    port: str = ""
    shown: str = ""  # the host that the text of the link names, where it has a text of its own
    disguised: bool = False  # hxxp, [.], "dot com", invisible or wide characters


def find_links(text: str) -> list[Link]:
    """Return the addresses of a text in their order, `ENOUGH` at most; they do not overlap."""
    if not may_hold_link(text):
        return []
    clean, starts = _cleaned(text)
    search = _Search(clean)
    search.run(_SCHEME, search.with_scheme)
    if "." in clean:
        search.run(_BARE, search.bare)
        search.run(_IP, search.ip_address)
    if _may_be_spelled(clean):
        search.run(_SPELLED, search.spelled)
    found = sorted(search.found, key=lambda link: link.span)[:ENOUGH]
    if starts is not None:
        return [_moved(link, starts) for link in found]
    if clean is not text:
        return [
            replace(link, disguised=True) if _HAS_WIDE.search(text, *link.span) else link
            for link in found
        ]
    return found


def host_of(address: str) -> str:
    """Return the host of one address or e-mail address, in lower case and without "www."."""
    rest = re.sub(r"^[a-z*]{3,5}:?//", "", address.strip().lower())
    authority = re.split(r"[/?#\\]", rest, maxsplit=1)[0]
    return authority.rpartition("@")[2].partition(":")[0].strip(".").removeprefix("www.")


def is_under(host: str, domain: str) -> bool:
    """Whether a host is a domain or lies under it."""
    return host == domain or host.endswith(f".{domain}")


def may_hold_link(text: str) -> bool:
    """Whether a text can hold an address at all: cheap, and true too often."""
    at = text.find(".")
    while at >= 0:
        after = text[at + 1 : at + 2]
        if after.isalnum() and at and not text[at - 1].isspace():
            return True
        if after and after in "])}\u200b\u00ad\u2060\u200c\u200d":
            return True
        at = text.find(".", at + 1)
    if "//" in text or "\\\\" in text or _may_be_spelled(text):
        return True
    return not text.isascii() and _HAS_WIDE.search(text) is not None


def _may_be_spelled(text: str) -> bool:
    return (
        (("[" in text or "(" in text or "{" in text) and _BRACKETED.search(text) is not None)
        or " dot " in text
        or " point " in text
        or " DOT " in text
        or " POINT " in text
        or " Dot " in text
        or " Point " in text
    )


def _cleaned(text: str) -> tuple[str, list[int] | None]:
    """Return the text with plain dots and letters, without what is invisible, and the way back."""
    if text.isascii():
        return text, None
    clean = text.translate(_WIDE) if _HAS_WIDE.search(text) else text
    if not _INVISIBLE.search(clean):
        return clean, None
    starts = [at for at, char in enumerate(clean) if not _INVISIBLE.match(char)]
    return "".join(clean[at] for at in starts), starts


def _moved(link: Link, starts: list[int]) -> Link:
    start, end = link.span
    first, last = starts[start], starts[end - 1] + 1
    return replace(link, span=(first, last), disguised=link.disguised or last - first > end - start)


class _Search:
    """Looks for one kind of address after the other; no two overlap."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._data = link_data()
        self._taken = bytearray(len(text))
        self.found: list[Link] = []

    def run(self, pattern: re.Pattern[str], read: Callable[[re.Match[str]], Link | None]) -> None:
        count = 0
        for match in pattern.finditer(self._text):
            if self._taken[match.start()]:
                continue
            link = read(match)
            if link is None:
                continue
            start, end = link.span
            self._taken[start:end] = b"\1" * (end - start)
            self.found.append(link)
            count += 1
            if count >= ENOUGH:
                return

    def with_scheme(self, match: re.Match[str]) -> Link | None:
        rest = _trimmed(match[2])
        authority = re.split(r"[/?#\\]", rest, maxsplit=1)[0]
        user, _, host = authority.rpartition("@")
        plain = _GAPS.sub(".", host).lower()
        name, _, port = plain.partition(":")
        name = name.strip(".-").removeprefix("www.")
        if not any(map(str.isalnum, name)):
            return None
        return Link(
            span=(match.start(), match.start(2) + len(rest)),
            host=name,
            path=rest[len(authority) :],
            user=user.lower(),
            port=port,
            shown=self._shown(match.start(), match.start(2) + len(rest)),
            disguised=match[1][:3].lower() not in ("htt", "ftp") or plain != host.lower(),
        )

    def bare(self, match: re.Match[str]) -> Link | None:
        rest = _trimmed(match[3] or "")
        written = match[1].split(".")  # lower case may be longer: İ
        labels = [label.lower() for label in written]
        whole = len(labels)
        exact = bool(rest or match[2] or labels[0] == "www")
        while len(labels) > 1 and not self._is_address(labels, exact=exact):
            labels.pop()
            exact = labels[0] == "www"
        if len(labels) < 2:
            return None
        port, end = "", match.start() + len(".".join(written[: len(labels)]))
        if len(labels) == whole:
            port = (match[2] or "")[1:]
            end = (match.start(3) + len(rest)) if rest else match.end(2) if port else end
        else:
            rest = ""
        if labels[-1] == "ca" and not rest and _SAID_OF_CA.match(self._text, end):
            return None
        return Link(
            span=(match.start(), end),
            host=".".join(labels).removeprefix("www."),
            path=rest,
            port=port,
            shown=self._shown(match.start(), end),
        )

    def _is_address(self, labels: list[str], *, exact: bool) -> bool:
        ending = labels[-1]
        if ending.startswith("xn--") or labels[0] == "www":
            return len(labels) > 2 or ending.startswith("xn--")
        if not any(char.isalpha() for label in labels[:-1] for char in label) and not exact:
            return False
        if ending in self._data.sure:
            return True
        if ending not in self._data.cautious:
            return False
        name = labels[-2]
        return exact or len(labels) > 2 or "-" in name or any(map(str.isdigit, name))

    def ip_address(self, match: re.Match[str]) -> Link | None:
        if any(int(part) > 255 for part in match[1].split(".")):
            return None
        path = _trimmed(match[3] or match[5] or "")
        port = match[2] or ""
        end = match.end(1) + len(port) + len(path)
        if not port and len(path) < 2:
            return None
        return Link(span=(match.start(), end), host=match[1], path=path, port=port[1:])

    def spelled(self, match: re.Match[str]) -> Link | None:
        gaps = list(_GAPS.finditer(match[1]))
        if not gaps:
            return None
        bracketed = any(_BRACKETS.search(gap.group()) for gap in gaps)
        labels = _GAPS.sub(".", match[1]).lower().split(".")
        whole = len(labels)
        allowed = self._data.sure | self._data.cautious if bracketed else self._data.spoken
        while len(labels) > 1 and labels[-1] not in allowed:
            labels.pop()
        if len(labels) < 2 or (not bracketed and labels[0] in _NO_NAME):
            return None
        rest = _trimmed(match[2] or "") if len(labels) == whole else ""
        end = match.start() + _length_of(match[1], len(labels)) + len(rest)
        if not rest and labels[-1] == "ca" and _SAID_OF_CA.match(self._text, end):
            return None
        if self._taken[match.start() : end].count(1):
            return None
        return Link(
            span=(match.start(), end),
            host=".".join(labels).removeprefix("www."),
            path=rest,
            disguised=True,
        )

    def _shown(self, start: int, end: int) -> str:
        """Return the host that the text of a link names: Markdown, or HTML."""
        before = self._text[max(0, start - 210) : start]
        words = ""
        if before.endswith("(") and (markdown := _MARKDOWN.search(before)):
            words = markdown[1]
        elif before[-1:] in ('"', "'", "=") and _ANCHOR.search(before):
            after = _SHOWN.match(self._text, end)
            words = after[1] if after else ""
        match = _BARE.search(words) if "." in words else None
        if match is None:
            return ""
        labels = match[1].lower().split(".")
        known = self._is_address(labels, exact=False)
        return ".".join(labels).removeprefix("www.") if known else ""


def _trimmed(rest: str) -> str:
    """Return what belongs to an address, without the punctuation of the sentence around it."""
    while rest:
        last = rest[-1]
        if last in _TRAILING or (last in _PAIRS and rest.count(last) > rest.count(_PAIRS[last])):
            rest = rest[:-1]
        else:
            return rest
    return rest


def _length_of(written: str, labels: int) -> int:
    """Return how much of an address that is spelled out makes its first so many labels."""
    length = 0
    for _ in range(labels):
        gap = _GAPS.match(written, length) if length else None
        if gap:
            length = gap.end()
        elif length:
            length += 1  # a plain dot
        name = _NAME.match(written, length)
        length = name.end() if name else length
    return length
