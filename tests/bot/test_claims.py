"""Claims and where they are made: at the terminal desk, as a command, and in the report."""

import html
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sqlalchemy import update

from bot.claimwords import claim_words
from bot.reports.claimrows import claim_line
from bot.reports.gathering import gather
from bot.reports.page import report_page
from bot.storage.intake import MESSAGE
from policies.message import Message, MessageEvent
from policies.roles import Role
from responders.facts import SHIPPED_FACTS, load_facts
from responders.reasons import claim_said
from responders.values import Match, MatchResult, Stance
from tests.bot.office import office
from tests.bot.test_desk import Script, Trouble, bench, sit, trouble
from tests.fakes import OPEN, PLATFORM, Bench, message, person
from translations.catalogs import catalog

__all__ = ["Trouble", "bench", "sit", "trouble"]  # fixtures

BANK = load_facts(SHIPPED_FACTS)
LOAN = BANK.get("loan-no-interest")
WRONG = "They charge interest on student loans"
FRENCH = person(41, Role.OFFICER, languages=("fr",))


def said(number: int, platform: str = PLATFORM, reach: int | None = None) -> Message:
    """Return a wrong statement of an author of its own."""
    made = message(number, WRONG, author=f"a{number}", thread=f"t{number}")
    return replace(made, platform=platform, reach=reach)


def test_what_counts_as_a_claim() -> None:
    """The fact that decided the stance; a known claim by its id, anything else by its fact."""

    def result(near: str, stance: Stance, whole: Stance = Stance.CONTRADICTS) -> MatchResult:
        match = Match(fact="f", score=0.9, gates={"near": near}, stance=stance)
        agrees = replace(match, fact="other", stance=Stance.AGREES)
        return MatchResult(matches=(agrees, match), stance=whole)

    wrong = Stance.CONTRADICTS
    assert claim_said(result("claim:c 0.91", wrong)) == "f/c"
    assert claim_said(result("misconception:c 0.91", wrong)) == "f/c"
    assert claim_said(result("statement 0.91", wrong)) == "f/"
    assert claim_said(result("other-claim:c 0.91", wrong)) == "f/"  # against a claim that is right
    assert claim_said(result("claim:c 0.91", Stance.UNSURE)) is None
    assert claim_said(result("claim:c 0.91", wrong, Stance.UNSURE)) is None
    assert claim_said(MatchResult(matches=(), stance=Stance.NONE)) is None


def test_claims_are_named_in_the_banks_words() -> None:
    """In the reader's language; by the statement that they contradict; by the id of a lost fact."""
    claim = LOAN.claims[0]
    for lang in ("en", "fr"):
        t = catalog(lang)
        assert claim.variants[lang][0] in claim_words(LOAN.id, claim.id, BANK, t)
        assert LOAN.statement[lang][:80] in claim_words(LOAN.id, "", BANK, t)
        assert "no-such-fact" in claim_words("no-such-fact", "c", BANK, t)


def test_the_desk_lists_claims_and_leads_to_their_cases(
    bench: Bench, sit: Callable[..., Script]
) -> None:
    """The list, one claim with places and days, then a case by its number; in both languages."""
    bench.arrive(said(1, reach=1_200), said(2, "x"), said(3, "mastodon"))
    text = sit("~", "~ 1", "2").text
    assert "1 claim that is made" in text
    assert "3 messages by 3 people in 3 places; in the last seven days: 3" in text
    assert "Cases: 3 waiting, 0 answered, 0 watched, 0 closed without a reply" in text
    assert f"What the fact says: “{LOAN.statement.en}”" in text
    assert "x:page: 1 message by 1 person" in text
    assert "March 4, 2026: 3 messages" in text
    assert "Reach: up to 1,200, as far as it is known (of 1 person)" in text
    assert "Case 2: waits;" in text
    assert "To open a case, type its number:" in text
    assert "a2" not in text.split()
    french = sit("affirmations", "~ 1", who=FRENCH).text
    assert "3 messages de 3 personnes à 3 endroits" in french
    assert "Portée : jusqu'à 1 200" in french
    assert "première fois le mercredi 4 mars 2026" in french
    assert "Par jour 4 mars 2026 : 3 messages" in french
    assert "Dossiers : 3 en attente, 0 avec réponse, 0 en observation" in french


def test_the_desk_refuses_other_numbers(bench: Bench, sit: Callable[..., Script]) -> None:
    """Nothing to list, no such number, and a claim that nobody makes any more."""
    assert "Nobody contradicts a fact." in sit("~").text
    bench.arrive(said(1))
    text = sit("~ 9", "~ x").text
    assert text.count("There is no such number on the list of claims.") == 2
    gone = replace(said(1), event=MessageEvent.DELETED, sent_at=OPEN)
    text = sit("~", lambda: bench.arrive(gone), "~ 1").text
    assert "Nobody makes that claim any more" in text


def test_the_command(tmp_path: Path) -> None:
    """Text for people in both languages; one object a claim for programs."""
    here = office(tmp_path)
    english, french = here.both("claims")
    assert (english.code, english.out.strip()) == (0, "Nobody contradicts a fact.")
    assert french.out.strip() == "Personne ne contredit un fait."
    told = here.run("claims", "--json")
    assert (told.code, told.out) == (0, "")


def test_the_command_on_a_database_with_claims(bench: Bench, tmp_path: Path) -> None:
    """What the desk shows, for programs: words in both languages, numbers of cases, no author."""
    bench.arrive(said(1, reach=1_200), said(2, "x"))
    database = bench.app.database.engine.url.database
    assert database is not None
    (tmp_path / "other").mkdir()
    here = office(tmp_path / "other")
    bench.app.close()  # everything is in the one file then
    here.db.write_bytes(Path(database).read_bytes())
    told = here.run("claims", "--json")
    row = json.loads(told.out)
    assert told.code == 0
    assert (row["fact"], row["messages"], row["authors"], row["reach"]) == (LOAN.id, 2, 2, 1_200)
    assert [place["platform"] for place in row["places"]] == [PLATFORM, "x"]
    assert row["days"] == {"2026-03-04": 2}
    assert row["cases"] == {"waiting": 2, "answered": 0, "watched": 0, "settled": 0}
    assert sorted(row["case_numbers"]) == [1, 2]
    assert set(row["words"]) == {"en", "fr"}
    assert "a1" not in told.out
    assert "2 messages by 2 people in 2 places" in " ".join(here.run("claims").out.split())


def test_the_report(bench: Bench) -> None:
    """A table in both languages, and the same for programs; the rest is counted."""
    bench.arrive(said(1, reach=1_200), said(2, "x"))
    with bench.app.database.write() as connection:  # words of the page are of the bank, escaped
        connection.execute(update(MESSAGE).where(MESSAGE.c.id == 2).values(channel="<b>"))
    with bench.app.database.read() as connection:
        findings = gather(connection, bench.app.policy, BANK, live=True)
    (row,) = findings.claims
    assert claim_line(row)["cases"]["waiting"] == 2
    for lang in ("en", "fr"):
        zone = bench.app.tools.hours.zone
        page = report_page(
            findings, lang, title="report.title.live", zone=zone, made_at=bench.clock()
        )
        t, shown = catalog(lang), html.unescape(page)
        assert t("claims.report.title") in shown
        assert row.words[lang] in shown
        assert t("claims.report.reach", reach="1,200" if lang == "en" else "1\u00a0200") in shown
        assert f"{PLATFORM}:page (1), x:<b> (1)" in shown
        assert "x:<b>" not in page
