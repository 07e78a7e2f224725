"""`liaison report`: pages for people, JSON for programs, of an installation at work."""

import html
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.factbook import facts_in_force
from bot.reports.factgathering import Occasion
from bot.reports.files import upkeep_row
from bot.reports.gathering import gather
from bot.reports.page import report_page
from bot.storage import retractions
from responders.factbank import fact_hash
from tests.bot.office import office
from tests.bot.test_correctiondesk import SHIPPED, out
from tests.bot.test_factcare import LOAN, dispute
from tests.fakes import Bench, build_test_app
from translations.catalogs import catalog


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The program during business hours."""
    made = build_test_app(tmp_path)
    yield made
    made.app.close()


def test_pages_are_written(tmp_path: Path) -> None:
    """Both languages, and where; the page speaks of an installation, not of a trial."""
    here = office(tmp_path)
    told = here.run("report", "--out", str(tmp_path / "pages"), lang="fr")
    assert told.code == 0
    assert told.out.splitlines()[0] == "0 message compté."
    assert told.out.splitlines()[-1].endswith("report.fr.html")
    for lang in ("en", "fr"):
        t = catalog(lang)
        page = (tmp_path / "pages" / f"report.{lang}.html").read_text("utf-8")
        assert html.escape(t("report.title.live"), quote=False) in html.unescape(page)
        assert t("report.shadow.title") not in html.unescape(page)
        assert t("report.upkeep.none") in html.unescape(page)
        assert t("report.corrections.none") in html.unescape(page)


def test_json_for_programs(tmp_path: Path) -> None:
    """One object, with the facts that need somebody; nothing is written."""
    told = office(tmp_path).run("report", "--json")
    row = json.loads(told.out)
    assert (told.code, row["messages"], row["facts"]["replies"]) == (0, 0, 0)
    assert {one["need"] for one in row["facts"]["to_see_to"]} <= {"expired", "ends", "review"}
    assert not (tmp_path / "liaison-report").exists()


def test_without_approved_documents(tmp_path: Path) -> None:
    """The shipped ones stand in, and that is said."""
    told = office(tmp_path, staffed=False).run("report", "--json")
    assert told.code == 0
    assert "shown" in told.err


async def test_facts_by_use_outcome_and_need(bench: Bench) -> None:
    """Drafted, out, disputed, retracted; the reply to put right; in both languages."""
    fact = await out(bench)
    for number in (2, 3, 4):
        await dispute(bench, number)
    with bench.app.database.write() as connection:
        retractions.retract(
            connection, fact, fact_hash(SHIPPED.get(fact)), by=1, now=bench.clock(), reason="x"
        )
    bench.app.sweeper.sweep()
    with bench.app.database.read() as connection:
        found = facts_in_force(connection)
        assert found is not None
        occasion = Occasion(now=bench.clock(), retracted=found.retracted)
        findings = gather(
            connection, bench.app.policy, found.approved, occasion=occasion, live=True
        )
    row = upkeep_row(findings.upkeep)
    assert {key: row[key] for key in ("replies", "disputed", "corrected", "to_correct")} == {
        "replies": 4,
        "disputed": 3,
        "corrected": 0,
        "to_correct": 1,
    }
    assert [(one["fact"], one["need"], one["people"]) for one in row["to_see_to"]] == [
        (fact, "retracted", 0),
        (LOAN, "disputed", 3),
    ]
    uses = {one["fact"]: (one["sent"], one["disputed"]) for one in row["uses"]}
    assert uses == {fact: (1, 0), LOAN: (3, 3)}
    for lang in ("en", "fr"):
        zone = bench.app.tools.hours.zone
        page = report_page(
            findings, lang, title="report.title.live", zone=zone, made_at=bench.clock()
        )
        t, shown = catalog(lang), html.unescape(page)
        assert t("report.care.disputed", people=3) in shown
        assert t("factbank.why.retracted") in shown
        assert t.plural("report.corrections.text", 1) in shown
        assert SHIPPED.get(LOAN).statement[lang] in shown
        assert "<script" not in page


def test_a_replay_counts_no_reply_as_out(bench: Bench) -> None:
    """In shadow mode nobody saw anything: nothing is answered or disputed."""
    now = datetime(2026, 3, 4, tzinfo=UTC)
    due = replace(SHIPPED.facts[0], review_on=(now + timedelta(days=2)).date())
    with bench.app.database.read() as connection:
        found = gather(
            connection,
            bench.app.policy,
            replace(SHIPPED, facts=(due,)),
            occasion=Occasion(now=now),
        )
    assert found.upkeep.replies == 0
    assert [(one.need, one.fact) for one in found.upkeep.cares] == [("review", due.id)]
