"""Replies that rest on what no longer holds are put right from the list, in the terminal."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.states import CaseState
from bot.storage import documents, record, wanted
from bot.storage.documents import DocumentKind
from responders.factbank import FactBank
from responders.facts import SHIPPED_FACTS, load_facts
from responders.factwriting import bank_files
from tests.bot.test_desk import EVERYTHING, Script, Trouble, bench, card, sit, trouble
from tests.fakes import MODERATOR, OFFICER, QUESTION_EN, Bench, message, person
from translations.values import Bilingual

__all__ = ["Trouble", "bench", "sit", "trouble"]  # fixtures

FRENCH = person(32, *OFFICER.roles, languages=("fr",))
SHIPPED = load_facts(SHIPPED_FACTS)
NEW = Bilingual(en="You repay 50% of the grant.", fr="Vous remboursez 50\u00a0% de la bourse.")


def approve(bench: Bench, bank: FactBank) -> None:
    """Put a fact bank into force."""
    with bench.app.database.write() as connection:
        version, _ = documents.import_files(
            connection, DocumentKind.FACTS, "facts", bank_files(bank), by=1, now=bench.clock()
        )
        bench.clock.forward(seconds=1)
        documents.approve(connection, DocumentKind.FACTS, version.sha256, by=2, now=bench.clock())
    bench.clock.forward(seconds=1)


async def out(bench: Bench) -> str:
    """A reply that OFFICER approved is out; return the fact that it rests on."""
    approve(bench, SHIPPED)
    bench.app.sweeper.sweep()
    bench.arrive(message(1, QUESTION_EN))
    shown = card(bench)
    assert shown.draft is not None
    bench.app.decisions.approve(1, OFFICER, text_hash=shown.case.text_hash or "")
    bench.clock.forward(seconds=61)
    await bench.publish()
    return shown.draft.facts[0]


async def changed(bench: Bench) -> str:
    """The fact of a reply that is out says something else now."""
    fact = await out(bench)
    new = replace(SHIPPED.get(fact), statement=NEW)
    approve(bench, FactBank(tuple(new if one.id == fact else one for one in SHIPPED.facts)))
    bench.app.sweeper.sweep()
    return fact


async def gone(bench: Bench) -> str:
    """The fact of a reply that is out is not in the bank any more."""
    fact = await out(bench)
    approve(bench, FactBank(tuple(one for one in SHIPPED.facts if one.id != fact)))
    bench.app.sweeper.sweep()
    return fact


def listed(bench: Bench) -> int:
    """Return how many replies are on the list."""
    with bench.app.database.read() as connection:
        return wanted.count(connection)


async def test_the_list_says_what_and_why(bench: Bench, sit: Callable[..., Script]) -> None:
    """Each entry says the case, why, and what we said; the queue tells that there is one."""
    await changed(bench)
    text = sit("&").text
    assert "1 reply that is out has to be put right (& shows it)." in text
    assert "Replies to put right: 1 1. Case 1: its fact says something else now; " in text
    assert '"You do not have to repay a grant."' in text
    assert "To open an entry, type its number: & 1" in text
    said = sit("&", who=FRENCH).text
    assert "Réponses à rectifier : 1 1. Dossier 1 : son fait dit maintenant autre chose" in said


async def test_it_is_put_right_with_what_holds_today(
    bench: Bench, sit: Callable[..., Script]
) -> None:
    """The fact's own words, in both languages, rest on the fact; then it leaves the list."""
    fact = await changed(bench)
    text = sit("& 1", "fait", who=FRENCH).text
    assert "Ce qui vaut aujourd'hui" in text
    assert NEW.fr.replace("\u00a0", " ") in text
    assert "La rectification est dans le dossier 1." in text
    draft = card(bench).draft
    assert draft is not None
    assert (draft.facts, draft.languages) == ((fact,), ("en", "fr"))
    assert set(draft.origins.values()) == {"fact"}
    assert [basis for _, basis in draft.trace["fr"]] == ["frame", f"fact:{fact}"]
    assert draft.trace["fr"][1][0].startswith(NEW.fr)
    assert draft.texts["fr"].startswith("Ici Soutien aux apprenants Canada. Nous corrigeons")
    assert NEW.fr in draft.texts["fr"]
    assert NEW.en in draft.texts["en"]
    again = sit("&", "& 1", "", who=FRENCH).text
    assert "une rectification est en cours" in again
    assert "(écarter; ligne vide" in again
    for who in (FRENCH, EVERYTHING):
        bench.app.decisions.approve(1, who, text_hash=card(bench).case.text_hash or "")
    bench.clock.forward(seconds=61)
    await bench.publish()
    assert card(bench).case.flow.case is CaseState.CLOSED
    assert listed(bench) == 0
    assert "No reply has to be put right." in sit("&").text


