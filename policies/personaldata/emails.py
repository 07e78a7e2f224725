# ruff: noqa: E501 # tables and regular expressions read better whole
"""E-mail addresses, plain and disguised."""

import re
from collections.abc import Iterator
from typing import Final

from policies.latepattern import late
from policies.personaldata.findings import Finding
from policies.personaldata.pages import Page, make_page

_PLAIN: Final = late(
    r"(?<![\w.+@-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.[^\W\d_]{2,24}(?![\w@])",
    re.IGNORECASE,
)
_ENDINGS: Final = (
    r"(?:com|ca|org|net|gov|edu|example|test|info|io|fr|uk|us|me|qc\.ca|gc\.ca|quebec)"
)
# "name [at] host [dot] com", « nom arobase courriel point com », name @ host . com
_DISGUISED: Final = late(
    r"(?<![\w.+@-])(?P<local>[\w+-]{1,64}(?:(?:\.|\ \.\ | ?[\[({]?\b(?:dot|point)\b[\])}]? ?)[\w+-]{1,32}){0,3})"
    r"(?:\ ?[\[({<_*-]{1,2}\ ?(?:at|a|arobase?|arobas|@|@t)\ ?[\])}>_*-]{1,2}\ ?|\ (?:at|arobase?|arobas|chez|@|a)\ |\ ?@\ ?)"
    r"(?P<host>[\w-]{1,63}(?:\ ?(?:\.|[\[({<]?\ ?\b(?:dot|point|pt)\b\ ?[\])}>]?)\ ?[\w-]{2,24}){0,2}?)"
    r"(?P<dot>\ ?[\[({<_*-]{0,2}\ ?\b(?:dot|point|pt)\b\ ?[\])}>_*-]{0,2}\ ?|\ ?[\[({<]\.[\])}>]\ ?|\ ?\.\ ?)" + _ENDINGS + r"(?![\w@])",
    re.IGNORECASE,
)  # fmt: skip
_HINT: Final = late(r"[\[({<_*-] ?(?:at|a|arobase?|@|@t|dot|point|pt|\.) ?[\])}>_*-]")
_BARE_WORD: Final = late(r" (?:at|chez|a) ", re.IGNORECASE)
_NO_HOSTS: Final = frozenset(
    "the a this that my your one some any which no le la ce cet cette un une mon ma quel quelle tel".split()
)
_MAIL_HOSTS: Final = late(
    r"(?:gmail|hotmail|yahoo|outlook|icloud|live|msn|proton(?:mail)?|videotron|sympatico|bell|rogers|telus|aol|gmx|mail|courriel)\b",
    re.IGNORECASE,
)


def may_hold_email(low: str) -> bool:
    """Return whether a lower-case text shows any sign of an e-mail address."""
    return "@" in low or "＠" in low or "﹫" in low or _is_hinted(low)


def _is_hinted(low: str) -> bool:
    if "arobas" in low or " dot " in low or " point " in low:
        return True
    if " at " in low and (".com" in low or ".ca" in low):
        return True
    return ("(" in low or "[" in low or "{" in low or "_" in low or "*" in low) and (
        _HINT.search(low) is not None
    )


def find_emails(text: str) -> Iterator[Finding]:
    """Yield the e-mail addresses of a text."""
    page = make_page(text)
    hinted = _is_hinted(page.low)
    if "@" in page.text:
        if " @" in page.text or "@ " in page.text:
            hinted = True
        for match in _PLAIN.finditer(page.text):
            start, end = match.span()
            while page.text[start] in "'.-+" and start < end - 1:
                start += 1
            yield Finding("email", page.span(start, end))
    if hinted or _HINT.search(page.low):
        for match in _DISGUISED.finditer(page.text):
            if _is_address(page, match):
                yield Finding("email", page.span(*match.span()))


def _is_address(page: Page, match: re.Match[str]) -> bool:
    """Say no to "meet us at the point com": a bare word needs a spelled dot or a host known for mail."""
    at = page.text[match.end("local") : match.start("host")]
    if not _BARE_WORD.fullmatch(at):
        return True
    if _MAIL_HOSTS.match(match["host"]):
        return True
    if match["host"].lower() in _NO_HOSTS:
        return False
    return match["dot"].strip(" ") != "."
