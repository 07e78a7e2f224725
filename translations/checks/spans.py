"""What is kept byte for byte, and what the agency's glossary asks."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from translations.checks.dates import check_dates, dates
from translations.checks.findings import Finding
from translations.checks.text import Pair
from translations.protected import spans

_ANY: Final = re.compile(r"[{<`@#/]|www\.|\.(?:ca|com|org|net|example)\b|[A-Z]-?\d|\d\d[-) .]")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def check_protected(pair: Pair) -> Iterator[Finding]:
    """Find links, addresses, names, tags, placeholders and codes that are not as they were."""
    if not (_ANY.search(pair.source.text) or _ANY.search(pair.target.text)):
        return
    ours, theirs = spans(pair.source.text), spans(pair.target.text)
    if ours == theirs:
        return
    lost = list((Counter(ours) - Counter(theirs)).elements())
    added = list((Counter(theirs) - Counter(ours)).elements())
    if any(map(_DATE.fullmatch, (*lost, *added))) and _same_dates(pair):
        lost, added = ([one for one in some if not _DATE.fullmatch(one)] for some in (lost, added))
    if not lost and not added:
        return
    values: dict[str, object] = {}
    if lost:
        values["lost"] = ", ".join(lost[:4])
    if added:
        values["added"] = ", ".join(added[:4])
    yield Finding(
        check="protected",
        kind="changed" if lost and added else "lost" if lost else "added",
        values=values,
        source_spans=tuple(_place(pair.source.text, one) for one in lost),
        target_spans=tuple(_place(pair.target.text, one) for one in added),
    )


def _same_dates(pair: Pair) -> bool:
    """Whether a date in figures is the same date in words: 2026-11-23, « le 23 novembre 2026 »."""
    return bool(dates(pair.source) and dates(pair.target)) and not any(check_dates(pair))


def _place(text: str, span: str) -> tuple[int, int]:
    start = text.find(span)
    return start, start + len(span)


def check_glossary(pair: Pair) -> Iterator[Finding]:
    """Find terms that are not the glossary's, one finding each."""
    if pair.terms is None:
        return
    source, target = pair.source, pair.target
    for one in pair.terms.violations(source.text, target.text, source.lang, target.lang):
        yield Finding(
            check="glossary",
            kind="violation",
            target_spans=(one.span,) if one.span else (),
            told=one.explanation,
        )
