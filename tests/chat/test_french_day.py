"""A French-only reviewer's whole day at the desk in chat, without one English word."""

import re
from pathlib import Path
from typing import Final

from bot.review.chat.casechat import CaseChat
from bot.review.chat.caseview import CaseView
from policies.roles import Reviewer, Role
from tests.chat.fakechat import ChatBench
from tests.fakes import (
    DISTRESS_EN,
    INSULT_EN,
    OPEN,
    QUESTION_FR,
    THREAT_FR,
    Mode,
    message,
)
from translations.catalogs import catalog

# words that begin or join English sentences and are no French words
_ENGLISH: Final = frozenset(
    "the and of to is are was were be been this that these those it its with for from by you your"
    " not no yes or if when who what which where why how can may will would should has have had"
    " case cases next back queue mine search help undo keep delete hide warn ban edit reject"
    " approve escalate snooze author more open take draft reply check checks rule rules reason"
    " nobody somebody there here then until shown still needed".split()
)
# written by people, or in both languages on purpose: quotations and the texts to be approved
_QUOTED: Final = re.compile(r"<blockquote[^>]*>.*?</blockquote>|<code>.*?</code>", re.DOTALL)
_TAG: Final = re.compile(r"<[^<>]*>")
_ADDRESS: Final = re.compile(r"https?://\S+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def english_words(html: str) -> list[str]:
    """Return the English words of a panel outside quotations."""
    text = _ADDRESS.sub(" ", _TAG.sub(" ", _QUOTED.sub(" ", html)))
    # "case" and "note" are French as well where they stand in a French sentence
    return [word for word in _WORD.findall(text) if word.lower() in _ENGLISH]


async def _day(desk: ChatBench, fr: Reviewer) -> None:
    """Everything that somebody can do with cases."""
    for command in ("/aide", "/suivant", "/miens", "/dossier", "/dossier 99", "/chercher a"):
        await desk.type(fr, command)
    await desk.type(fr, "/chercher demande")
    await desk.type(fr, "/chercher @quelqu'un")
    await desk.press(fr, "Texte original")
    await desk.press(fr, "Auteur")
    for label in ("Masquer", "Retour", "Supprimer", "Retour", "Avertir", "Retour"):
        await desk.press(fr, label)
    await desk.press(fr, "Transmettre")
    await desk.press(fr, "Autre motif…")
    await desk.type(fr, "Je ne peux pas en juger.")
    await desk.type(fr, "/suivant")
    await desk.press(fr, "Passer la main")
    await desk.press(fr, "Retour")
    await desk.press(fr, "Reporter")
    await desk.press(fr, "1 heure")
    await desk.type(fr, "/dossier 2")
    if "Prendre" in desk.chat.last(desk.home(fr)).labels:
        await desk.press(fr, "Prendre")
    await desk.type(fr, "/dossier 1")
    await desk.press(fr, desk.chat.last(desk.home(fr)).labels[0])
    await desk.press(fr, "Modifier")
    await desk.type(fr, "Vous avez 90 jours pour demander une révision, gratuitement.")
    await desk.press(fr, "Rejeter")
    await desk.press(fr, "Retour")
    await desk.press(fr, "Approuver")
    await desk.press(fr, "Annuler")
    await desk.press(fr, "Approuver")
    desk.bench.clock.forward(minutes=3)
    desk.bench.wire.can_find = False
    desk.bench.wire.modes.append(Mode.LOSE_BEFORE)
    await desk.bench.publish()
    await desk.type(fr, "/dossier 1")
    await desk.press(fr, "Suivant")
    await desk.type(fr, "/regler")
    await desk.type(fr, "/annuler")
    await desk.type(fr, "Bonjour?")


async def test_a_french_day_has_no_english_word(tmp_path: Path) -> None:
    """No panel, button, question or answer to a press has an English word outside quotations."""
    desk = ChatBench(tmp_path, lambda office: [CaseChat(office, CaseView(office))])
    roles = (Role.OFFICER, Role.MODERATOR, Role.DIRECTOR)
    fr = desk.hire("Amélie", *roles, lang="fr", languages=("fr",))
    desk.hire("Zoé", *roles, lang="fr", languages=("fr",))
    desk.bench.arrive(
        message(1, QUESTION_FR),
        message(2, THREAT_FR, author="b"),
        message(3, INSULT_EN, author="c"),
        message(4, DISTRESS_EN, author="d", sent_at=OPEN),
    )
    await _day(desk, fr)
    told = [*desk.chat.texts(desk.home(fr)), *(text for _, text, _ in desk.chat.answers)]
    desk.bench.app.close()
    assert len(told) > 100
    assert {word: text for text in told for word in english_words(text)} == {}


def test_english_words_are_found() -> None:
    """The test above would notice: the English help is full of English words."""
    t = catalog("en")
    assert english_words(t("chat.no_question")) != []
    assert english_words("<blockquote>This is a quotation.</blockquote>") == []
