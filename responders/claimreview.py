"""ClaimReview, schema.org's form of a fact check: claims out, one object a claim and language; in.

Out and in again gives the same claims. What comes from elsewhere needs a fact that answers it: by
`identifier` (fact/claim), or by the address of the review, which is then the source of a fact.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from policies.errors import DocumentError
from policies.faults import FileFault
from policies.yamlfile import KeyPath, Position, YamlFile
from responders.factbank import FactBank
from responders.factfaults import Place, fault
from responders.values import Claim, Fact, Rating
from responders.words import fold
from translations.catalogs import catalog
from translations.values import OFFICIAL_LANGUAGES, Bilingual

CONTEXT: Final = "https://schema.org"
MAX_BYTES: Final = 50_000_000
MAX_DEPTH: Final = 40
_VALUES: Final = {Rating.FALSE: 1, Rating.MISLEADING: 2, Rating.OUTDATED: 3, Rating.TRUE: 5}
_TAGS: Final = {"en": "en-CA", "fr": "fr-CA"}
_IDENTIFIER: Final = re.compile(r"([a-z0-9-]{1,80})/([a-z0-9-]{1,80})(?:/(?:en|fr))?\Z")
_WORDS: Final = {  # what others call a rating
    "pants on fire": Rating.FALSE,
    "incorrect": Rating.FALSE,
    "mostly false": Rating.MISLEADING,
    "half true": Rating.MISLEADING,
    "missing context": Rating.MISLEADING,
    "plutot faux": Rating.MISLEADING,
    "hors contexte": Rating.MISLEADING,
    "obsolete": Rating.OUTDATED,
    "depasse": Rating.OUTDATED,
    "mostly true": Rating.TRUE,
    "correct": Rating.TRUE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """Who reviews claims and publishes the data: the agency."""

    name: Bilingual
    url: Bilingual


def write_reviews(
    bank: FactBank, reviewer: Reviewer, day: date, languages: Iterable[str] = OFFICIAL_LANGUAGES
) -> dict[str, Any]:
    """Return every claim of the facts that hold, as one graph.

    Args:
        bank: facts with their claims.
        reviewer: whose reviews they are.
        day: on which the facts have to hold, and the data is published.
        languages: of the reviews.
    """
    langs = list(languages)
    reviews = [
        _review(fact, claim, lang, reviewer, day)
        for fact in bank.valid_on(day)
        for claim in fact.claims
        for lang in langs
    ]
    return {"@context": CONTEXT, "@graph": reviews}


def _review(
    fact: Fact, claim: Claim, lang: str, reviewer: Reviewer, day: date
) -> dict[str, object]:
    first, *others = claim.variants[lang]
    who = {
        "@type": "GovernmentOrganization",
        "name": reviewer.name[lang],
        "url": reviewer.url[lang],
    }
    rating: dict[str, object] = {
        "@type": "Rating",
        "alternateName": catalog("fr" if lang == "fr" else "en")(
            f"factbank.rating.{claim.rating.value}"
        ),
    }
    if claim.rating in _VALUES:  # satire is on no scale
        rating |= {"ratingValue": _VALUES[claim.rating], "bestRating": 5, "worstRating": 1}
    item: dict[str, object] = {"@type": "Claim", "name": first}
    if others:
        item["alternateName"] = others
    if claim.seen:
        item["appearance"] = [{"@type": "CreativeWork", "url": url} for url in claim.seen]
    if claim.first_seen is not None:
        item["datePublished"] = claim.first_seen.isoformat()
    review: dict[str, object] = {
        "@type": "ClaimReview",
        "identifier": f"{fact.id}/{claim.id}/{lang}",
        "url": fact.source[lang],
        "inLanguage": _TAGS[lang],
        "claimReviewed": first,
        "reviewBody": claim.reply[lang] if claim.reply is not None else fact.statement[lang],
        "reviewRating": rating,
        "itemReviewed": item,
        "author": who,
        "datePublished": fact.valid_from.isoformat(),
        "sdPublisher": who,
        "sdDatePublished": day.isoformat(),
    }
    if fact.valid_until is not None:
        review["expires"] = fact.valid_until.isoformat()
    return review


def read_reviews(path: Path, bank: FactBank) -> tuple[YamlFile, list[FileFault]]:
    """Read reviews as claims for the facts of a bank.

    Returns:
        The claims in the form of a file of claims, and what cannot be taken: a review in neither
        language, of no fact, without its other language, or with an unknown rating.

    Raises:
        DocumentError: the file is no JSON.
    """
    found = list(_reviews(path))
    sources: dict[tuple[str, str], str] = {
        (lang, fact.source[lang]): fact.id for fact in bank.facts for lang in OFFICIAL_LANGUAGES
    }
    groups: dict[tuple[str, str], dict[str, Any]] = {}
    places: dict[tuple[str, str], Position] = {}
    faults: list[FileFault] = []
    if not found:
        faults.append(fault(_at(path, (1, 1)), "review.none"))
    for review, where in found:
        place = _at(path, where)
        lang = _language(review)
        texts = _texts(review)
        rating = _rating(review)
        name = _named(review, lang or "", sources)
        if lang is None:
            faults.append(fault(place, "review.language", found=str(review.get("inLanguage"))[:40]))
        elif not texts:
            faults.append(fault(place, "review.no_claim"))
        elif rating is None:
            faults.append(fault(place, "review.rating"))
        elif name is None:
            faults.append(fault(place, "review.no_fact", url=str(review.get("url"))[:80]))
        else:
            group = groups.setdefault(name, {"fact": name[0], "id": name[1], "variants": {}})
            places.setdefault(name, where)
            group["variants"].setdefault(lang, []).extend(texts)
            group["rating"] = rating.value
            _add_seen(group, review)
            _keep_reply(group, bank)
    data: list[dict[str, Any]] = []
    values: dict[KeyPath, Position] = {}
    for name, group in groups.items():
        missing = [lang for lang in OFFICIAL_LANGUAGES if lang not in group["variants"]]
        if missing:
            key = f"review.without_{missing[0]}"
            faults.append(fault(_at(path, places[name]), key, id="/".join(name)))
            continue
        for lang, texts in group["variants"].items():
            group["variants"][lang] = list(dict.fromkeys(texts))
        values["claims", len(data)] = places[name]
        data.append(group)
    return YamlFile(path=path, data={"claims": data}, values=values, keys={}), faults


def _reviews(path: Path) -> Iterator[tuple[Mapping[str, Any], Position]]:
    """Yield every ClaimReview of a file, wherever it stands in it, with its line and column."""
    nowhere = _at(path, (1, 1))
    if path.stat().st_size > MAX_BYTES:
        raise DocumentError([fault(nowhere, "table.large", limit=MAX_BYTES // 1_000_000)])
    try:
        text = path.read_bytes().decode("utf-8-sig")
        data = json.loads(text)
    except UnicodeDecodeError as error:
        raise DocumentError([fault(nowhere, "table.encoding")]) from error
    except json.JSONDecodeError as error:
        raise DocumentError(
            [fault(_at(path, (error.lineno, error.colno)), "review.json")]
        ) from error
    except (RecursionError, ValueError) as error:  # too deep, or a number of thousands of digits
        raise DocumentError([fault(nowhere, "review.json")]) from error
    marks = [found.start() for found in re.finditer(r'"ClaimReview"', text)]
    for number, review in enumerate(_walk(data, 0)):
        at = marks[number] if number < len(marks) else 0
        line = text.count("\n", 0, at) + 1
        yield review, (line, at - text.rfind("\n", 0, at))


def _walk(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > MAX_DEPTH:
        return
    if isinstance(data, list):
        for one in data:
            yield from _walk(one, depth + 1)
    elif isinstance(data, dict):
        kinds = data.get("@type")
        if kinds == "ClaimReview" or (isinstance(kinds, list) and "ClaimReview" in kinds):
            yield data
        else:
            for one in data.values():
                yield from _walk(one, depth + 1)


def _language(review: Mapping[str, Any]) -> str | None:
    named = review.get("inLanguage")
    if isinstance(named, dict):
        named = named.get("alternateName") or named.get("name")
    short = str(named).lower()[:2] if isinstance(named, str) else ""
    return short if short in OFFICIAL_LANGUAGES else None


def _texts(review: Mapping[str, Any]) -> list[str]:
    item = review.get("itemReviewed")
    found: list[object] = [review.get("claimReviewed")]
    if isinstance(item, dict):
        found.append(item.get("name"))
        others = item.get("alternateName")
        found.extend(others if isinstance(others, list) else [others])
    texts = [re.sub(r"[ \t\r\n]+", " ", one).strip() for one in found if isinstance(one, str)]
    return list(dict.fromkeys(text for text in texts if text))


def _rating(review: Mapping[str, Any]) -> Rating | None:
    given = review.get("reviewRating")
    if not isinstance(given, dict):
        return None
    word = fold(str(given.get("alternateName") or "")).strip(" .!")
    for rating in Rating:
        names = {fold(catalog(lang)(f"factbank.rating.{rating}")) for lang in OFFICIAL_LANGUAGES}
        if word in {*names, rating.value}:
            return rating
    if word in _WORDS:
        return _WORDS[word]
    value = given.get("ratingValue")
    if word or given.get("worstRating") != 1 or given.get("bestRating") != 5:
        return None  # nobody knows what a number means on another scale
    return next((rating for rating, number in _VALUES.items() if number == value), None)


def _named(
    review: Mapping[str, Any], lang: str, sources: Mapping[tuple[str, str], str]
) -> tuple[str, str] | None:
    """Return the fact and the claim that a review is about."""
    named = _IDENTIFIER.match(str(review.get("identifier") or ""))
    if named:
        return named[1], named[2]
    fact_id = sources.get((lang, str(review.get("url") or "")))
    claim = re.sub(r"[^a-z0-9]+", "-", fold(str(review.get("identifier") or ""))).strip("-")
    return (fact_id, claim[:80].strip("-")) if fact_id and claim else None


def _add_seen(group: dict[str, Any], review: Mapping[str, Any]) -> None:
    item = review.get("itemReviewed")
    if not isinstance(item, dict):
        return
    works: list[object] = []
    for key in ("firstAppearance", "appearance"):
        given = item.get(key)
        works.extend(given if isinstance(given, list) else [given])
    urls = [work.get("url") if isinstance(work, dict) else work for work in works]
    known = group.setdefault("seen", [])
    known.extend(url for url in urls if isinstance(url, str) and url not in known)
    if not known:
        del group["seen"]
    published = str(item.get("datePublished") or "")[:10]
    try:
        group["first_seen"] = date.fromisoformat(published)
    except ValueError:
        return


def _keep_reply(group: dict[str, Any], bank: FactBank) -> None:
    """Keep what we answer to a claim: what others write in a review is never our reply."""
    claims = bank.get(group["fact"]).claims if group["fact"] in bank else ()
    for claim in claims:
        if claim.id == group["id"] and claim.reply is not None:
            group["reply"] = dict(claim.reply.as_mapping())


def _at(path: Path, where: Position) -> Place:
    return Place(YamlFile(path=path, data=None, values={(): where}, keys={}))
