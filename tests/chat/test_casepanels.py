"""Cards in chat, byte for byte in both languages: what is shown, what stays hidden.

`LIAISON_SNAPSHOTS=update` writes the snapshots anew.
"""

import os
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.case import Flow
from bot.ports import Panel
from bot.review.cards import Veil
from bot.review.chat.casepanels import case_buttons, case_panel, original_panels
from bot.review.chat.markup import units
from bot.states import ActionState, CaseState, DraftState, PublicationState
from bot.storage.queue import CardData
from policies.roles import Reviewer, Role
from tests.bot.deskdata import (
    ACTION,
    CASE,
    DATA,
    DECISION,
    DRAFT,
    FLOW,
    insulting,
    message,
    publication,
    reader,
)
from tests.chat.test_folding import well_formed
from translations.values import OFFICIAL_LANGUAGES, Official

SNAPSHOTS: Final = Path(__file__).parent / "snapshots"
JO: Final = Reviewer(
    id=1,
    name="Jo",
    roles=frozenset({Role.OFFICER, Role.MODERATOR, Role.DIRECTOR}),
    lang="en",
    languages=frozenset({"en", "fr"}),
)
NEWCOMER: Final = Reviewer(
    id=8, name="Sam", roles=frozenset({Role.APPROVER_EN}), lang="en", languages=frozenset({"en"})
)

MINE: Final = replace(CASE, flow=replace(FLOW, case=CaseState.CLAIMED, claimed_by=1))
OTHERS: Final = replace(CASE, flow=replace(FLOW, case=CaseState.CLAIMED, claimed_by=2))
CLOSED: Final = replace(
    CASE,
    due_at=None,
    due_kind=None,
    flow=Flow(case=CaseState.CLOSED, before=replace(FLOW, case=CaseState.CLAIMED, claimed_by=1)),
)
ANSWERING: Final = replace(
    CASE,
    flow=replace(
        FLOW,
        case=CaseState.ANSWERING,
        draft=DraftState.APPROVED,
        publication=PublicationState.HELD,
        approvals=frozenset({(1, "en")}),
        before=replace(FLOW, case=CaseState.CLAIMED, claimed_by=1),
    ),
)
THREAD: Final = (
    message("Is it <b>free</b>? Call 613-555-0199.", id=5, pseudonym="Z9Y8"),
    message("I think so & so does my mother.", id=6, pseudonym="Q7W6"),
)
INSULT: Final = insulting("You are a stupid cow, call me at 613-555-0199", 10, 20)

CASES: Final[dict[str, CardData]] = {
    "draft": replace(DATA, case=MINE, context=THREAD),
    "unclaimed": DATA,
    "others": replace(DATA, case=OTHERS),
    "insult": replace(DATA, case=replace(MINE, flow=replace(MINE.flow, draft=None)),
                      draft=None, messages=(message("First.", id=4), INSULT)),
    "sensitive": replace(
        DATA,
        case=MINE,
        draft=None,
        messages=(insulting("You are a stupid cow", 10, 20, sensitive=True),),
    ),
    "approved": replace(
        DATA,
        case=ANSWERING,
        draft=replace(DRAFT, state="approved"),
        publications=(publication(PublicationState.HELD),),
        decisions=(replace(DECISION, choice="approve", reason=None),),
    ),
    "kept": replace(
        DATA,
        case=CLOSED,
        draft=None,
        decisions=(replace(DECISION, choice="keep", reason="No rule is broken."),),
    ),
    "refused": replace(
        DATA,
        case=MINE,
        publications=(publication(PublicationState.FAILED, fault="403"),),
    ),
    "unknown": replace(DATA, publications=(publication(PublicationState.UNKNOWN),)),
    "hidden": replace(
        DATA,
        case=CLOSED,
        draft=None,
        messages=(INSULT,),
        actions=(replace(ACTION, state=ActionState.HELD),),
        decisions=(DECISION,),
    ),
}  # fmt: skip


def shown(data: CardData, lang: Official, who: Reviewer = JO, veil: Veil = Veil.MASKED) -> Panel:
    """Return the card as a person sees it."""
    here = reader(lang)
    card = case_panel(data, here, veil)
    return Panel(html=card.html, buttons=case_buttons(data, who, here, 77, card))


def written(panel: Panel) -> str:
    """Return a panel as a snapshot holds it."""
    rows = [
        " ".join(f"[{one.text}: {one.data}{f' {one.style}' if one.style else ''}]" for one in row)
        for row in panel.buttons
    ]
    return "\n".join([panel.html, "", *rows, ""])


def compare(name: str, text: str) -> None:
    """Compare with the snapshot, or write it where that is asked."""
    file = SNAPSHOTS / f"{name}.html"
    if os.environ.get("LIAISON_SNAPSHOTS") == "update":
        SNAPSHOTS.mkdir(exist_ok=True)
        file.write_bytes(text.encode())
    assert text == file.read_bytes().decode()


