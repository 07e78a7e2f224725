"""Addresses of sources: whole, reachable by anybody, and of the right language."""

import re
from typing import Final
from urllib.parse import SplitResult, urlsplit

_MARKS: Final = {
    "en": frozenset({"en", "eng", "en-ca", "english", "anglais"}),
    "fr": frozenset({"fr", "fra", "fr-ca", "french", "francais", "fre"}),
}
_LANG: Final = re.compile(r"(?:^|&)(?:lang|language|langue|hl)=([a-z]{2})", re.IGNORECASE)
_HOST: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?\Z")
_UNSEEN: Final = re.compile(r"[\s\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def address_problem(url: str) -> str | None:
    """Return what is wrong: space, scheme, host or secret; None where the address is fine."""
    if _UNSEEN.search(url):
        return "space"
    if not url.startswith("https://"):
        return "scheme"
    parts = _split(url)
    if parts is None or not parts.hostname or not _is_host(parts.hostname):
        return "host"
    return "secret" if "@" in parts.netloc else None


def address_language(url: str) -> str | None:
    """Return the language that an address names, by its path, host or query; None where none."""
    parts = _split(url)
    if parts is None:
        return None
    words = {word.lower() for word in parts.path.split("/")[:4] if word}
    words.add((parts.hostname or "").split(".")[0].lower())
    named = _LANG.search(parts.query)
    if named:
        words.add(named[1].lower())
    found = [lang for lang, marks in _MARKS.items() if words & marks]
    return found[0] if len(found) == 1 else None


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 # a port that is no number is found out only when it is asked for
    except ValueError:
        return None
    return parts


def _is_host(host: str) -> bool:
    try:
        plain = host.encode("idna").decode("ascii")
    except UnicodeError:
        return False
    return "." in plain and ".." not in plain and _HOST.match(plain) is not None
