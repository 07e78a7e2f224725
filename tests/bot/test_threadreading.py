"""Threads in the other language: what is translated, what is kept, and what never leaves."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.deciding import NotAllowed
from bot.review.console import Console
from bot.review.conversation import Conversation, Office
from bot.review.drawer import Drawer
from bot.review.layout import Layout
from bot.review.wording import Reader
from bot.storage import queue, retention
from bot.storage.queue import CardData
from bot.storage.readings import READING
from bot.threadreading import ThreadReading, targets
from bot.translating import DiscreetEngine, TranslatorBook
from policies.roles import Reviewer, Role
from responders.templates import TemplateBank
from tests.bot.loudengine import LoudEngine
from tests.bot.test_desk import Script
from tests.fakes import (
    INSULT_EN,
    OFFICER,
    OPEN,
    QUESTION_EN,
    QUESTION_FR,
    THREAT_FR,
    Bench,
    build_test_app,
    message,
)
from translations.catalogs import catalog
from translations.errors import EngineFault
from translations.values import Official, Origin

PRIVATE_FR = "Ma demande a été refusée, écrivez-moi à ann.other@learnersupport.example svp"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The program during business hours, with an engine."""
    made = build_test_app(tmp_path)
    made.app.tools.engine = LoudEngine()
    yield made
    made.app.close()


def engine(bench: Bench) -> LoudEngine:
    """Return the engine."""
    found = bench.app.tools.engine
    assert isinstance(found, LoudEngine)
    return found


def reading(bench: Bench) -> ThreadReading:
    """Return what reads."""
    return ThreadReading(bench.app.database, bench.app.tools, bench.clock)


def card(bench: Bench, case_id: int = 1) -> CardData:
    """Return a case as it stands."""
    with bench.app.database.read() as connection:
        return queue.card(connection, case_id)


def reader(bench: Bench, lang: Official = "en") -> Reader:
    """Return who reads."""
    tools = bench.app.tools
    return Reader(
        t=catalog(lang),
        zone=tools.hours.zone,
        now=bench.clock(),
        policy=bench.app.policy,
        bank=tools.bank,
        names={},
    )


def test_only_what_is_in_the_other_language_is_translated(bench: Bench) -> None:
    """Others' messages of the thread too; what is in the language already stays as it is."""
    bench.arrive(
        message(1, QUESTION_FR, thread="t"),
        message(2, QUESTION_EN, author="b", thread="t", sent_at=OPEN + timedelta(minutes=1)),
    )
    data = card(bench)
    assert targets(data, "en") == ("en", "fr")
    assert targets(replace(data, context=()), "fr") == ("en",)
    found, _ = reading(bench).read(data, reader(bench), "en")
    origins = {one.passage.text: one.origin for one in found}
    assert origins[QUESTION_FR] is Origin.MACHINE
    assert origins.get(QUESTION_EN) is None
    assert all(one.text.startswith("EN ") == (one.origin is not None) for one in found)


def test_a_translation_is_made_once_and_goes_with_its_case(bench: Bench) -> None:
    """Kept by text, direction and model; a purge takes it along."""
    bench.arrive(message(1, QUESTION_FR))
    first = reading(bench).read(card(bench), reader(bench), "en")
    asked = len(engine(bench).asked)
    assert reading(bench).read(card(bench), reader(bench), "en") == first
    assert len(engine(bench).asked) == asked
    bench.app.tools.engine = other = LoudEngine()
    other.name = "another model"
    reading(bench).read(card(bench), reader(bench), "en")
    assert len(other.asked) == asked
    bench.app.decisions.claim(1, OFFICER)
    bench.app.decisions.reject(1, OFFICER, "no answer needed")
    later = bench.clock() + timedelta(days=1_000)
    with bench.app.database.write() as connection:
        assert len(connection.execute(select(READING)).all()) == 2
        retention.purge(
            connection, before=later, now=later, decision_days=1, consent="2026-1", actor="staff:7"
        )
        assert connection.execute(select(READING)).all() == []


def test_personal_data_is_masked_before_anything_is_translated(bench: Bench) -> None:
    """What the card masks, no engine sees."""
    bench.arrive(message(1, PRIVATE_FR))
    reading(bench).read(card(bench), reader(bench), "en")
    assert not any("ann.other" in text for text in engine(bench).asked)


