"""What people changed of machine translations, in the report: for people and for programs."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.reports.files import post_edit_row
from bot.reports.gathering import gather
from bot.reports.page import report_page
from bot.storage import postedits
from tests.fakes import build_test_app
from translations.postedits import post_edit

NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
ZONE = ZoneInfo("America/Toronto")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_report_says_what_post_editing_cost(tmp_path: Path, lang: str) -> None:
    """By topic and by model, in either language; before there is any, it says so."""
    bench = build_test_app(tmp_path)
    app = bench.app
    with app.database.write() as connection:
        none = replace(gather(connection, app.policy, app.tools.bank), live=True)
        for number, (machine, approved, topic) in enumerate(
            [
                ("Le prêt est rendu.", "Le prêt est remboursé.", "repayment"),
                ("Bonjour à vous.", "Bonjour à vous.", None),
            ],
            start=1,
        ):
            postedits.note(
                connection,
                post_edit(machine, approved),
                draft_id=number,
                case_id=1,
                source="en",
                target="fr",
                topic=topic,
                model="en-fr 1.9",
                now=NOW,
            )
        some = gather(connection, app.policy, app.tools.bank)
    app.close()
    page = report_page(none, lang, title="report.title", zone=ZONE, made_at=NOW)
    assert ("No machine translation has" if lang == "en" else "Aucune traduction auto") in page
    page = report_page(some, lang, title="report.title", zone=ZONE, made_at=NOW)
    for words in ("repayment", "en-fr 1.9", "16.2%" if lang == "en" else "16,2\u00a0%"):
        assert words in page
    assert post_edit_row(some.post_edits) == {
        "texts": 2,
        "untouched": 1,
        "letter_pct": 16.2,
        "word_pct": 11.1,
        "by_lang": {"fr": {"texts": 2, "untouched": 1, "letter_pct": 16.2, "word_pct": 11.1}},
        "by_topic": [
            {
                "topic": None,
                "lang": "fr",
                "texts": 1,
                "untouched": 1,
                "letter_pct": 0.0,
                "word_pct": 0.0,
            },
            {
                "topic": "repayment",
                "lang": "fr",
                "texts": 1,
                "untouched": 0,
                "letter_pct": 27.3,
                "word_pct": 20.0,
            },
        ],
        "by_model": [
            {
                "model": "en-fr 1.9",
                "lang": "fr",
                "texts": 2,
                "untouched": 1,
                "letter_pct": 16.2,
                "word_pct": 11.1,
            }
        ],
    }
