"""What a program can see in an official post before people approve it, put into words.

A blocking finding means: not like this. A warning is for the author and the approvers to weigh.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from bot.post import BOTH
from bot.postcontent import PostContent
from bot.settings import Settings
from policies.faults import said
from responders.lengths import PostLimit, size
from responders.sameness import differences
from responders.values import CheckResult, Weight
from translations.checks import check_translation
from translations.typography import faults as typography_faults
from translations.values import OFFICIAL_LANGUAGES, Bilingual, Official

# characters of a caption: https://core.telegram.org/bots/api#sendphoto
CAPTION: Final = 1024
_LONGEST: Final = {"telegram": 4096}  # https://core.telegram.org/bots/api#sendmessage
_LINK: Final = re.compile(r"(?:\w+://|www\.)[^\s<>«»]+", re.IGNORECASE)
_AFTER: Final = ".,;:!?)]}'\"…"
_SHORTENERS: Final = frozenset(
    "bit.ly t.co tinyurl.com goo.gl ow.ly is.gd buff.ly rebrand.ly lnkd.in cutt.ly shorturl.at "
    "t.ly rb.gy tiny.cc v.gd bl.ink short.io".split()
)
_LEFT_OVER: Final = re.compile(
    r"\{[^{}\n]*\}|\[\[.*?\]\]|</?[a-zA-Z_][^<>\n]*>|&(?:amp|lt|gt|nbsp|quot|#\d+);"
    r"|\*\*[^*\n]+\*\*|__[^_\n]+__|\[[^\]\n]+\]\([^)\n]+\)|```|^#{1,6} "
    r"|\b(?:TODO|FIXME|XXX|TBD)\b|(?i:lorem ipsum)"
    r"|\[(?i:insert|insérer|date|name|nom|link|lien|title|titre)[^\]\n]*\]",
    re.MULTILINE,
)
_NUMBERS: Final = frozenset({"numbers", "units"})
_COMPARED: Final = _NUMBERS | {"dates", "negation"}
_HANDLE: Final = re.compile(r"(?<![\w.@/])@\w{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a check found, and what to do about it."""

    check: str
    weight: Weight
    place: tuple[str, ...]  # of the file's key that it is about
    problem: Bilingual
    remedy: Bilingual

    @property
    def result(self) -> CheckResult:
        """The finding as the desks show checks."""
        text = Bilingual(
            en=f"{self.problem.en} {self.remedy.en}", fr=f"{self.problem.fr} {self.remedy.fr}"
        )
        return CheckResult(check=self.check, passed=False, weight=self.weight, explanation=text)


def check_post(content: PostContent, settings: Settings) -> tuple[Finding, ...]:
    """Return what was found, what blocks first."""
    found = [finding for check in _CHECKS for finding in check(content, settings)]
    return tuple(sorted(found, key=lambda one: one.weight is not Weight.BLOCKING))


def blocking(findings: Sequence[Finding]) -> tuple[CheckResult, ...]:
    """Return the findings with which nothing goes out."""
    return tuple(one.result for one in findings if one.weight is Weight.BLOCKING)


