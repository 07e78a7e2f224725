"""Delicate cases and corrections at the desk in chat."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.review.chat.casechat import CaseChat
from bot.review.chat.caseview import CaseView
from bot.review.chat.correctionchat import CorrectionChat
from bot.review.chat.delicatechat import DelicateChat
from bot.review.chat.office import Office
from bot.review.chat.parts import Part
from bot.states import CaseState
from bot.storage import cases, pages, posts, record
from bot.storage.cases import CaseFile
from policies.roles import Role
from tests.chat.fakechat import ChatBench
from tests.fakes import DISTRESS_EN, QUESTION_EN, THREAT_FR, message

MEDIA_FR = "Bonjour, je suis journaliste à La Gazette des Érables."
MP_WRONG = "As the MP for this riding, I tell you: they charge interest on student loans."
MINOR_EN = "I'm 15, can I get a loan?"
ABUSE_EN = "I have naked pictures of a minor, write to me."


def parts(office: Office) -> list[Part]:
    """Return the parts for cases and what is delicate about them."""
    view = CaseView(office)
    return [CaseChat(office, view), DelicateChat(office, view), CorrectionChat(office, view)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ChatBench]:
    """A desk in chat with nobody at it."""
    bench = ChatBench(tmp_path, parts)
    yield bench
    bench.bench.app.close()


def case(desk: ChatBench, number: int = 1) -> CaseFile:
    """Return a case as it is stored."""
    with desk.bench.app.database.read() as connection:
        return cases.load(connection, number)


def incidents(desk: ChatBench) -> list[tuple[str, str, object]]:
    """Return the incident log as it is recorded."""
    with desk.bench.app.database.read() as connection:
        return [
            (entry.kind, entry.actor, entry.payload.get("to"))
            for entry, _ in record.events(connection, "case:1")
            if entry.kind.startswith("incident.")
        ]


async def test_a_crisis_text_goes_with_one_tap(desk: ChatBench) -> None:
    """Nobody has to take the case first: the text that people wrote goes out at once."""
    ola = desk.hire("Ola", Role.OFFICER)
    desk.bench.arrive(message(1, DISTRESS_EN))
    await desk.type(ola, "/case 1")
    await desk.press(ola, "Send the crisis text")
    desk.bench.clock.forward(seconds=61)
    await desk.bench.publish()
    (text,) = desk.bench.wire.texts()
    assert "9-8-8" in text
    assert "911" in text


async def test_a_threat_shows_its_protocol_and_logs_each_step(desk: ChatBench) -> None:
    """Steps in the reader's language; police and hand-over are recorded with who said so."""
    mo = desk.hire("Mo", Role.MODERATOR, lang="fr")
    desk.bench.arrive(message(1, THREAT_FR))
    await desk.type(mo, "/suivant")
    assert (await desk.press(mo, "Police informée")).startswith("Consigné")
    await desk.press(mo, "Confié à…")
    await desk.type(mo, "la sécurité ministérielle")
    await desk.press(mo, "Marche à suivre")
    shown = desk.chat.last(desk.home(mo)).html
    assert "Composez le 911" in shown
    assert "confié à la sécurité ministérielle" in shown
    assert incidents(desk) == [
        ("incident.police_informed", f"staff:{mo.id}", None),
        ("incident.handed_over", f"staff:{mo.id}", "la sécurité ministérielle"),
    ]


async def test_an_evidence_pack_comes_in_private_and_is_recorded(desk: ChatBench) -> None:
    """The file goes to who asked, and to nobody else; officers get no such button."""
    mo, ola = desk.hire("Mo", Role.MODERATOR), desk.hire("Ola", Role.OFFICER)
    desk.bench.arrive(message(1, THREAT_FR))
    await desk.type(mo, "/case 1")
    await desk.press(mo, "Evidence pack")
    (file,) = desk.chat.documents
    assert (file.chat, file.name) == (desk.home(mo), "case-1.zip")
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        assert archive.testzip() is None
    assert [kind for kind, _, _ in incidents(desk)] == ["incident.evidence"]
    await desk.type(ola, "/case 1")
    assert "Evidence pack" not in desk.chat.last(desk.home(ola)).labels


