"""`liaison policy parity`: what it reads, tells, writes and returns."""

import html
import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest

from bot.cli import main
from bot.reports.paritypage import Source, draw, parity_page
from bot.reports.paritywords import ParityWords
from policies.document import load_policy
from policies.parity import Measure, Observation, Parity, Rate, compare, parity
from tests.functional.export import lines
from tests.functional.suite import cases
from translations.catalogs import catalog
from translations.typography import faults

WHEN: Final = datetime(2026, 1, 14, 15, 5, tzinfo=UTC)
ZONE: Final = ZoneInfo("America/Toronto")
ATTACK: Final = '<script>alert("x")</script>'
Captured = pytest.CaptureFixture[str]

INSULT: Final = {"en": "You are an idiot.", "fr": "Vous êtes un imbécile."}
THANKS: Final = {"en": "Thank you for the answer.", "fr": "Merci pour la réponse."}


def _stream(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def _fair() -> list[dict[str, Any]]:
    """Return a stream on which both languages come out alike."""
    return [
        {"text": text[lang], "lang": lang, "expected": expected, "author": f"{n}"}
        for n in range(30)
        for lang in ("en", "fr")
        for text, expected in ((INSULT, True), (THANKS, False))
    ]


def _unfair() -> list[dict[str, Any]]:
    """Return a stream whose French insults are of a kind that nobody could know."""
    return [
        {**row, "text": "Espèce de zorglub."} if row["lang"] == "fr" and row["expected"] else row
        for row in _fair()
    ]


def _asked(path: Path, *arguments: str) -> int:
    return main(["policy", "parity", str(path), *arguments])


def _answered(path: Path, capsys: Captured, *arguments: str) -> tuple[int, dict[str, Any]]:
    code = _asked(path, "--json", *arguments)
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, told


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_languages_that_are_alike(tmp_path: Path, capsys: Captured) -> None:
    """Where both languages come out alike the exit code is 0, and every rate is told."""
    code, told = _answered(_stream(tmp_path / "in.jsonl", _fair()), capsys)
    assert (code, told["apart"], told["limit_points"]) == (0, False, 5.0)
    assert [
        (row["lang"], row["messages"], row["labelled"], row["flagged"]["part"])
        for row in told["languages"]
    ] == [("en", 60, 60, 30), ("fr", 60, 60, 30)]
    assert {name: gap["verdict"] for name, gap in told["gaps"].items()} == {
        "flagged": "alike",
        "false_flags": "alike",
        "misses": "alike",
    }
    assert all(row["median_ms"] <= row["p95_ms"] for row in told["languages"])


def test_a_gap_beyond_chance_is_a_fault(tmp_path: Path, capsys: Captured) -> None:
    """Where one language is missed the exit code is 1, unless the limit allows as much."""
    path = _stream(tmp_path / "in.jsonl", _unfair())
    code, told = _answered(path, capsys)
    assert (code, told["apart"]) == (1, True)
    assert told["gaps"]["misses"]["points"] == -100.0
    assert told["languages"][1]["misses"]["part"] == 30
    assert _asked(path, "--limit", "100") == 0


def test_too_few_messages_are_no_fault(tmp_path: Path, capsys: Captured) -> None:
    """Of a handful of messages nothing is concluded."""
    code, told = _answered(_stream(tmp_path / "in.jsonl", _unfair()[:40]), capsys)
    assert (code, told["gaps"]["misses"]["verdict"]) == (0, "few")


def test_labels_are_told_apart(tmp_path: Path, capsys: Captured) -> None:
    """Expected labels say what should flag a message; an empty list says that it should pass."""
    rows: list[dict[str, Any]] = [
        {"text": INSULT["en"], "lang": "en", "expected_labels": ["insult"]},
        {"text": INSULT["en"], "lang": "en", "expected_labels": ["threat"], "author": "b"},
        {"text": THANKS["en"], "lang": "en", "expected_labels": [], "author": "c"},
        {"text": INSULT["fr"], "lang": "fr", "expected_labels": ["insult"], "expected": False},
        {"text": THANKS["fr"], "lang": "fr"},
    ]
    code, told = _answered(_stream(tmp_path / "in.jsonl", rows), capsys)
    english, french = told["languages"]
    assert code == 0
    assert (english["labelled"], french["labelled"]) == (3, 1)
    assert (french["false_flags"]["part"], french["false_flags"]["whole"]) == (1, 1)
    counted = {
        row["label"]: [
            (row[measure][lang]["part"], row[measure][lang]["whole"])
            for measure in ("misses", "false_flags")
            for lang in ("en", "fr")
        ]
        for row in told["labels"]
    }
    assert counted == {
        "insult": [(0, 1), (0, 1), (1, 2), (0, 0)],
        "threat": [(1, 1), (0, 0), (0, 2), (0, 1)],
    }


def test_the_language_is_that_of_the_file_or_the_detected_one(
    tmp_path: Path, capsys: Captured
) -> None:
    """A stated language counts; without one the text is looked at; others stand apart."""
    rows: list[dict[str, Any]] = [
        {"text": THANKS["fr"], "lang": "fr-CA"},
        {"text": "Je voudrais savoir quand mon prêt sera versé dans mon compte."},
        {"text": "Quisiera saber cuándo se depositará mi préstamo en la cuenta.", "lang": "es"},
    ]
    _, told = _answered(_stream(tmp_path / "in.jsonl", rows), capsys)
    assert [(row["lang"], row["messages"]) for row in told["languages"]] == [
        ("en", 0),
        ("fr", 2),
        ("es", 1),
    ]


BAD: Final = [
    ('{"text": "Hello", "expected": "yes"}', "expected"),
    ('{"text": "Hello", "expected_labels": "insult"}', "expected_labels"),
    ('{"text": "Hello", "expected_labels": [1]}', "expected_labels"),
    ('{"text": "Hello", "expected_labels": ["nonsense"]}', "nonsense"),
    ('{"expected": true}', "text"),
    ("not json", "JSON"),
    (f'{{"text": "{"x" * 1_000_001}"}}', "million"),
]


@pytest.mark.parametrize(("line", "word"), BAD, ids=[word for _, word in BAD])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_bad_line_is_told_and_the_others_count(
    line: str, word: str, lang: str, tmp_path: Path, capsys: Captured
) -> None:
    """A line that cannot be read gives exit code 3, a sentence with its place, no loss."""
    path = tmp_path / "in.jsonl"
    good = "".join(f"{json.dumps(row)}\n" for row in _unfair())
    path.write_text(f"\n{line}\n{good}", encoding="utf-8")
    assert main(["--lang", lang, "policy", "parity", str(path), "--json"]) == 3
    told = capsys.readouterr()
    assert f"{path}:2" in told.err
    assert word in told.err
    assert sum(row["messages"] for row in json.loads(told.out)["languages"]) == 120


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_table_is_in_the_language_of_the_reader(
    lang: str, tmp_path: Path, capsys: Captured
) -> None:
    """The terminal shows each measure with its gap, and the conclusion in one sentence."""
    path = _stream(tmp_path / "in.jsonl", _unfair())
    assert main(["--lang", lang, "policy", "parity", str(path)]) == 1
    told = capsys.readouterr().out
    t = catalog(lang)
    words = ParityWords(t, 5.0)
    for measure in Measure:
        assert re.search(rf"^{words.measure(measure)} ", told, re.MULTILINE)
    row = next(one for one in told.splitlines() if one.startswith(words.measure(Measure.MISSES)))
    assert row.endswith(t("parity.verdict.apart"))
    assert told.splitlines()[-1] == t.plural("parity.overall.apart", 5, limit="5")
    assert not list(tmp_path.glob("*.html"))


def test_pages_are_written_where_asked(tmp_path: Path, capsys: Captured) -> None:
    """--out makes the folder and both pages, and says where they are."""
    out = tmp_path / "new" / "folder"
    assert _asked(_stream(tmp_path / "in.jsonl", _fair()), "--out", str(out)) == 0
    assert sorted(one.name for one in out.iterdir()) == ["parity.en.html", "parity.fr.html"]
    assert str(out / "parity.fr.html") in capsys.readouterr().out


def test_the_suite_can_be_exported_and_measured(tmp_path: Path, capsys: Captured) -> None:
    """The functional suite, written as a stream, is read without a fault."""
    path = tmp_path / "suite.jsonl"
    path.write_text("".join(f"{line}\n" for line in list(lines("dev"))[::40]), encoding="utf-8")
    code, told = _answered(path, capsys)
    assert code in (0, 1)
    assert [row["labelled"] for row in told["languages"]] == [
        len([n for n in range(0, len(cases("en", "dev")) + len(cases("fr", "dev")), 40)
             if (n < len(cases("en", "dev"))) is (lang == "en")])
        for lang in ("en", "fr")
    ]  # fmt: skip


def _found() -> Parity:
    seen = [
        Observation(
            lang=lang,
            flagged=flagged,
            labels=frozenset({"insult"} if flagged else ()),
            expected=expected,
            expected_labels=frozenset({"insult"} if expected else ()),
            latency_ms=1.5,
        )
        for lang, missed in (("en", 2), ("fr", 20))
        for expected in (True, False)
        for n in range(50)
        for flagged in (n >= missed if expected else n == 0,)
    ]
    return parity([*seen, Observation(lang="und", flagged=False, labels=frozenset())])


def _page(lang: str, found: Parity | None = None, *, file: str = "in.jsonl", bad: int = 2) -> str:
    return parity_page(
        found or _found(),
        lang,
        policy=load_policy(),
        source=Source(file=file, messages=201, bad_lines=bad),
        zone=ZONE,
        made_at=WHEN,
    )


class _Outline(HTMLParser):
    """What a screen reader meets: headings, header cells, captions, pictures, text."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.scopes: list[str | None] = []
        self.tags: list[str] = []
        self.pictures: list[dict[str, str | None]] = []
        self.words: list[str] = []
        self.handlers: list[str] = []
        self._quiet = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self._quiet = tag == "style"
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "th":
            self.scopes.append(found.get("scope"))
        if tag == "svg":
            self.pictures.append(found)
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]

    def handle_endtag(self, tag: str) -> None:
        self._quiet = False

    def handle_data(self, data: str) -> None:
        if not self._quiet and data.strip():
            self.words.append(data.strip("\n"))


def _outline(page: str) -> _Outline:
    outline = _Outline()
    outline.feed(page)
    return outline


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_page_is_accessible(lang: str) -> None:
    """Headings go down one step at a time, tables have captions, the chart says what it shows."""
    page = _page(lang)
    outline = _outline(page)
    assert f'<html lang="{lang}">' in page
    assert outline.levels[0] == 1
    assert set(outline.levels[1:]) == {2}
    assert set(outline.scopes) == {"col", "row"}
    assert outline.tags.count("table") == outline.tags.count("caption") == 4
    (picture,) = outline.pictures
    assert (picture["role"], picture["aria-labelledby"]) == ("img", "chart-title chart-told")
    chart = ET.fromstring(re.search(r"<svg.*?</svg>", page, re.DOTALL)[0])  # type: ignore[index] # noqa: S314 -- it is there, and our own
    told = chart.findtext("desc") or ""
    assert "96" not in told
    assert ("40.0%" if lang == "en" else "40,0\u00a0%") in told
    assert len(chart.findall("rect")) == 6


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_page_loads_and_runs_nothing(lang: str) -> None:
    """Markup in a file's name or a label comes out as text, and nothing is fetched."""
    page = _page(lang, file=ATTACK)
    outline = _outline(page)
    assert set(outline.tags).isdisjoint({"script", "img", "link", "iframe", "object"})
    assert outline.handlers == []
    assert "default-src 'none'" in page
    assert html.escape(ATTACK).replace("&quot;", "&#34;") in page


def test_french_page_keeps_the_rules() -> None:
    """Nothing that the page says in French breaks the typography rules."""
    text = " ".join(_outline(_page("fr")).words)
    assert "201 messages de in.jsonl" in text
    assert "36,0 points de plus en français" in text
    assert "2 lignes n'ont pas pu être lues" in text
    assert "20 sur 50" in text
    assert faults(text, "fr") == []


def test_english_page_says_what_is_found() -> None:
    """The gap, its meaning, and the languages that are not compared are told in words."""
    text = " ".join(_outline(_page("en")).words)
    assert "36.0 points higher in French" in text
    assert "Gap between the languages: wider than 5 points" in text
    assert "no gap" in text
    assert "Undetermined" in text
    assert "Insulting" in text


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_page_of_nothing(lang: str) -> None:
    """A page about no message has no table of labels, no division by zero, and says so."""
    page = _page(lang, parity([]), bad=0)
    t = catalog(lang)
    assert html.escape(t("parity.labels.none")).replace("&#x27;", "&#39;") in page
    assert html.escape(t.plural("parity.overall.few", 5, limit="5", fewest=20)) in page


@pytest.mark.parametrize(
    ("english", "french", "en", "fr"),
    [
        ((10, 100), (12, 100), "2.0 points higher in French", "2,0 points de plus en français"),
        ((11, 100), (10, 100), "1.0 point higher in English", "1,0 point de plus en anglais"),
        ((5, 50), (10, 100), "no gap", "aucun écart"),
        ((0, 0), (10, 100), "—", "—"),
    ],
)
def test_a_gap_in_words(
    english: tuple[int, int], french: tuple[int, int], en: str, fr: str
) -> None:
    """A gap says how wide it is and which language is higher."""
    one = compare(
        Measure.MISSES,
        Rate(part=english[0], whole=english[1]),
        Rate(part=french[0], whole=french[1]),
    )
    told = [ParityWords(catalog(lang), 5.0).gap(one) for lang in ("en", "fr")]
    assert told == [en, fr]


@pytest.mark.parametrize(("limit", "en"), [(1, "1 point"), (5, "5 points"), (2.5, "2.5 points")])
def test_a_limit_in_words(limit: float, en: str) -> None:
    """A limit is told without decimals that say nothing, in the right number."""
    found = parity([], limit_points=limit)
    words = ParityWords(catalog("en"), limit)
    assert en in words.meaning(next(v for v in type(found.comparisons[0].verdict) if v == "apart"))


def test_the_chart_holds_its_bars() -> None:
    """Every bar and every interval lies inside the drawing, whatever the rates."""
    for part in (0, 1, 25, 49, 50):
        found = parity(
            Observation(lang=lang, flagged=n < part, labels=frozenset(), expected=True)
            for lang in ("en", "fr")
            for n in range(50)
        )
        chart = draw(found, "fr", ParityWords(catalog("fr"), 5.0))
        for group in chart.groups:
            assert [bar.name for bar in group.bars] == ["Français", "Anglais"]
            for bar in group.bars:
                assert 130 <= bar.low <= 130 + bar.width + 0.2
                assert 130 + bar.width <= bar.high + 0.2 <= 530.4
        assert chart.ticks[-1][0] <= 530
