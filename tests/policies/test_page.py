"""The public page is made from the policy document, in both languages, and accessible."""

from html.parser import HTMLParser
from typing import Literal

import pytest

from policies.document import load_policy
from policies.page import policy_page


class Outline(HTMLParser):
    """Collects what assistive technology relies on."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.lang = ""
        self.links: list[tuple[str, str]] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note headings, languages, links and ids."""
        values = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.lang = values["lang"]
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(int(tag[1]))
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
    assert outline.links == [("#main", ""), (policy.home[other], other)]
    assert "main" in outline.ids
    assert "8 h &lt;16 h" in page
    for label in policy.labels.values():
        assert not label.rule or label.rule[lang].replace("'", "&#x27;") in page


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
