"""The report page: what people read of a replay, in both languages."""

import html
import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from bot.cli import main
from bot.factcare import Need
from bot.reports.excerpts import masked
from bot.reports.files import replacing
from bot.reports.page import DATA, language_name, report_page, share
from bot.reports.values import (
    Automatic,
    CareRow,
    CorrectionRow,
    DraftExample,
    Excerpt,
    FactRow,
    FactUpkeep,
    FactUseRow,
    Findings,
    LabelRow,
    LanguageRow,
    QueueRow,
    SourceLink,
)
from policies.routing import Route
from translations.catalogs import catalog
from translations.typography import faults
from translations.values import Bilingual

WHEN: Final = datetime(2026, 1, 14, 15, 5, tzinfo=UTC)
ZONE: Final = ZoneInfo("America/Toronto")
ATTACK: Final = '<script>alert(1)</script><img src="http://evil.example/x" onerror=alert(1)>'


def _routes(
    ignore: int = 0, draft: int = 0, review: int = 0, escalate: int = 0
) -> dict[Route, int]:
    return dict(zip(Route, (ignore, draft, review, escalate), strict=True))


def _said(text: str | None = "Un message.", lang: str = "fr") -> Excerpt:
    return Excerpt(case_id=7, lang=lang, sent_at=WHEN, text=text)


def _findings(text: str = "Un message.") -> Findings:
    return Findings(
        messages=1234,
        authors=1000,
        cases=1200,
        waiting=5,
        drafts=2,
        flagged=3,
        errors=1,
        deleted=0,
        first_at=WHEN,
        last_at=datetime(2026, 2, 1, 15, tzinfo=UTC),
        by_route=_routes(1000, 200, 30, 4),
        by_lang=(
            LanguageRow(lang="fr", total=1200, by_route=_routes(970, 200, 26, 4)),
            LanguageRow(lang="und", total=34, by_route=_routes(30, 0, 4, 0)),
        ),
        by_act=(("answer", 2),),
        by_channel=(("web:forum", 1234),),
        labels=(
            LabelRow(
                label="threat",
                name=Bilingual(en="Threat", fr="Menace"),
                wording=Bilingual(en="threaten anyone", fr="menacent quelqu'un"),
                clause=Bilingual(en="Safety", fr="Sécurité"),
                severity=5,
                count=1,
                flagged=1,
                rules=(("threat", 1),),
                examples=(_said(None),),
            ),
            LabelRow(
                label="media",
                name=Bilingual(en="Journalist", fr="Journaliste"),
                wording=None,
                clause=None,
                severity=2,
                count=2,
                flagged=2,
                rules=(("media", 2),),
                examples=(_said(text),),
            ),
        ),
        facts=(
            FactRow(
                fact="grant",
                statement=Bilingual(en="A grant is a gift.", fr="Une bourse est un don."),
                source=Bilingual(en="https://a.example/en", fr="https://a.example/fr"),
                contradicts=2,
                unsure=1,
                agrees=0,
                examples=(_said(text),),
            ),
        ),
        questions=1,
        contradictions=2,
        in_danger=0,
        draft_examples=(
            DraftExample(
                case_id=1234,
                act="answer",
                message=_said(text),
                texts={"en": text, "fr": text},
                languages=("fr",),
                sources=(
                    SourceLink(
                        fact="grant",
                        address=Bilingual(en="https://a.example/en", fr="https://a.example/fr"),
                    ),
                ),
                failed_checks=(Bilingual(en="Too long.", fr="Trop long."),),
            ),
        ),
        queue=(
            QueueRow(
                case_id=7,
                route=Route.ESCALATE,
                severity=5,
                lang="fr",
                place="web:forum",
                pseudonym="ABCDEFGH",
                opened_at=WHEN,
                why=(Bilingual(en="Threat", fr="Menace"),),
                reason="doubt",
                text=None,
                messages=2,
            ),
            QueueRow(
                case_id=8,
                route=Route.DRAFT,
                severity=0,
                lang="fr",
                place="web:forum",
                pseudonym="BCDEFGHJ",
                opened_at=WHEN,
                why=(),
                reason="question",
                text=text,
                messages=1,
            ),
        ),
        automatic=Automatic(holding=3, people=2, crisis=1),
        faults=(("rule:threat", 1),),
        unreadable=(("not_json", 1),),
        policy_name=Bilingual(en="Comment policy", fr="Politique sur les commentaires"),
        policy_version="2026.1",
        upkeep=FactUpkeep(
            uses=(
                FactUseRow(
                    fact="grant",
                    statement=Bilingual(en="A grant is a gift.", fr="Une bourse est un don."),
                    owner="loans",
                    drafted=4,
                    sent=3,
                    answered=1,
                    disputed=1,
                    corrected=1,
                ),
            ),
            replies=3,
            answered=1,
            disputed=1,
            corrected=1,
            cares=tuple(
                CareRow(
                    need=need.value,
                    fact="grant",
                    statement=Bilingual(en="A grant is a gift.", fr="Une bourse est un don."),
                    owner="loans",
                    day=WHEN.date(),
                    people=3,
                )
                for need in Need
            ),
            waiting=1,
            to_correct=(
                CorrectionRow(number=1, case_id=7, why="retracted", begun=True, text=text),
            ),
        ),
    )


