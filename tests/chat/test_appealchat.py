"""Appeals in chat: who sees which card, who decides, and what the others then see."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.ports import Panel, Sent
from bot.review.chat.appealchat import AppealChat
from bot.review.chat.caseview import CaseView
from bot.states import ActionState, AppealState
from bot.storage import pages
from bot.storage.pages import Page
from policies.roles import Reviewer, Role
from tests.chat.fakechat import ChatBench
from tests.fakes import INSULT_EN, OPEN, THREAT_FR, FakeClock, build_test_app, message


class Desk(ChatBench):
    """The desk with nothing but its part for appeals."""

    part: AppealChat

    def __init__(self, folder: Path) -> None:
        super().__init__(
            folder,
            lambda office: [AppealChat(office, CaseView(office))],
            bench=build_test_app(folder, clock=FakeClock()),
        )
        self.ann = self.hire("Ann", Role.MODERATOR)
        self.ben = self.hire("Ben", Role.MODERATOR)
        self.zoe = self.hire("Zoé", Role.MODERATOR, lang="fr")
        self.dan = self.hire("Dan", Role.DIRECTOR)
        self.eva = self.hire("Eva", Role.OFFICER)

    @property
    def appeals(self) -> AppealChat:
        """The part."""
        (part,) = self.parts
        assert isinstance(part, AppealChat)
        return part

    async def act(self, text: str = INSULT_EN, rule: str = "insult") -> None:
        """Ann deletes the message of case 1."""
        app = self.bench.app
        self.bench.arrive(message(1, text, author="77"))
        app.moderating.delete(1, self.ann, message_id=1, rule=rule, reason="rude to staff")
        self.bench.clock.forward(seconds=61)
        await app.enforcement.work()

    async def appealed(self, text: str = "I quoted somebody.") -> None:
        """The author contests it."""
        await self.act()
        app = self.bench.app
        app.appeals.start("fake", "77", 1, via="button")
        app.appeals.write("fake", "77", text)

    def pages(self, kind: str) -> list[Page]:
        """Return the pages of a kind."""
        with self.bench.app.database.read() as connection:
            found = pages.ready(connection, OPEN + timedelta(days=9), 99)
        return [one for one in found if one.kind == kind]

    async def tell(self, page: Page, who: Reviewer) -> object:
        """Show somebody a page, as the pager does."""
        return await self.appeals.page(page, who, self.home(who))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The desk during business hours."""
    made = Desk(tmp_path)
    yield made
    made.bench.app.close()


async def test_the_card_has_what_is_needed_to_decide(desk: Desk) -> None:
    """Action, rule, who decided and why, the author's words, the message; personal data masked."""
    await desk.appealed("I quoted somebody, call me at 613-555-0199.")
    outcome = await desk.tell(desk.pages("appeal")[0], desk.ben)
    assert isinstance(outcome, Sent)
    card = desk.chat.last(desk.home(desk.ben))
    for part in (
        "Appeal 1, case 1",
        "delete the message",
        "comments that insult a person",
        "rude to staff",
        "Decided by Ann",
        "I quoted somebody",
        INSULT_EN,
    ):
        assert part in card.html
    assert "613-555-0199" not in card.html
    assert card.labels == ["The author is right: undo", "The action stands"]


async def test_who_decided_the_action_gets_no_card(desk: Desk) -> None:
    """Not by a page, and no buttons in the list; typing the press anyway is refused."""
    await desk.appealed()
    assert await desk.tell(desk.pages("appeal")[0], desk.ann) is None
    assert await desk.tell(desk.pages("appeal")[0], desk.eva) is None
    (listed,) = await desk.type(desk.ann, "/appeals")
    assert "you decided on the action" in listed.html
    assert listed.labels == []


async def test_an_appeal_is_upheld(desk: Desk) -> None:
    """A reason is asked and kept; the action is lifted; other cards say who decided what."""
    await desk.appealed()
    page = desk.pages("appeal")[0]
    for who in (desk.ben, desk.zoe):
        await desk.tell(page, who)
    assert await desk.press(desk.ben, "The author is right") == ""
    said = await desk.type(desk.ben, "It was a quotation.")
    assert "The appeal is upheld" in said[0].html
    found = desk.bench.app.appeals.one(1)
    assert (found.appeal.state, found.appeal.reason, found.action.state) == (
        AppealState.UPHELD,
        "It was a quotation.",
        ActionState.LIFTING,
    )
    others = desk.chat.last(desk.home(desk.zoe))
    assert "Ben a tranché cette contestation\u00a0: accueillie." in others.html
    assert others.labels == []
    assert await desk.tell(page, desk.zoe) is None


async def test_an_appeal_is_dismissed_with_what_the_author_reads(desk: Desk) -> None:
    """What the author is told is chosen; the reviewer sees it in French, and no English word."""
    await desk.appealed()
    await desk.tell(desk.pages("appeal")[0], desk.zoe)
    await desk.press(desk.zoe, "La mesure est maintenue")
    assert desk.chat.last(desk.home(desk.zoe), buttons=True).labels == [
        "La règle s'applique",
        "La conversation a aussi été examinée",
        "Ce n'était pas la première fois",
        "Retour",
    ]
    await desk.press(desk.zoe, "La conversation a aussi été examinée")
    asked = desk.chat.last(desk.home(desk.zoe))
    assert "Nous avons lu toute la conversation" in asked.html
    desk.restart()
    said = await desk.type(desk.zoe, "Relu deux fois.")
    assert "La contestation est rejetée" in said[0].html
    appeal = desk.bench.app.appeals.one(1).appeal
    assert (appeal.state, appeal.ground, appeal.reason) == (
        AppealState.DISMISSED,
        "context",
        "Relu deux fois.",
    )
    for text in desk.chat.texts(desk.home(desk.zoe)):
        assert "Appeal" not in text
        assert "The " not in text


