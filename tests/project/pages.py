"""The repository's pages of documentation, taken apart for the tests that read them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.project.lockfiles import ROOT

PAGES: Final = sorted(
    [
        *ROOT.glob("README*.md"),
        *ROOT.glob("docs/*.md"),
        ROOT / "CONTRIBUTING.md",
        ROOT / "SECURITY.md",
    ]
)
PAIRS: Final = [
    (english, french)
    for english in PAGES
    if (french := english.with_suffix(".fr.md")).exists() and not english.stem.endswith(".fr")
]

_FENCE: Final = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK: Final = re.compile(r"\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^()\s]+)\)")
_HEADING: Final = re.compile(r"^(#+) +(.+?) *$", re.MULTILINE)
_UNSPOKEN: Final = re.compile(r"`[^`\n]+`|(?<=\])\([^()\s]+\)")


def text_of(page: Path) -> str:
    """Return what stands on a page."""
    return page.read_text(encoding="utf-8")


def blocks(page: Path) -> list[tuple[str, str]]:
    """Return the fenced blocks as (language, text)."""
    return [(match[1], match[2]) for match in _FENCE.finditer(text_of(page))]


def prose(page: Path) -> str:
    """Return a page without its fenced blocks; the other lines keep their order."""
    return _FENCE.sub("", text_of(page))


def spoken(page: Path) -> str:
    """Return a page's prose with code and addresses put out of sight of language checks."""
    return _UNSPOKEN.sub("x", prose(page))


def links(page: Path) -> list[str]:
    """Return where the links of a page lead, those to other sites included."""
    return [match[1] for match in _LINK.finditer(prose(page))]


def headings(page: Path) -> list[tuple[int, str]]:
    """Return the headings as (level, text)."""
    return [(len(match[1]), match[2]) for match in _HEADING.finditer(prose(page))]


def anchors(page: Path) -> set[str]:
    """Return the names under which headings can be linked to."""
    return {
        re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower()).replace(" ", "-")
        for _, heading in headings(page)
    }


def command_lines(page: Path) -> Iterator[str]:
    """Yield the shell lines of a page's blocks, and the line that a service file runs."""
    for language, block in blocks(page):
        if language in {"sh", "console", "bash"}:
            yield from (line.removeprefix("$ ") for line in block.splitlines() if line.strip())
        elif language == "ini":
            yield from re.findall(r"^ExecStart=(.+)$", block, re.MULTILINE)