@pytest.mark.parametrize("lang", OFFICIAL_LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_card(name: str, lang: Official) -> None:
    """Each kind of card is what its snapshot says, buttons and all."""
    compare(f"case-{name}.{lang}", written(shown(CASES[name], lang)))


@pytest.mark.parametrize("lang", OFFICIAL_LANGUAGES)
@pytest.mark.parametrize("veil", Veil)
def test_veil(veil: Veil, lang: Official) -> None:
    """Full shows everything but what is sensitive, masked masks, link-only shows no text."""
    compare(f"case-veil-{veil}.{lang}", written(shown(CASES["insult"], lang, veil=veil)))


@pytest.mark.parametrize("lang", OFFICIAL_LANGUAGES)
def test_original(lang: Official) -> None:
    """The original is what was written; what may be hard to read has to be touched."""
    for name in ("insult", "sensitive"):
        panels = original_panels(CASES[name], reader(lang))
        compare(f"original-{name}.{lang}", "\n---\n".join(panels) + "\n")


@pytest.mark.parametrize("veil", [Veil.MASKED, Veil.LINK_ONLY])
def test_a_masked_card_holds_no_number(veil: Veil) -> None:
    """A telephone number is nowhere on a card that is not full, neither here nor behind "more"."""
    data = replace(CASES["insult"], context=THREAD)
    card = case_panel(data, reader("en"), veil)
    assert "0199" not in card.html + "".join(card.more)


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "English; with a photo</b>\n(no text)"),
        ("fr", "anglais; avec une photo</b>\n(aucun texte)"),
    ],
)
def test_a_picture_without_words(lang: Official, told: str) -> None:
    """A card says what came with a message, and that there is no text."""
    data = replace(DATA, messages=(message("", media="photo"),))
    assert told in case_panel(data, reader(lang), Veil.MASKED).html


def test_the_full_card_never_shows_what_is_sensitive() -> None:
    """Even a channel with full cards hides a sensitive message until somebody asks."""
    card = case_panel(CASES["sensitive"], reader("en"), Veil.FULL)
    assert "stupid" not in card.html + "".join(card.more)


HOSTILE: Final = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("<>&\"'/ab \n")),
        st.sampled_from(["\u200d", "\u200b", "\u202e", "\u2066", "👩", "🏽", "\ufe0f", "ש", "ا"]),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=300,
)


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE, st.integers(1, 30), st.sampled_from(Veil), st.booleans())
def test_whatever_people_write(text: str, quoted: str, n: int, veil: Veil, blurred: bool) -> None:
    """Hostile texts fit, close every tag, and steer nothing: no bidirectional or control marks."""
    one = message(text * n, quoted=quoted * n, url=f"https://x.example/{quoted}")
    texts = {"en": text * n, "fr": quoted * n}
    data = replace(
        CASES["draft"],
        messages=(one, one),
        context=(one, one),
        draft=replace(DRAFT, texts=texts, trace={"en": ((text * n, "fact:no-interest"),)}),
        decisions=(replace(DECISION, reason=quoted * n),),
    )
    here = reader("fr")
    card = case_panel(data, here, veil, blurred=blurred)
    for html in (card.html, *card.more, *original_panels(data, here)):
        assert units(html) <= 4_096
        assert well_formed(html)
        assert not {"\u202e", "\u2066", "\u200b", "\x07"} & set(html)


def test_an_unread_draft_cannot_be_approved() -> None:
    """A draft that the card does not show whole is approved only after the rest was asked for."""
    long = replace(DRAFT, texts={"en": "Word. " * 900, "fr": "Mot. " * 900})
    data = replace(CASES["draft"], draft=long)
    here = reader("en")
    card = case_panel(data, here, Veil.MASKED)
    before = case_buttons(data, JO, here, 7, card)
    after = case_buttons(data, JO, here, 7, card, read=True)
    assert card.unread
    assert "Approve" not in [one.text for row in before for one in row]
    assert "Approve" in [one.text for row in after for one in row]
    assert "".join(card.more).count("Word.") == 900


def test_without_a_right_there_is_nothing_to_decide() -> None:
    """Somebody who decides nothing sees a card with the original and what comes next."""
    panel = shown(DATA, "en", NEWCOMER)
    assert [one.text for row in panel.buttons for one in row] == ["Original", "Next"]


def test_every_card_is_one_message() -> None:
    """Every card here fits a message of Telegram with its tags counted."""
    panels = [shown(data, lang) for data in CASES.values() for lang in OFFICIAL_LANGUAGES]
    assert max(units(panel.html) for panel in panels) <= 4_096


def test_the_approval_bears_the_text() -> None:
    """The approve button names the text that stood on the card."""
    data = replace(CASES["draft"], case=replace(MINE, text_hash="0123456789abcdef0123"))
    button = next(one for row in shown(data, "en").buttons for one in row if one.text == "Approve")
    assert (button.data, button.style) == ("approve|77|0123456789abcdef", "success")