def _page(lang: str, findings: Findings | None = None) -> str:
    return report_page(findings or _findings(), lang, title="report.title", zone=ZONE, made_at=WHEN)


class _Outline(HTMLParser):
    """What a screen reader meets: headings, header cells, addresses that are loaded, text."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.header_scopes: list[str | None] = []
        self.loads: list[str] = []
        self.tags: set[str] = set()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.words: list[str] = []
        self.handlers: list[str] = []
        self._quiet = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.add(tag)
        self._quiet = tag in ("style", "script")
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "th":
            self.header_scopes.append(found.get("scope"))
        self.loads += [value or "" for name, value in attrs if name in ("src", "srcset", "data")]
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        self.ids.add(found.get("id") or "")
        if tag == "a":
            self.links.append(found.get("href") or "")
        self.words += [value or "" for name, value in attrs if name == "data-name"]

    def handle_endtag(self, tag: str) -> None:
        self._quiet = False

    def handle_data(self, data: str) -> None:
        if not self._quiet and data.strip():
            self.words.append(" ".join(data.split(" ")).strip("\n"))


def _outline(page: str) -> _Outline:
    outline = _Outline()
    outline.feed(page)
    return outline


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_page_is_accessible(lang: str) -> None:
    """Headings go down one step at a time, every header cell has a scope, links lead somewhere."""
    page = _page(lang)
    outline = _outline(page)
    assert f'<html lang="{lang}">' in page
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    steps = zip(outline.levels, outline.levels[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps)
    assert set(outline.header_scopes) == {"col", "row"}
    other = "fr" if lang == "en" else "en"
    assert outline.links[:2] == ["#content", f"report.{other}.html"]
    assert "content" in outline.ids


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_page_loads_and_runs_nothing(lang: str) -> None:
    """No script, no address that a browser fetches by itself, and a policy that says so."""
    page = _page(lang, _findings(ATTACK))
    outline = _outline(page)
    assert outline.tags.isdisjoint({"script", "img", "iframe", "link", "object", "embed", "base"})
    assert (outline.loads, outline.handlers) == ([], [])
    assert not re.search(r"url\(|@import|javascript:", page)
    assert "default-src 'none'" in page
    assert page.count(html.escape(ATTACK).replace("&quot;", "&#34;")) == 7


def test_replay_escapes_what_people_wrote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Markup in a message comes out as text on both pages, on the whole way from the file."""
    monkeypatch.chdir(tmp_path)
    text = f"Je suis journaliste et je prépare un reportage. {ATTACK}"
    line = {"id": "a", "author": ATTACK, "channel": ATTACK, "text": text}
    Path("in.jsonl").write_text(f"{json.dumps(line)}\n", encoding="utf-8")
    assert main(["replay", "in.jsonl"]) == 0
    for lang in ("en", "fr"):
        page = (tmp_path / "liaison-replay" / f"report.{lang}.html").read_text(encoding="utf-8")
        assert "&lt;script&gt;" in page
        assert _outline(page).tags.isdisjoint({"script", "img"})


def test_french_page_keeps_the_rules() -> None:
    """Nothing that the page itself says in French breaks the typography rules."""
    text = " ".join(_outline(_page("fr")).words)
    assert "du 14 janvier 2026 au 1er février 2026" in text
    assert "1\u00a0234" in text
    assert "81\u00a0%" in text
    assert faults(text, "fr") == []


