"""What can be wrong with one fact, or with one claim, by itself."""

import re
from collections.abc import Iterator
from typing import Final

from policies.faults import FileFault, said
from policies.personal import find_personal
from responders.factfaults import Place, fault, older_fault
from responders.factschema import ClaimEntry, Defaults, FactEntry
from responders.sameness import differences
from responders.sources import address_language, address_problem
from responders.values import Claim
from translations.typography import faults as typography_faults
from translations.values import OFFICIAL_LANGUAGES

_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,500}>|<!--|&(?:[a-z]{2,8}|#\d{1,6});")
_HIDDEN: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_PUBLISHED: Final = frozenset({"phone", "email", "address", "postal_code"})  # may be our own
_NUMBER: Final = re.compile(r"\d{1,20}")
_LOOSE: Final = frozenset({"count", "days"})
_DATES: Final = ("valid_from", "review_on")


def entry_faults(place: Place, shared: Defaults, entry: FactEntry) -> Iterator[FileFault]:
    """Yield why a fact cannot be used."""
    for key in ("owner", *_DATES):
        if getattr(entry, key) is None and getattr(shared, key) is None:
            yield older_fault(place, "missing", name=key)
    start, end = entry.valid_from or shared.valid_from, entry.valid_until or shared.valid_until
    if start and end and start > end:
        yield older_fault(place.below("valid_until"), "dates", start=start, end=end)
    if entry.replaces == entry.id:
        yield fault(place.below("replaces"), "replaces_itself", id=entry.id)
    yield from _addresses(place, entry)
    for at, text in _texts(place, entry):
        yield from _plain(at, text)
    for lang in OFFICIAL_LANGUAGES:
        at = place.below("statement", lang)
        for finding in find_personal(getattr(entry.statement, lang)):
            if finding.kind not in _PUBLISHED:
                yield fault(at, "personal", kind=said(f"personal.kind.{finding.kind}"))


def claim_faults(place: Place, entry: ClaimEntry) -> Iterator[FileFault]:
    """Yield why a claim cannot be used."""
    for lang in OFFICIAL_LANGUAGES:
        for index, text in enumerate(getattr(entry.variants, lang)):
            yield from _plain(place.below("variants", lang, index), text)
    if entry.reply is not None:
        for lang in OFFICIAL_LANGUAGES:
            at, text = place.below("reply", lang), getattr(entry.reply, lang)
            yield from _plain(at, text)
            for finding in find_personal(text):
                if finding.kind not in _PUBLISHED:
                    yield fault(at, "personal", kind=said(f"personal.kind.{finding.kind}"))
        if not entry.rating.wrong:
            yield fault(place.below("reply"), "reply_unused", id=entry.id)
    for index, url in enumerate(entry.seen):
        problem = "scheme" if not url.startswith(("https://", "http://")) else None
        if problem or address_problem(url.replace("http://", "https://", 1)):
            yield fault(place.below("seen", index), "seen", url=_short(url))


def entry_warnings(place: Place, entry: FactEntry) -> Iterator[FileFault]:
    """Yield what somebody should look at before this fact is approved."""
    at = place.below("statement", "fr")
    for found in typography_faults(entry.statement.fr, "fr"):
        yield older_fault(at, "typography", found=found.found, better=found.better)
    unlike = _unlike(entry.statement.en, entry.statement.fr)
    if unlike:
        yield fault(at, "unlike", found=", ".join(unlike))
    if entry.source.en == entry.source.fr:
        yield fault(place.below("source", "fr"), "one_address", url=_short(entry.source.en))
    for lang in OFFICIAL_LANGUAGES:
        for finding in find_personal(getattr(entry.statement, lang)):
            yield fault(
                place.below("statement", lang),
                "contact",
                kind=said(f"personal.kind.{finding.kind}"),
            )


def reply_warnings(place: Place, claim: Claim) -> Iterator[FileFault]:
    """Yield what somebody should look at in what we answer to a claim."""
    if claim.reply is None:
        return
    at = place.below("reply", "fr")
    for found in typography_faults(claim.reply.fr, "fr"):
        yield older_fault(at, "typography", found=found.found, better=found.better)
    unlike = _unlike(claim.reply.en, claim.reply.fr)
    if unlike:
        yield fault(at, "unlike", found=", ".join(unlike))


def _unlike(english: str, french: str) -> list[str]:
    """Return the figures that one language has and the other has not.

    Words for weekdays and lengths of time differ too much between the languages to be compared:
    "Fridays" is « le vendredi », "65 and over" « 65 ans et plus ». Their digits are compared.
    """
    found = [
        one for one in differences(english, french) if one.split()[0] not in {"weekday", *_LOOSE}
    ]
    if found:
        return found
    digits = [sorted(_NUMBER.findall(text.replace("\u00a0", ""))) for text in (english, french)]
    return [] if digits[0] == digits[1] else _loose(english, french)


def _loose(english: str, french: str) -> list[str]:
    return [one for one in differences(english, french) if one.split()[0] in _LOOSE]


def _addresses(place: Place, entry: FactEntry) -> Iterator[FileFault]:
    for lang in OFFICIAL_LANGUAGES:
        at, url = place.below("source", lang), getattr(entry.source, lang)
        problem = address_problem(url)
        if problem == "scheme":
            yield older_fault(at, "source", url=_short(url))
        elif problem is not None:
            yield fault(at, f"address.{problem}", url=_short(url))
        elif entry.source.en != entry.source.fr and address_language(url) not in {None, lang}:
            yield fault(at, f"address.other_{lang}", url=_short(url))


def _texts(place: Place, entry: FactEntry) -> Iterator[tuple[Place, str]]:
    for lang in OFFICIAL_LANGUAGES:
        yield place.below("statement", lang), getattr(entry.statement, lang)
        asked = getattr(entry.questions, lang) if entry.questions else ()
        for index, text in enumerate(asked):
            yield place.below("questions", lang, index), text


def _plain(at: Place, text: str) -> Iterator[FileFault]:
    if not text.strip():
        yield fault(at, "blank")
    markup = _TAG.search(text)
    if markup:
        yield fault(at, "markup", found=_short(markup[0]))
    hidden = _HIDDEN.search(text)
    if hidden:
        yield fault(at, "hidden", code=f"U+{ord(hidden[0]):04X}", place=hidden.start() + 1)


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