async def test_of_two_who_decide_the_second_is_told(desk: Desk) -> None:
    """The one who was slower learns who decided, by pressing or by writing the reason."""
    await desk.appealed()
    for who in (desk.ben, desk.zoe):
        await desk.tell(desk.pages("appeal")[0], who)
    stale = desk.chat.last(desk.home(desk.zoe), buttons=True)
    await desk.press(desk.ben, "The author is right")
    await desk.press(desk.zoe, "Donner raison")
    await desk.type(desk.ben, "right")
    said = await desk.type(desk.zoe, "raison")
    assert "Ben a tranché cette contestation" in said[0].html
    assert "Ben a tranché" in await desk.press(desk.zoe, "La mesure est maintenue", stale)


async def test_staff_enter_an_appeal_from_an_e_mail(desk: Desk) -> None:
    """By the number of the case, with the words; the wrong way is explained; no right, refused."""
    await desk.act()
    (usage,) = await desk.type(desk.eva, "/appeal_for")
    assert "/appeal_for 12" in usage.html
    (done,) = await desk.type(desk.eva, "/contestation_pour 1 She writes that she quoted.")
    assert "Appeal 1 is entered." in done.html
    await desk.tell(desk.pages("appeal")[0], desk.ben)
    assert "Entered by Eva from an e-mail" in desk.chat.last(desk.home(desk.ben)).html
    (refused,) = await desk.type(desk.dan, "/appeal_for 1 again")
    assert "Your role does not allow this." in refused.html


async def test_the_list_opens_an_appeal(desk: Desk) -> None:
    """What waits, with a button for each that one may decide."""
    (empty,) = await desk.type(desk.ben, "/appeals")
    assert "No appeal waits." in empty.html
    await desk.appealed()
    await desk.type(desk.ben, "/contestations")
    await desk.press(desk.ben, "Appeal 1")
    assert "I quoted somebody." in desk.chat.last(desk.home(desk.ben)).html


async def test_a_ban_goes_to_directors(desk: Desk) -> None:
    """A director is shown the case; moderators, and whom it no longer concerns, get nothing."""
    app = desk.bench.app
    desk.bench.arrive(message(1, THREAT_FR))
    app.moderating.propose_ban(1, desk.ann, message_id=1, rule="threat", reason="why")
    (page,) = desk.pages("ban")
    assert await desk.tell(page, desk.ann) is None
    assert isinstance(await desk.tell(page, desk.dan), Sent)
    assert desk.chat.standing(desk.home(desk.dan)) != []
    (listed,) = await desk.type(desk.dan, "/appeals")
    assert "Case 1, proposed by Ann" in listed.html
    app.moderating.decline_ban(1, desk.dan, "too hard")
    assert await desk.tell(page, desk.dan) is None
    told = await desk.tell(desk.pages("ban_declined")[0], desk.ann)
    assert isinstance(told, Panel)
    assert "Dan declined the ban that you proposed." in told.html
    assert "too hard" in told.html


async def test_failures_and_limits_are_said_in_words(desk: Desk) -> None:
    """Each reason has its sentence in both languages; an unknown one is quoted."""
    await desk.act()
    base = Page(
        id=1,
        key="k",
        kind="action_failed",
        subject="action:1",
        reviewer_id=desk.ann.id,
        priority=0,  # type: ignore[arg-type]  # not looked at here
        payload={"what": "failed", "reason": "protected"},
        not_before=OPEN,
        created_at=OPEN,
        attempts=0,
    )
    said = await desk.tell(base, desk.ann)
    assert isinstance(said, Panel)
    assert "Case 1: delete the message could not be done." in said.html
    assert "an administrator" in said.html
    odd = replace(base, payload={"what": "not_lifted", "reason": "teapot"})
    told = await desk.tell(odd, desk.zoe)
    assert isinstance(told, Panel)
    assert "La plateforme l'a refusé (teapot)." in told.html


async def test_a_severe_message_that_ages_is_shown_with_its_limit(desk: Desk) -> None:
    """It is said until when it can be deleted, and the case is shown; once decided, nothing is."""
    desk.bench.arrive(
        replace(message(1, THREAT_FR), platform="telegram", id="-100:7", channel="-100")
    )
    desk.bench.clock.forward(hours=41)
    await desk.bench.app.enforcement.work()
    (page,) = desk.pages("deletion_limit")
    assert isinstance(await desk.tell(page, desk.ben), Sent)
    first, card = desk.chat.standing(desk.home(desk.ben))
    assert "can only be deleted until Friday, March 6, 2026, at 10:00" in first.html
    assert card.labels != []
    desk.bench.app.decisions.keep(1, desk.ben)
    assert await desk.tell(page, desk.ben) is None
