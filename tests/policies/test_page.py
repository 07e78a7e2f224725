"""The public page is made from the policy document, in both languages, and accessible."""

from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Literal

import pytest

from policies.document import load_policy
from policies.page import policy_page
from translations.values import Bilingual


class Outline(HTMLParser):
    """Collects what assistive technology relies on."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.lang = ""
        self.links: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.landmarks: list[str] = []
        self.alternates: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note headings, languages, links and ids."""
        values = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.lang = values["lang"]
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(int(tag[1]))
        if tag in ("header", "nav", "main", "footer"):
            self.landmarks.append(tag)
        if values.get("rel") == "alternate":
            self.alternates[values["hreflang"]] = values["href"]
        if tag == "a":
            self.links.append((values["href"], values.get("lang", "")))
        if "id" in values:
            self.ids.append(values["id"])


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_html(lang: str) -> None:
    """Language, one first heading, no skipped level, a skip link, and the other language."""
    policy = load_policy()
    page = policy_page(policy, lang, "html", "8 h <16 h")
    outline = Outline()
    outline.feed(page)
    other = {"en": "fr", "fr": "en"}[lang]
    assert outline.lang == f"{lang}-CA"
    assert outline.headings[0] == 1
    assert outline.headings.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(outline.headings, outline.headings[1:], strict=False))
    appeals = {"en": "appeals@learnersupport", "fr": "recours@soutienauxapprenants"}[lang]
    assert outline.links == [
        ("#main", ""),
        (policy.home[other], other),
        (f"mailto:{appeals}.example", ""),
    ]
    assert outline.landmarks == ["header", "nav", "main", "footer"]
    assert outline.alternates == {f"{each}-CA": policy.home[each] for each in ("en", "fr")}
    assert "main" in outline.ids
    assert "8 h &lt;16 h" in page
    for label in policy.labels.values():
        assert not label.rule or label.rule[lang].replace("'", "&#x27;") in page
    for exception in policy.exceptions:
        assert not exception.public or exception.public[lang].replace("'", "&#x27;") in page


def test_markdown() -> None:
    """The Markdown page has the same parts; without hours it has no such section."""
    page = policy_page(load_policy(), "fr", "md", None)
    assert page.startswith(
        "# Politique sur les commentaires\n\n"
        "[English](https://learnersupport.example/en/comment-policy)\n\n"
    )
    assert "\n## Quand nous lisons" not in page
    assert "\n- sont racistes ou haineux;\n" in page
    assert page.endswith("Version 2026.1, en vigueur depuis le 1er septembre 2025.\n")


@pytest.mark.parametrize("fmt", ["html", "md"])
def test_hours_of_several_lines_are_a_list_as_they_were_written(fmt: Literal["html", "md"]) -> None:
    """Lines of hours are sentences already: nothing is put behind them."""
    page = policy_page(load_policy(), "en", fmt, hours="Monday: 9 to 5\nSunday: closed.")
    marks = ("<li>", "</li>") if fmt == "html" else ("- ", "\n")
    for line in ("Monday: 9 to 5", "Sunday: closed."):
        assert f"{marks[0]}{line}{marks[1]}" in page


def test_what_does_not_count_is_said_in_plain_words() -> None:
    """The exceptions with public wording end one sentence; the others are not on the page."""
    page = policy_page(load_policy(), "en", "md")
    assert (
        "## What does not count against you\n\n"
        "We do not hide or remove a comment only because it:\n\n"
        "- quotes what somebody else wrote;\n"
    ) in page
    assert "corrected" not in page
    bare = replace(load_policy(), exceptions=())
    assert "does not count" not in policy_page(bare, "en", "md")


def test_versions_say_when_they_hold() -> None:
    """A version that begins later says so, one that ends says when; and what changed is told."""
    policy = replace(
        load_policy(),
        effective_from=datetime(2026, 12, 1, tzinfo=UTC),
        effective_until=datetime(2027, 6, 1, tzinfo=UTC),
        changes=Bilingual(en="We explain quotations.", fr="Nous expliquons les citations."),
    )
    before = policy_page(policy, "fr", "md", None, date(2026, 11, 30))
    assert before.endswith(
        "## Ce qui change dans cette version\n\nNous expliquons les citations.\n\n"
        "Version 2026.1, qui entrera en vigueur le 1er décembre 2026. "
        "Elle s'applique jusqu'au 1er juin 2027.\n"
    )
    after = policy_page(policy, "en", "md", None, date(2026, 12, 1))
    assert after.endswith(
        "## What changed in this version\n\nWe explain quotations.\n\n"
        "Version 2026.1, in effect since December 1, 2026. It holds until June 1, 2027.\n"
    )


def test_nothing_of_the_wording_is_markup() -> None:
    """Wording with markup in it is shown as it is written."""
    nasty = Bilingual(en="<b>x</b> a@b.example", fr="<b>x</b> [a](b)")
    policy = replace(load_policy(), introduction=nasty)
    assert '&lt;b&gt;x&lt;/b&gt; <a href="mailto:a@b.example">a@b.example</a>' in policy_page(
        policy, "en", "html"
    )
    assert "\\<b\\>x\\</b\\> \\[a\\](b)" in policy_page(policy, "fr", "md")