def test_english_page_writes_numbers_its_own_way() -> None:
    """Numbers, shares, and days as Canadian English writes them."""
    text = " ".join(_outline(_page("en")).words)
    assert "from January 14, 2026 to February 1, 2026" in text
    assert "1,234" in text
    assert "81%" in text


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_empty_database(lang: str) -> None:
    """A report about nothing is a page too, without a division by zero or an empty table."""
    nothing = Findings(
        messages=0,
        authors=0,
        cases=0,
        waiting=0,
        drafts=0,
        flagged=0,
        errors=0,
        deleted=0,
        first_at=None,
        last_at=None,
        by_route=_routes(),
        by_lang=(),
        by_act=(),
        by_channel=(),
        labels=(),
        facts=(),
        questions=0,
        contradictions=0,
        in_danger=0,
        draft_examples=(),
        queue=(),
        automatic=Automatic(holding=0, people=0, crisis=0),
        faults=(),
        unreadable=(),
        policy_name=Bilingual(en="Comment policy", fr="Politique sur les commentaires"),
        policy_version="2026.1",
    )
    page, t = _page(lang, nothing), catalog(lang)
    for key in (
        "report.labels.none",
        "report.facts.none",
        "report.drafts.none",
        "report.queue.none",
    ):
        assert html.escape(t(key)).replace("&#x27;", "&#39;") in page


def test_sensitive_text_is_not_on_the_page() -> None:
    """Where every example of a label is sensitive, the page says so once."""
    page = _page("en")
    assert page.count(catalog("en")("report.sensitive.some")) == 1
    assert page.count(catalog("en")("report.sensitive.short")) == 1


def _colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_colours_have_contrast() -> None:
    """Text has 4.5 to 1 on every ground in both schemes, and bars 3 to 1 (WCAG 2.1 AA)."""
    css = (DATA / "report.css").read_text(encoding="utf-8")
    light, dark = css.split("@media (prefers-color-scheme: dark)", 1)
    for colours in (_colours(light), {**_colours(light), **_colours(dark.split("@media", 1)[0])}):
        for ground in ("paper", "band"):
            for ink in ("ink", "soft", "link"):
                assert _contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
            for bar in ("ignore", "draft", "review", "escalate"):
                assert _contrast(colours[bar], colours[ground]) >= 3, (bar, ground)
        assert _contrast(colours["mark-ink"], colours["mark"]) >= 4.5


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("short", 20, "short"),
        ("one\n two\t three", 20, "one two three"),
        ("a long sentence, that goes on", 20, "a long sentence…"),
        ("x" * 30, 20, f"{'x' * 20}…"),
        ("call 613-555-0142 now", 40, "call ••• now"),
        ("call 613-555-0142 now", 12, "call ••• now"),
        ("evil \u202etxet", 20, "evil \ufffdtxet"),
    ],
)
def test_masked(text: str, length: int, expected: str) -> None:
    """Masked before it is cut, so that no half of a number is left; nothing hidden stays."""
    assert masked(text, length) == expected


@pytest.mark.parametrize(
    ("code", "en", "fr"),
    [
        ("fr", "French", "Français"),
        ("und", "Undetermined", "Indéterminée"),
        ("ar", "Arabic", "Arabe"),
        ("xx", "Xx", "Xx"),
    ],
)
def test_language_names(code: str, en: str, fr: str) -> None:
    """A language's name in the reader's language, its code where it has none."""
    assert (language_name(code, catalog("en")), language_name(code, catalog("fr"))) == (en, fr)


def test_share_of_nothing() -> None:
    """A share of nothing is nothing."""
    assert (share(1, 0), share(1, 8)) == (0.0, 12.5)


def test_a_file_is_whole_or_what_it_was(tmp_path: Path) -> None:
    """When writing fails half-way the earlier file stays, and nothing else is left."""
    path = tmp_path / "summary.json"
    path.write_text("before")

    def fail() -> None:
        with replacing(path) as stream:
            stream.write("half")
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left") as told:
        fail()
    assert told.value.filename == str(path)
    assert [one.name for one in tmp_path.iterdir()] == ["summary.json"]
    assert path.read_text() == "before"
