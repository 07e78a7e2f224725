"""Facts that somebody has to see to: who is told, once, and what the desks list."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.factbook import facts_in_force
from bot.factcare import Care, Need, facts_in_force_to_see_to
from bot.review.chat.factpages import FactPages, page_words
from bot.storage import pages, retractions, staff
from bot.storage.outcomes import Result, fact_uses, outcomes
from policies.roles import Role
from responders.factbank import FactBank, fact_hash
from responders.facts import SHIPPED_FACTS, load_facts
from responders.values import Fact
from tests.bot.test_correctiondesk import approve
from tests.bot.test_desk import Script, Trouble, card, sit, trouble
from tests.chat.fakechat import ChatBench
from tests.fakes import OFFICER, Bench, build_test_app, message, person
from translations.catalogs import catalog
from translations.values import Bilingual

__all__ = ["Trouble", "sit", "trouble"]  # fixtures

SHIPPED = load_facts(SHIPPED_FACTS)
WRONG = "They charge interest on student loans"
AGAIN = "No, they do charge interest on student loans"
LOAN = "loan-no-interest"
FRENCH = person(33, Role.POLICY_OWNER, languages=("fr",))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The program during business hours, with approved facts in the database."""
    made = build_test_app(tmp_path)
    approve(made, SHIPPED)
    made.app.sweeper.sweep()
    yield made
    made.app.close()


def cares(bench: Bench) -> list[Care]:
    """Return what somebody has to see to now."""
    with bench.app.database.read() as connection:
        found = facts_in_force(connection)
        zone, limits = bench.app.tools.hours.zone, bench.app.settings.triage
        return facts_in_force_to_see_to(connection, found, bench.clock(), zone, limits)


def needs(bench: Bench) -> list[tuple[str, str, int]]:
    """Return why which facts need somebody, and how many people it is about."""
    return [(one.need.value, one.fact.id, one.people) for one in cares(bench)]


def told(bench: Bench) -> list[tuple[object, object, int | None]]:
    """Return the pages about facts: what, of which, to whom."""
    with bench.app.database.read() as connection:
        found = pages.of_subject(connection, "fact:0", {"fact"})
    return [(one.payload["what"], one.payload["facts"], one.reviewer_id) for one in found]


def changed(bench: Bench, fact: Fact) -> None:
    """Put a bank into force in which one fact is another."""
    approve(bench, FactBank(tuple(fact if f.id == fact.id else f for f in SHIPPED.facts)))


async def dispute(bench: Bench, number: int) -> None:
    """Somebody says a fact wrongly, is answered, and says it again."""
    first = message(10 * number, WRONG, author=f"a{number}", thread=f"t{number}")
    bench.arrive(first)
    shown = card(bench, number)
    bench.app.decisions.approve(number, OFFICER, text_hash=shown.case.text_hash or "")
    bench.clock.forward(seconds=61)
    await bench.publish()
    bench.clock.forward(minutes=1)
    second = message(10 * number + 1, AGAIN, author=f"a{number}", thread=f"t{number}")
    bench.arrive(replace(second, sent_at=bench.clock()))


async def test_a_fact_that_is_disputed_is_flagged_to_its_owner(bench: Bench) -> None:
    """Two people are chance, three are not; more of the same are no news until they double."""
    owner = hired(bench, SHIPPED.get(LOAN).owner)
    for number in (1, 2):
        await dispute(bench, number)
    bench.app.sweeper.sweep()
    assert told(bench) == []
    await dispute(bench, 3)
    assert ("disputed", LOAN, 3) in needs(bench)
    for _ in range(3):
        bench.clock.forward(minutes=61)
        bench.app.sweeper.sweep()
    assert told(bench) == [("disputed", [LOAN], owner)]
    await dispute(bench, 4)
    bench.clock.forward(minutes=61)
    bench.app.sweeper.sweep()
    assert len(told(bench)) == 1


async def test_a_new_wording_starts_anew(bench: Bench) -> None:
    """What was said of the old wording is not held against the new one."""
    for number in (1, 2, 3):
        await dispute(bench, number)
    assert needs(bench) == [("disputed", LOAN, 3)]
    bench.clock.forward(minutes=5)
    better = Bilingual(
        en="Student loans bear no interest at all.", fr="Aucun prêt ne porte intérêt."
    )
    changed(bench, replace(SHIPPED.get(LOAN), statement=better))
    assert needs(bench) == []


async def test_what_came_of_replies(bench: Bench) -> None:
    """Answered, disputed, or nothing: by reply, and added up by fact."""
    await dispute(bench, 1)
    bench.arrive(message(20, WRONG, author="b", thread="u"))
    bench.app.decisions.approve(2, OFFICER, text_hash=card(bench, 2).case.text_hash or "")
    bench.clock.forward(seconds=61)
    await bench.publish()
    bench.arrive(message(30, WRONG, author="c", thread="v"))
    bench.app.decisions.approve(3, OFFICER, text_hash=card(bench, 3).case.text_hash or "")
    bench.clock.forward(seconds=61)
    await bench.publish()
    bench.clock.forward(minutes=1)
    thanks = message(31, "Thank you, good to know!", author="c", thread="v")
    bench.arrive(replace(thanks, sent_at=bench.clock()))
    with bench.app.database.read() as connection:
        found = outcomes(connection)
        use = fact_uses(connection)[LOAN]
    assert [one.result for one in found] == [Result.DISPUTED, Result.QUIET, Result.ANSWERED]
    assert (use.sent, use.answered, use.disputed, use.corrected) == (3, 1, 1, 0)