def test_an_engine_that_sends_text_away_is_not_asked(bench: Bench) -> None:
    """Then the desk says what to install."""
    bench.arrive(message(1, QUESTION_FR))
    bench.app.tools.engine = away = LoudEngine(away=True)
    with pytest.raises(NotAllowed, match="no_engine"):
        reading(bench).read(card(bench), reader(bench), "en")
    assert away.asked == []


def test_an_engine_elsewhere_gets_no_personal_data(bench: Bench) -> None:
    """Where the agency switched it on, text goes there masked; what has personal data does not."""
    bench.arrive(message(1, PRIVATE_FR))
    bench.app.tools.engine = away = LoudEngine(away=True)
    bench.app.tools.translators = TranslatorBook(TemplateBank(()), send_text_away=True)
    found, _ = reading(bench).read(card(bench), reader(bench), "en", original=True)
    assert found[0].origin is Origin.MACHINE
    assert away.asked != []
    assert not any("ann.other" in text for text in away.asked)
    with pytest.raises(EngineFault, match="personal data"):
        DiscreetEngine(away).translate([PRIVATE_FR], source="fr", target="en")


def test_an_engine_that_fails_is_told(bench: Bench) -> None:
    """Nothing is kept; the person can try again."""
    bench.arrive(message(1, QUESTION_FR))
    engine(bench).broken = True
    with pytest.raises(NotAllowed, match="engine_fault"):
        reading(bench).read(card(bench), reader(bench), "en")
    engine(bench).broken = False
    assert reading(bench).read(card(bench), reader(bench), "en")[0][0].origin is Origin.MACHINE


def test_a_hidden_message_is_translated_only_for_who_asked(bench: Bench) -> None:
    """A threat stays covered; after the original it can be read."""
    bench.arrive(message(1, THREAT_FR))
    (covered,), _ = reading(bench).read(card(bench), reader(bench), "en")
    assert covered.origin is None
    assert THREAT_FR not in covered.text
    assert engine(bench).asked == []
    (shown,), _ = reading(bench).read(card(bench), reader(bench), "en", original=True)
    assert shown.text == f"EN {THREAT_FR}"


@pytest.fixture
def sit(bench: Bench, tmp_path: Path) -> Callable[..., str]:
    """Return what lets somebody type at the desk."""

    def type_(*lines: str, lang: Official = "en") -> str:
        who = Reviewer(
            id=9,
            name="everything",
            roles=frozenset(Role),
            lang=lang,
            languages=frozenset({"en", "fr"}),
        )
        script = Script(lines=list(lines))
        office = Office.of(bench.app)
        talk = Conversation(office, script, who, catalog(lang), Layout(), Drawer(tmp_path / "kept"))
        Console(talk).run(1)
        return script.text

    return type_


def test_the_terminal_reads_in_either_language(bench: Bench, sit: Callable[..., str]) -> None:
    """A key or a word, in either language, with or without saying which."""
    bench.arrive(message(1, INSULT_EN))
    told = sit("lire", lang="fr")
    assert "La conversation en français" in told
    assert "traduction automatique" in told
    assert "FR " in told
    assert "The thread in French" in sit("# fr")
    assert "There is nothing to translate" not in sit("read en")


def test_the_terminal_reads_originals_after_they_were_shown(
    bench: Bench, sit: Callable[..., str]
) -> None:
    """Before, what the card hides stays hidden."""
    bench.arrive(message(1, THREAT_FR))
    assert "EN Je vais" not in sit("read")
    assert "EN Je vais" in sit("o", "read")


def test_the_terminal_says_what_to_install(bench: Bench, sit: Callable[..., str]) -> None:
    """Without a model for the pair."""
    bench.arrive(message(1, QUESTION_FR))
    bench.app.tools.engine = LoudEngine(away=True)
    assert "liaison models install fr-en" in sit("read")


def test_our_own_reply_is_translated_back(bench: Bench, sit: Callable[..., str]) -> None:
    """Whoever does not read the reply's language sees what it would say, marked as the way back."""
    bench.arrive(message(1, QUESTION_FR))
    bench.app.decisions.edit(
        1, OFFICER, {"fr": "Nous sommes là."}, shown_hash=card(bench).case.text_hash or ""
    )
    _, reply = reading(bench).read(card(bench), reader(bench), "en")
    assert reply is not None
    assert (reply[0], reply[1].origin) == ("fr", Origin.MACHINE)
    assert "EN Nous sommes là." in reply[1].text
    assert reading(bench).read(card(bench), reader(bench, "fr"), "fr")[1] is None
    told = sit("# en")
    assert "Our reply in French, translated back into English" in told
    assert "To see its sense, not to judge its words (machine translation):" in told
