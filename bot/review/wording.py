"""How the desk says moments, durations and names, and how it shows text from outside."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final

from policies.policy import Policy
from policies.roles import Reviewer
from responders.facts import FactBank
from responders.templates import TemplateBank
from translations.catalogs import Catalog
from translations.formats import format_datetime, format_time
from translations.values import Official

_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR
# What steers a terminal, or turns the order of characters around, is shown as a mark.
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"})
_JOINERS: Final = frozenset("\u200d\u200c")  # parts of emoji and of some scripts
_MARK: Final = "\ufffd"
_NO_TEMPLATES: Final = TemplateBank(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads a card, when, and the documents in force."""

    t: Catalog
    zone: tzinfo
    now: datetime  # aware, UTC
    policy: Policy
    bank: FactBank
    names: Mapping[int, str]  # staff by number, those who left included
    templates: TemplateBank = _NO_TEMPLATES
    retracted: frozenset[str] = frozenset()  # ids of facts that were taken back
    reviewer: Reviewer | None = None  # None: nobody in particular (a demo)

    @property
    def lang(self) -> Official:
        """The reader's language."""
        return self.t.lang

    def moment(self, when: datetime) -> str:
        """Return a moment in the agency's zone, such as "Monday, November 23, 2026, at …"."""
        return format_datetime(when, self.lang, self.zone)

    def clock(self, when: datetime) -> str:
        """Return the time of day in the agency's zone."""
        return format_time(when.astimezone(self.zone), self.lang)

    def ago(self, when: datetime) -> str:
        """Return how long ago a moment was."""
        return duration(self.now - when, self.t)

    def person(self, reviewer_id: int | None) -> str:
        """Return the name of one of us."""
        if reviewer_id is None:
            return self.t("desk.nobody")
        if self.reviewer is not None and reviewer_id == self.reviewer.id:
            return self.t("desk.you")
        return self.names.get(reviewer_id) or self.t("desk.somebody", number=reviewer_id)

    def word(self, kind: str, value: str) -> str:
        """Return the word for a state, route, origin…; the value itself where we have none."""
        key = f"desk.{kind}.{value}"
        return self.t(key) if key in self.t else value

    def language(self, code: str) -> str:
        """Return a language's name, its code where we have no name."""
        return self.word("language", code)

    def language_title(self, code: str) -> str:
        """Return a language's name with a capital, where a line begins with it."""
        name = self.language(code)
        return f"{name[:1].upper()}{name[1:]}"

    def languages(self, codes: Iterable[str]) -> str:
        """Return the names of languages, as a sentence counts them up."""
        *first, last = [self.language(code) for code in codes] or [""]
        return self.t("desk.and", first=", ".join(first), last=last) if first else last

    def quoted(self, text: str) -> str:
        """Return a text in the quotation marks of the reader's language."""
        return self.t("desk.quoted", text=text)


def duration(delta: timedelta, t: Catalog) -> str:
    """Return a length of time as people say it; what is negative is none."""
    seconds = max(int(delta.total_seconds()), 0)
    if seconds < _MINUTE:
        return t.plural("desk.duration.seconds", seconds)
    if seconds < _HOUR:
        return t("desk.duration.minutes", minutes=seconds // _MINUTE)
    if seconds < 2 * _DAY:
        hours, rest = divmod(seconds, _HOUR)
        if rest < _MINUTE:
            return t("desk.duration.hours", hours=hours)
        return t("desk.duration.hours_minutes", hours=hours, minutes=rest // _MINUTE)
    return t.plural("desk.duration.days", seconds // _DAY)


def why_failed(reason: str, t: Catalog) -> str:
    """Return in words why a platform did not carry an action out."""
    key = f"moderation.failed.{reason}"
    return t(key) if key in t else t("moderation.failed.other", reason=reason)


def clipped(text: str, longest: int) -> str:
    """Return a text on one line, an ellipsis where something is missing; cut between words."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return line[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def shown(text: str) -> str:
    """Return text from outside so that it cannot steer a terminal or a reader's eye.

    Line breaks stay; control, bidirectional and unassigned characters become a visible mark.
    """
    out: list[str] = []
    for char in text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4):
        if char == "\n" or char in _JOINERS or unicodedata.category(char) not in _HIDDEN:
            out.append(char)
        elif not out or out[-1] != _MARK:
            out.append(_MARK)
    return "".join(out)