async def test_it_is_written_by_hand_where_nothing_holds(
    bench: Bench, sit: Callable[..., Script]
) -> None:
    """Without a fact in its place the choice is not offered; both languages are typed."""
    await gone(bench)

    def editor(path: Path) -> None:
        marks = [line for line in path.read_text("utf-8").split("\n") if line.startswith("=")]
        path.write_text(f"{marks[0]}\nYou keep it.\n{marks[1]}\nVous la gardez.\n", "utf-8")

    text = sit("& 1", "write", who=EVERYTHING, editor=editor).text
    assert "Nothing in the fact bank holds in its place." in text
    assert "What do you do? (write; dismiss; empty: leave it)" in text
    assert "The correction stands in case 1." in text
    draft = card(bench).draft
    assert draft is not None
    assert draft.texts["en"].endswith("You keep it.")
    assert draft.facts == ()


async def test_it_is_dismissed_with_a_reason(bench: Bench, sit: Callable[..., Script]) -> None:
    """Without a reason nothing happens; with one it is off the list, and recorded."""
    await gone(bench)
    assert "A reason is needed" in sit("& 1", "dismiss", "").text
    assert listed(bench) == 1
    assert "Entry 1 is off the list." in sit("& 1", "dismiss", "harmless by now").text
    assert listed(bench) == 0
    with bench.app.database.read() as connection:
        entry = [entry for entry, _ in record.events(connection, "case:1")][-1]
    assert (entry.kind, entry.actor) == ("correction.not_wanted", f"staff:{EVERYTHING.id}")
    assert entry.payload["note"] == "harmless by now"


async def test_what_cannot_be_done_is_said(bench: Bench, sit: Callable[..., Script]) -> None:
    """A number that is not there, a word that is none, and who may only look."""
    await gone(bench)
    assert "There is no such number on the list" in sit("& 9").text
    assert "There is no such number on the list" in sit("& x").text
    assert listed(bench) == 1
    text = sit("& 1", "nonsense").text
    assert "nonsense" in text
    looked = sit("& 1", "dismiss", who=MODERATOR).text
    assert "What do you do?" not in looked
    assert listed(bench) == 1


async def test_a_reply_that_was_right_once_is_brought_up_to_date(bench: Bench) -> None:
    """An expired fact was no mistake of ours: the correction says so, by what replaces it."""
    fact = await out(bench)
    old, today = SHIPPED.get(fact), bench.clock().date()
    later = replace(old, id="later", statement=NEW, replaces=fact)
    ending = replace(old, valid_until=today)
    others = tuple(one for one in SHIPPED.facts if one.id != fact)
    approve(bench, FactBank((*others, ending)))
    bench.clock.forward(days=1)
    approve(bench, FactBank((*others, ending, replace(later, valid_from=bench.clock().date()))))
    bench.app.sweeper.sweep()
    bench.app.corrections.correct_with_fact(1, EVERYTHING)
    draft = card(bench).draft
    assert draft is not None
    assert draft.facts == ("later",)
    assert draft.texts["en"].startswith("Learner Support Canada here. We update our earlier reply")
    assert "It was right at the time and no longer is. You repay 50%" in draft.texts["en"]
    assert "Elle était juste à ce moment-là et ne l'est plus." in draft.texts["fr"]