async def test_journalists_go_to_media_relations(desk: ChatBench) -> None:
    """No public draft; one button hands the case over, closes it, and says to whom."""
    ola = desk.hire("Ola", Role.OFFICER, lang="fr")
    desk.bench.arrive(message(1, MEDIA_FR))
    await desk.type(ola, "/suivant")
    answer = await desk.press(ola, "Confier aux relations avec les médias")
    assert "medias@soutienauxapprenants.example" in answer
    assert case(desk).flow.case is CaseState.CLOSED
    assert case(desk).draft_id is None


async def test_a_named_colleague_is_blurred_and_pages_safety(desk: ChatBench) -> None:
    """The name is masked, the text touched before it is read, and somebody is told at once."""
    mo = desk.hire("Maya Rivard", Role.MODERATOR)
    desk.bench.arrive(message(1, "Your clerk maya  rivard lies, go to her house."))
    with desk.bench.app.database.read() as connection:
        assert [page.kind for page in pages.ready(connection, desk.bench.clock(), 9)] == ["safety"]
    (bubble,) = await desk.type(mo, "/next")
    assert "<tg-spoiler>Your clerk ••• lies" in bubble.html
    assert "rivard" not in bubble.html.lower().replace("maya rivard</b>", "")
    assert "A member of staff is named or exposed" in bubble.html


async def test_a_minor_gets_no_public_draft_and_a_template_moves_to_private(
    desk: ChatBench,
) -> None:
    """The card says so, and offers the approved text that says where to write."""
    mo = desk.hire("Mo", Role.MODERATOR, Role.OFFICER)
    desk.bench.arrive(message(1, MINOR_EN))
    (bubble,) = await desk.type(mo, "/next")
    assert "The author may be a minor" in bubble.html
    assert case(desk).draft_id is None
    await desk.press(mo, "Use a template")
    await desk.press(mo, "We cannot look at anyone's file")
    assert case(desk).draft_id is not None
    await desk.press(mo, "Approve")
    desk.bench.clock.forward(seconds=61)
    await desk.bench.publish()
    assert "in private" in desk.bench.wire.texts()[0]


async def test_what_may_not_be_copied_is_never_shown(desk: ChatBench) -> None:
    """Neither on the card nor as the original: the protocol stands there."""
    mo = desk.hire("Mo", Role.MODERATOR)
    desk.bench.arrive(message(1, ABUSE_EN))
    (bubble,) = await desk.type(mo, "/next")
    answer = await desk.press(mo, "Original")
    await desk.press(mo, "What to do")
    assert answer.startswith("This message is not shown or copied")
    assert not any("naked" in text for text in desk.chat.texts(desk.home(mo)))
    assert "Cybertip.ca" in desk.chat.last(desk.home(mo)).html
    assert "Suspected sexual material" in bubble.html


async def test_a_reply_is_corrected_from_its_card(desk: ChatBench) -> None:
    """The button of a closed case asks what is right, in either language, then in the other."""
    ola, eve = desk.hire("Ola", Role.OFFICER), desk.hire("Eve", Role.OFFICER)
    desk.bench.arrive(message(1, QUESTION_EN))
    await desk.type(ola, "/next")
    await desk.press(ola, "Approve")
    desk.bench.clock.forward(seconds=61)
    await desk.bench.publish()
    await desk.type(ola, "/case 1")
    await desk.press(ola, "Correct our reply")
    (asked,) = await desk.type(ola, "You keep the grant in every case.")
    assert "French" in asked.html
    said, *_ = await desk.type(ola, "Vous gardez la bourse dans tous les cas.")
    assert said.html.startswith("Correction written.")
    await desk.type(eve, "/next")
    await desk.press(eve, "Approve")
    desk.bench.clock.forward(seconds=61)
    await desk.bench.publish()
    first, second = desk.bench.wire.taken()
    assert second["reply_to"] == f"out-{first['key']}"
    assert "You keep the grant in every case." in str(second["text"])


async def test_a_wrong_claim_by_an_mp_gets_an_official_post(desk: ChatBench) -> None:
    """One tap puts a post made of the fact into approval; who is no author may give a half."""
    ola = desk.hire("Ola", Role.OFFICER, lang="fr")
    desk.bench.arrive(message(1, MP_WRONG))
    await desk.type(ola, "/dossier 1")
    answer = await desk.press(ola, "Répondre par une publication officielle")
    assert answer == (
        "La publication officielle 1 attend les deux langues et une directrice ou un directeur."
        " Confiez le dossier aux relations, ou fermez-le."
    )
    with desk.bench.app.database.read() as connection:
        assert posts.load(connection, 1).content.answers_case == 1