def test_a_theme_is_told_once_a_week(bench: Bench) -> None:
    """Five people within a week, all of an owner's facts in one message; the next week again."""
    hired(bench, SHIPPED.get(LOAN).owner)
    for number in range(1, 6):
        bench.arrive(message(number, WRONG, author=f"a{number}", thread=f"t{number}"))
    assert needs(bench) == [("theme", LOAN, 5)]
    for _ in range(3):
        bench.clock.forward(hours=1)
        bench.app.sweeper.sweep()
    assert [what for what, _, _ in told(bench)] == ["theme"]


def test_a_retraction_is_told_to_the_owner(bench: Bench) -> None:
    """At once, with the reason; not to whoever retracted it."""
    owner = hired(bench, SHIPPED.get(LOAN).owner)
    retract(bench, by=99)
    bench.app.sweeper.sweep()
    assert told(bench) == [("retracted", [LOAN], owner)]
    with bench.app.database.read() as connection:
        (page,) = pages.of_subject(connection, "fact:0", {"fact"})
    statement = SHIPPED.get(LOAN).statement
    assert page_words(page.payload, catalog("en"), SHIPPED).splitlines() == [
        f"A fact was retracted: “{words(statement.en)}” ({LOAN}).",
        "Reason: wrong since May",
    ]
    assert page_words(page.payload, catalog("fr"), SHIPPED).startswith(
        "Un fait a été rétracté\u00a0: «\u00a0"
    )


def test_who_retracted_it_is_not_told(bench: Bench) -> None:
    """The owner who takes a fact back knows."""
    owner = hired(bench, SHIPPED.get(LOAN).owner)
    retract(bench, by=owner)
    bench.app.sweeper.sweep()
    assert told(bench) == []


def test_policy_owners_stand_in_for_an_owner_who_is_no_person(bench: Bench) -> None:
    """A team's name is nobody's: those who may change facts are told."""
    retract(bench, by=99)
    bench.app.sweeper.sweep()
    with bench.app.database.read() as connection:
        (page,) = pages.of_subject(connection, "fact:0", {"fact"})
    assert (page.payload["what"], page.payload["role"]) == ("retracted", "policy_owner")


def test_an_end_is_told_unless_something_took_its_place(bench: Bench) -> None:
    """The day after the last one; a successor makes it no news."""
    owner = hired(bench, SHIPPED.get(LOAN).owner)
    today = bench.clock().date()
    changed(bench, replace(SHIPPED.get(LOAN), valid_until=today))
    bench.clock.forward(days=1)
    bench.app.sweeper.sweep()
    assert [one for one in told(bench) if one[0] == "expired"] == [("expired", [LOAN], owner)]
    assert ("expired", LOAN, 0) in needs(bench)
    later = replace(SHIPPED.get(LOAN), id="later", replaces=LOAN, valid_from=bench.clock().date())
    old = replace(SHIPPED.get(LOAN), valid_until=today)
    others = [one for one in SHIPPED.facts if one.id != LOAN]
    approve(bench, FactBank((*others, old, later)))
    assert ("expired", LOAN, 0) not in needs(bench)


def test_the_terminal_lists_them(bench: Bench, sit: Callable[..., Script]) -> None:
    """Why, whose, the reader's own first; in both languages."""
    assert "No fact needs anybody now." in sit("!").text
    retract(bench, by=OFFICER.id)
    due = replace(SHIPPED.facts[0], review_on=bench.clock().date() + timedelta(days=3))
    changed(bench, replace(due, owner=FRENCH.name))
    text = sit("facts").text
    assert "Facts to see to: 2" in text
    assert "Retracted by" in text
    assert "wrong since May" in text
    said = sit("faits", who=FRENCH).text
    assert said.index("Sous votre responsabilité (person-33)") < said.index("Rétracté par")
    assert "À réviser au plus tard le 7 mars 2026." in said
    assert "1 de vos faits demande votre attention (! le montre)." in said
    assert "(! shows" not in text


async def test_the_chat_lists_them(tmp_path: Path) -> None:
    """/facts, /faits: the same list."""
    desk = ChatBench(tmp_path, lambda office: [FactPages(office)])
    try:
        ada = desk.hire("Ada", Role.POLICY_OWNER, lang="fr")
        approve(desk.bench, SHIPPED)
        (none,) = await desk.type(ada, "/faits")
        assert "Aucun fait ne demande d'attention" in none.html
        retract(desk.bench, by=ada.id)
        (shown,) = await desk.type(ada, "/facts")
        assert "Rétracté par vous\u00a0: wrong since May" in shown.html
    finally:
        desk.bench.app.close()


def test_needs_have_words() -> None:
    """Every need can be told in both languages."""
    for lang in ("en", "fr"):
        assert all(f"factcare.need.{need}" in catalog(lang) for need in Need)


def retract(bench: Bench, *, by: int) -> None:
    """Take the fact back at once."""
    with bench.app.database.write() as connection:
        retractions.retract(
            connection,
            LOAN,
            fact_hash(SHIPPED.get(LOAN)),
            by=by,
            now=bench.clock(),
            reason="wrong since May",
        )


def hired(bench: Bench, name: str) -> int:
    """Appoint a policy owner of that name; return their number."""
    with bench.app.database.write() as connection:
        now = bench.clock()
        code = staff.invite(
            connection,
            name=name,
            roles=(Role.POLICY_OWNER,),
            lang="en",
            languages=("en",),
            now=now,
            actor="test",
        )
        return staff.bind(connection, code=code, platform="terminal", number="7", now=now).id


def words(statement: str) -> str:
    """Return the beginning of a statement as a page gives it."""
    from bot.review.wording import clipped

    return clipped(statement, 90)
