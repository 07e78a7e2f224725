"""Official posts at the terminal desk: steps, checks, one message in both languages."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.post import BOTH, Layout
from bot.postcontent import PostContent
from bot.review.console import Console
from bot.review.conversation import Conversation, Office
from bot.review.drawer import Drawer
from bot.review.layout import Layout as Page
from bot.settings import Settings, StepFile
from bot.states import PostState
from bot.storage import posts
from policies.approvals import Risk, StepKind
from policies.roles import Reviewer, Role
from tests.bot.test_desk import Script
from tests.fakes import (
    APPROVER_EN,
    APPROVER_FR,
    CHANNEL,
    OFFICER,
    PLATFORM,
    Bench,
    Mode,
    build_test_app,
    live_settings,
    person,
)
from translations.catalogs import catalog
from translations.values import Bilingual

BOSS = person(8, Role.DIRECTOR, Role.APPROVER_EN)
STEPS = [
    StepFile(kind=StepKind.APPROVE, who=Role.DIRECTOR, from_risk="high"),
    StepFile(kind=StepKind.CONSULT, who=Role.RECORDS),
]
CONTENT = PostContent(
    texts=Bilingual(en="Offices close at noon.", fr="Les bureaux ferment à midi."),
    channels={BOTH: (PLATFORM, CHANNEL)},
    layout=Layout.BILINGUAL,
    risk=Risk.HIGH,
    urgent=True,
)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The program with two steps."""
    steps = {"approval_steps": [one.model_dump() for one in STEPS]}
    settings = Settings.model_validate(live_settings().model_dump() | steps)
    made = build_test_app(tmp_path, settings=settings)
    yield made
    made.app.close()


def sit(bench: Bench, folder: Path, who: Reviewer, *lines: str) -> Script:
    """Let somebody type at the desk."""
    app, script = bench.app, Script(lines=list(lines), editor=None)
    office = Office.of(app)
    talk = Conversation(office, script, who, catalog(who.lang), Page(), Drawer(folder / "kept"))
    Console(talk).run(None)
    return script


def state(bench: Bench) -> PostState:
    """Return where the post stands."""
    with bench.app.database.read() as connection:
        return posts.load(connection, 1).flow.state


def test_a_step_is_approved_at_the_terminal(bench: Bench, tmp_path: Path) -> None:
    """Who can give several approvals is told which, and types one; the card shows who gave it."""
    bench.app.posts.submit_content(OFFICER, CONTENT)
    script = sit(bench, tmp_path, BOSS, "p 1", "a", "director")
    assert "You can type: en (English text); director (director)" in script.text
    assert "Approval given: director." in script.text
    sit(bench, tmp_path, APPROVER_FR, "p 1", "a")
    script = sit(bench, tmp_path, APPROVER_EN, "p 1", "a")
    assert state(bench) is PostState.APPROVED
    assert "Asked for an opinion: records" in script.text


def test_the_card_says_what_is_new_in_french(bench: Bench, tmp_path: Path) -> None:
    """Layout, risk, marks, checks and steps stand on the card, without an English word of ours."""
    bench.app.posts.submit_content(OFFICER, CONTENT)
    text = sit(bench, tmp_path, replace(APPROVER_FR, lang="fr"), "p 1").text
    for words in (
        "Les deux langues dans un seul message\u00a0: fake/page",
        "Risque\u00a0: élevé",
        "Marquée comme urgente",
        "Aucun lien ne mène à une page de notre site",
        "Il manque\u00a0: texte anglais, texte français, direction",
        "Avis demandé\u00a0: gestion de l'information",
    ):
        assert " ".join(words.split()) in text
    assert "post." not in text


async def test_one_message_that_was_refused_is_sent_again(bench: Bench, tmp_path: Path) -> None:
    """The whole bilingual message is sent once more; there is no half to name."""
    content = replace(CONTENT, risk=Risk.LOW)
    bench.app.posts.submit_content(OFFICER, content)
    for reviewer in (APPROVER_EN, APPROVER_FR):
        sit(bench, tmp_path, reviewer, "p 1", "a")
    bench.clock.forward(seconds=61)
    bench.wire.modes = [Mode.REFUSE]
    await bench.publish()
    assert state(bench) is PostState.PARTIAL
    script = sit(bench, tmp_path, APPROVER_FR, "p 1", "y")
    assert "It is sent once more." in script.text or "Elle est renvoyée." in script.text
    await bench.publish()
    assert state(bench) is PostState.PUBLISHED
