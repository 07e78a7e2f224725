"""Every French text that the program shows or sends, held to what a program can check."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
import yaml

from policies.document import SHIPPED, load_policy
from policies.page import policy_page
from responders.crisis import CRISIS_FILE
from responders.facts import SHIPPED_FACTS
from responders.holding import HOLDING_FILE
from responders.notices import NOTICES_FILE
from responders.templates import SHIPPED_TEMPLATES
from translations.catalogs import CATALOGS
from translations.pofile import parse_po
from translations.typography import faults
from translations.values import Official

DOCS: Final = Path(__file__).parents[2] / "docs"
DOMAINS: Final = sorted(path.name for path in (CATALOGS / "fr").glob("*.po"))
DATA: Final = sorted(
    path
    for place in (
        SHIPPED,
        SHIPPED_FACTS,
        SHIPPED_TEMPLATES,
        HOLDING_FILE,
        CRISIS_FILE,
        NOTICES_FILE,
    )
    for path in (place.rglob("*.yaml") if place.is_dir() else [place])
)

# What members of the public write, mistakes and all: it is there to be recognized.
_THEIRS: Final = frozenset({"match", "no_match", "must_pass", "questions", "variants", "terms"})

# Words and turns that a federal text avoids: calques of English, and how they are found.
_CALQUES: Final = re.compile(
    r"\b(?:appliquer pour|application en ligne|charger des intérêts|à date|prendre action|"
    r"adresser (?:le|un|ce) (?:problème|enjeu)|faire du sens|définitivement pas|éligibilité|"
    r"support technique|basé sur|digital|librairie logicielle|supporte[rsz]?|"
    r"s'il vous plaît (?:entrer|noter|contacter)|e-mail|mail)\b",
    re.IGNORECASE,
)
_FAMILIAR: Final = re.compile(r"\b(?:tu|toi|tes)\b", re.IGNORECASE)
_OURS_IN_CODE: Final = re.compile(r"`[^`]*`|https?://\S+|\{[^{}]*\}|(?<!\S)--?[a-z][\w-]*")


def _wording(node: object) -> Iterator[str]:
    """Yield the French texts of a document; a sentence for one language alone is in the other."""
    if isinstance(node, list):
        for one in node:
            yield from _wording(one)
    elif isinstance(node, dict):
        swapped = bool(node.get("alone"))
        for key, value in node.items():
            if key in _THEIRS:
                continue
            if key == ("en" if swapped else "fr") and {"en", "fr"} <= node.keys():
                yield from [value] if isinstance(value, str) else (str(one) for one in value or ())
            else:
                yield from _wording(value)


def _texts(domain: str, lang: Official) -> dict[str, tuple[str, ...]]:
    return {entry.key: entry.forms for entry in parse_po(CATALOGS / lang / domain) if entry.key}


def _wrong(text: str) -> list[tuple[str, str, str]]:
    """Return what is wrong with a text: the rule, what was found, and where."""
    found = [(fault.rule, fault.found, text) for fault in faults(text, "fr")]
    told = _OURS_IN_CODE.sub("", text)
    found += [("calque", match[0], text) for match in _CALQUES.finditer(told)]
    found += [("familiar", match[0], text) for match in _FAMILIAR.finditer(told)]
    return found


@pytest.mark.parametrize("domain", DOMAINS)
def test_catalogs_are_in_canadian_french(domain: str) -> None:
    """No message breaks a rule of typography, says tu, or has a known calque."""
    assert [
        (key, *wrong)
        for key, forms in _texts(domain, "fr").items()
        for form in forms
        for wrong in _wrong(form)
    ] == []


@pytest.mark.parametrize("path", DATA, ids=[path.name for path in DATA])
def test_shipped_wording_is_in_canadian_french(path: Path) -> None:
    """Policy, facts, templates, holding replies and crisis text: the same."""
    texts = list(_wording(yaml.safe_load(path.read_text("utf-8"))))
    assert [wrong for text in texts for wrong in _wrong(text)] == []
    assert texts or path.name == "rules.yaml"


def test_public_page_of_the_policy_is_in_canadian_french() -> None:
    """The page that an agency publishes has no fault, once its addresses are left out."""
    page = policy_page(load_policy(), "fr", "md", None)
    told = re.sub(r"\]\([^)]*\)|<[^>]*>", "", page)
    assert [wrong for line in told.splitlines() for wrong in _wrong(line)] == []


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.fr.md")), ids=lambda page: page.stem)
def test_documentation_is_without_calques(page: Path) -> None:
    """No French page says tu or has a known calque; typography is looked at with the pages."""
    prose = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    told = re.sub(r"`[^`]*`", "", prose)
    assert [match[0] for match in _CALQUES.finditer(told)] == []
    assert [match[0] for match in _FAMILIAR.finditer(told)] == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Avez-vous des questions ?", "space-before"),
        ("Notez: c'est fermé.", "colon-space"),
        ("Vous pouvez appliquer pour un prêt.", "calque"),
        ("Écris-nous si tu veux.", "familiar"),
    ],
)
def test_checks_find_what_they_are_for(text: str, rule: str) -> None:
    """Each kind of fault is found."""
    assert [name for name, _, _ in _wrong(text)] == [rule]


DAYS_ONLY: Final = {("chatstaff.po", "au {until}"), ("staff.po", "au {until}")}  # no "le" there


def test_no_moment_follows_a_word_that_swallows_its_article() -> None:
    """A moment reads "le jeudi 5 mars…": "jusqu'au le jeudi" must not come of it."""
    places = [
        *(CATALOGS / "fr").glob("*.po"),
        *HOLDING_FILE.parents[1].rglob("*.yaml"),
    ]
    wrong = [
        f"{place.name}: {found}"
        for place in places
        for found in re.findall(r"\b(?:du|au) \{(?:until|when|time|moment)\}", place.read_text())
        if (place.name, found) not in DAYS_ONLY
    ]
    assert wrong == []