def doubts(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the warnings that the two texts may not say the same: a person looks twice."""
    return tuple(one for one in findings if one.check in _DOUBTS)


def _finding(check: str, weight: Weight, place: tuple[str, ...], /, **values: object) -> Finding:
    return Finding(
        check=check,
        weight=weight,
        place=place,
        problem=said(f"post.{check}.problem", **values),
        remedy=said(f"post.{check}.remedy", **values),
    )


def _each(content: PostContent) -> Iterator[tuple[Official, str]]:
    for lang in OFFICIAL_LANGUAGES:
        yield lang, content.texts[lang]


def _empty(content: PostContent, _settings: Settings) -> Iterator[Finding]:
    for lang, text in _each(content):
        if not text.strip():
            yield _finding("empty", Weight.BLOCKING, ("texts", lang))


def _long(content: PostContent, settings: Settings) -> Iterator[Finding]:
    for half, text in content.outgoing().items():
        place = content.channels.get(half)
        if place is None:
            continue
        room = settings.channel(*place).room
        if isinstance(room, PostLimit):
            if size(text, room) > room:
                yield _too_long(half, int(room), size(text, room))
            continue
        limit = min(room, _LONGEST.get(place[0], 1 << 20))
        if content.media is not None and place[0] in _LONGEST:
            limit = min(limit, CAPTION)
        # Telegram counts UTF-16 units
        units = len(text.encode("utf-16-le", "surrogatepass")) // 2
        if units > limit:
            yield _too_long(half, limit, units)


def _too_long(half: str, limit: int, length: int) -> Finding:
    key = ("texts",) if half == BOTH else ("texts", half)
    return _finding("long", Weight.BLOCKING, key, limit=limit, length=length)


def _hidden(content: PostContent, _settings: Settings) -> Iterator[Finding]:
    for lang, text in _each(content):
        hidden = [one for one in typography_faults(text, lang) if one.rule == "hidden"]
        if hidden:
            code = f"U+{ord(hidden[0].found[0]):04X}"
            yield _finding("hidden", Weight.BLOCKING, ("texts", lang), code=code)


def _left_over(content: PostContent, _settings: Settings) -> Iterator[Finding]:
    for lang, text in _each(content):
        match = _LEFT_OVER.search(_LINK.sub(" ", text))
        if match:
            yield _finding("left_over", Weight.BLOCKING, ("texts", lang), found=match[0].strip())


def _addresses(content: PostContent, _settings: Settings) -> Iterator[Finding]:
    for lang, text in _each(content):
        for link in links(text):
            host = _host(link)
            if host is None:
                yield _finding("address", Weight.BLOCKING, ("texts", lang), found=link)
            elif host.removeprefix("www.") in _SHORTENERS:
                yield _finding("shortener", Weight.BLOCKING, ("texts", lang), found=link)


def links(text: str) -> list[str]:
    """Return the addresses in a text, without the marks after them."""
    return [match[0].rstrip(_AFTER) for match in _LINK.finditer(text)]


def _host(link: str) -> str | None:
    """Return the host of a whole https address, None where it is none."""
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
        wrong = parts.scheme.lower() != "https" or parts.username or parts.port not in {None, 443}
    except ValueError:
        return None
    if wrong or "." not in host.strip(".") or not re.fullmatch(r"[\w.-]+", host):
        return None
    return host


def _same_text(content: PostContent, _settings: Settings) -> Iterator[Finding]:
    one, other = ("".join(text.casefold().split()) for _, text in _each(content))
    if one and one == other:
        yield _finding("same_text", Weight.BLOCKING, ("texts", "fr"))


def _described(content: PostContent, _settings: Settings) -> Iterator[Finding]:
    if content.media is None:
        return
    alt = content.alt
    for lang in OFFICIAL_LANGUAGES:
        if alt is None or not alt[lang].strip():
            yield _finding("alt", Weight.BLOCKING, ("alt", lang))
    if alt is not None and alt.en.strip() and alt.en.strip() == alt.fr.strip():
        yield _finding("same_alt", Weight.WARNING, ("alt", "fr"))


def _numbers(content: PostContent, _settings: Settings) -> Iterator[Finding]:
    texts = content.texts
    if not (texts.en.strip() and texts.fr.strip()):
        return
    compared = check_translation(
        texts.en, texts.fr, source_lang="en", target_lang="fr", only=_COMPARED
    )
    told = {one.check: one.explanation for one in compared}
    figures = [one for one in differences(texts.en, texts.fr) if not one.startswith("links")]
    if told.keys() & _NUMBERS:
        yield _explained("numbers", told, _NUMBERS | {"dates"})
    elif "dates" in told:
        yield _explained("figures", told, {"dates"})
    elif figures:
        yield _finding("figures", Weight.WARNING, ("texts", "fr"))
    if "negation" in told:
        yield _explained("negation", told, {"negation"})
    count = {lang: len(links(text)) for lang, text in _each(content)}
    if count["en"] != count["fr"]:
        yield _finding("links", Weight.WARNING, ("texts", "fr"), en=count["en"], fr=count["fr"])
    names = {lang: set(_HANDLE.findall(text)) for lang, text in _each(content)}
    if names["en"] != names["fr"]:
        found = ", ".join(sorted(names["en"] ^ names["fr"]))
        yield _finding("names", Weight.WARNING, ("texts", "fr"), found=found)


def _explained(check: str, told: Mapping[str, Bilingual], names: Collection[str]) -> Finding:
    """Return a warning with what was found, and where."""
    finding = _finding(check, Weight.WARNING, ("texts", "fr"))
    words = [told[name] for name in told if name in names]
    return replace(
        finding,
        problem=Bilingual(
            en=" ".join([finding.problem.en, *(one.en for one in words)]),
            fr=" ".join([finding.problem.fr, *(one.fr for one in words)]),
        ),
    )


def _own_page(content: PostContent, settings: Settings) -> Iterator[Finding]:
    agency = settings.agency
    for lang, text in _each(content):
        pages = agency.contact, agency.policy
        own = {urlsplit(getattr(page, lang)).hostname or "" for page in pages}
        hosts = {(_host(link) or "").removeprefix("www.") for link in links(text)}
        if not hosts & {host.removeprefix("www.") for host in own}:
            yield _finding("own_page", Weight.WARNING, ("texts", lang))


def _typography(content: PostContent, _settings: Settings) -> Iterator[Finding]:
    text = content.texts.fr
    for one in typography_faults(text, "fr"):
        if one.rule == "hidden":
            continue  # said by the check of hidden characters
        better = text[: one.start] + one.better + text[one.end :]
        yield _finding(
            "typography",
            Weight.WARNING,
            ("texts", "fr"),
            found=_around(text, one.start, one.end),
            better=_around(better, one.start, one.start + len(one.better)),
        )


def _around(text: str, start: int, end: int) -> str:
    """Return a few characters before and after, so that a person finds the place."""
    return text[max(0, start - 10) : end + 10].replace("\n", " ").replace("\u00a0", "␣").strip()


def _machine(content: PostContent, _settings: Settings) -> Iterator[Finding]:
    if content.machine is not None:
        yield _finding(f"machine_{content.machine}", Weight.WARNING, ("texts", content.machine))


_CHECKS: Final[tuple[Callable[[PostContent, Settings], Iterator[Finding]], ...]] = (
    _empty,
    _long,
    _hidden,
    _left_over,
    _addresses,
    _same_text,
    _described,
    _numbers,
    _own_page,
    _typography,
    _machine,
)
_DOUBTS: Final = frozenset({"numbers", "figures", "negation", "links", "names"})
