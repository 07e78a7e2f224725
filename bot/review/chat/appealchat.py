"""Appeals at the desk in chat: a card with the action, the message and the author's words.

Whoever decided or confirmed the action sees who has to decide the appeal, and gets no buttons.
"""

from collections.abc import Sequence
from typing import Final

from bot.appeals import Waiting
from bot.deciding import NotAllowed
from bot.ports import Button, Outcome, Panel, Priority, Typed
from bot.review.chat.appealcards import appeal_blocks, failure_text, limit_text, list_text
from bot.review.chat.caseview import CaseView
from bot.review.chat.folding import fold
from bot.review.chat.markup import plain
from bot.review.chat.office import Office
from bot.review.chat.presses import Press, button
from bot.review.wording import Reader
from bot.states import ActionState, CaseState
from bot.storage import actions, queue
from bot.storage.pages import Page
from bot.storage.panels import Prompt, Shown, live_of
from bot.storage.staff import reviewer as staff_member
from policies.roles import Act, Reviewer
from responders.notices import GROUNDS
from translations.catalogs import catalog

_MOST: Final = 10  # appeals that a list offers to open
_WAITING: Final = frozenset({CaseState.QUEUED, CaseState.SNOOZED})


class AppealChat:
    """The part of the desk for appeals, for bans that are proposed, and for actions that failed.

    Args:
        office: The program and the chat.
        view: Shows cards of cases.
    """

    verbs = frozenset({"a_open", "a_yes", "a_no", "a_ground", "a_card"})
    commands = frozenset({"appeals", "appeal_for"})
    prompts = frozenset({"a_uphold", "a_dismiss"})
    pages = frozenset({"appeal", "ban", "ban_declined", "action_failed", "deletion_limit"})

    def __init__(self, office: Office, view: CaseView) -> None:
        self._office = office
        self._view = view

    # --- what is pressed --------------------------------------------------------------------

    async def press(self, press: Press) -> str:
        """Open an appeal, or begin to decide it."""
        t = catalog(press.reviewer.lang)
        if press.verb == "a_open":
            await self._show(press.reviewer, press.chat, int(press.argument), Priority.REVIEWER)
            return ""
        found = await self._one(press.panel.number)
        refusal = self._office.app.appeals.refusal(found, press.reviewer)
        if refusal is not None:
            await self._refresh(press.panel, press.reviewer)
            return await self._why(found, refusal, press.reviewer)
        match press.verb:
            case "a_yes":
                await self._ask(press, "a_uphold", t("moderation.card.ask_uphold"), {})
            case "a_no":
                await self._grounds(press)
                return t("moderation.card.ground")
            case "a_ground":
                wording = self._office.app.notices.wording
                if press.argument not in GROUNDS or wording is None:
                    raise NotAllowed("moderation.failed.no_wording")
                said = wording.ground(press.argument, press.reviewer.lang)
                text = t("moderation.card.ask_dismiss", told=said)
                await self._ask(press, "a_dismiss", text, {"ground": press.argument})
                await self._refresh(press.panel, press.reviewer)
            case _:
                await self._refresh(press.panel, press.reviewer)
        return ""

    async def _ask(self, press: Press, kind: str, text: str, detail: dict[str, object]) -> None:
        await self._office.ask(
            press.reviewer,
            press.chat,
            kind,
            plain(text),
            panel_id=press.panel.id,
            detail={"appeal": press.panel.number, **detail},
        )

    async def _grounds(self, press: Press) -> None:
        """What the author is told, in the place of the buttons."""
        t, number = catalog(press.reviewer.lang), press.panel.id
        rows = [
            (button(t(f"moderation.ground.{one}"), "a_ground", number, one),) for one in GROUNDS
        ]
        rows.append((button(t("moderation.card.back"), "a_card", number),))
        panel = await self._office.app.thread.run(
            self._panel, press.panel.number, press.reviewer, number
        )
        await self._office.refresh(press.panel, Panel(html=panel.html, buttons=tuple(rows)))

    async def answered(self, prompt: Prompt, typed: Typed, reviewer: Reviewer) -> None:
        """Take the reason of a decision, and decide."""
        appeals, t = self._office.app.appeals, catalog(reviewer.lang)
        number, reason = int(str(prompt.detail["appeal"])), typed.text.strip()
        try:
            if prompt.kind == "a_uphold":
                await self._office.app.thread.run(appeals.uphold, number, reviewer, reason)
                said = t("moderation.card.upheld")
            else:
                ground = str(prompt.detail["ground"])
                await self._office.app.thread.run(
                    lambda: appeals.dismiss(number, reviewer, reason, ground=ground)
                )
                said = t("moderation.card.dismissed")
        except NotAllowed as refused:
            said = await self._why(await self._one(number), refused.key, reviewer)
        await self._office.close(prompt)
        await self._office.say(typed.chat, plain(said))
        await self.refresh_subject(f"appeal:{number}")
        found = await self._one(number)
        await self._view.refresh_subject(f"case:{found.appeal.case_id}")

    async def _why(self, found: Waiting, key: str, reviewer: Reviewer) -> str:
        """Return why this person does not decide it; who did, where it is decided."""
        t = catalog(reviewer.lang)
        if key != "moderation.appeal.decided":
            return t(key)
        reader = await self._view.reader(reviewer)
        return t(
            "moderation.appeal.decided_by",
            name=reader.person(found.appeal.decided_by),
            outcome=t(f"moderation.outcome.{found.appeal.state}"),
        )

    # --- what is typed ----------------------------------------------------------------------

    async def command(self, name: str, typed: Typed, reviewer: Reviewer) -> None:
        """List the appeals that wait, or enter one from an e-mail."""
        if name == "appeals":
            await self._list(typed, reviewer)
            return
        t = catalog(reviewer.lang)
        first, _, text = typed.argument.partition(" ")
        number = first.removeprefix("#")
        if not number.isdecimal() or len(number) > 15 or not text.strip():
            await self._office.say(typed.chat, plain(t("moderation.for.usage")))
            return
        appeals = self._office.app.appeals
        entered = await self._office.app.thread.run(
            appeals.enter_for_case, int(number), text, reviewer
        )
        await self._office.say(typed.chat, plain(t("moderation.for.done", number=entered.id)))

    async def _list(self, typed: Typed, reviewer: Reviewer) -> None:
        if not reviewer.may(Act.MODERATE) and not reviewer.may(Act.BAN):
            raise NotAllowed("decision.not_your_role")
        app = self._office.app
        found = await app.thread.run(app.appeals.waiting)
        bans = await app.thread.run(app.moderating.bans_proposed)
        reader = await self._view.reader(reviewer)
        html = list_text(found, bans, reader)
        mine = [one for one in found if app.appeals.refusal(one, reviewer) is None][:_MOST]

        def build(number: int) -> Panel:
            rows = tuple((self._opener(one, reader, number),) for one in mine)
            return Panel(html=html, buttons=rows)

        await self._office.show(reviewer, typed.chat, "appeals", "appeals:0", build)

    def _opener(self, found: Waiting, reader: Reader, number: int) -> Button:
        text = reader.t("moderation.list.open", number=found.appeal.id)
        return button(text, "a_open", number, str(found.appeal.id))

    # --- what is told -----------------------------------------------------------------------

    async def page(
        self, page: Page, reviewer: Reviewer, chat: str
    ) -> Panel | Outcome | bool | None:
        """Show an appeal or a ban to whoever may decide it; say what failed."""
        match page.kind:
            case "appeal":
                found = await self._one(page.number)
                if self._office.app.appeals.refusal(found, reviewer) is not None:
                    return None
                return await self._show(reviewer, chat, page.number, page.priority)
            case "ban":
                action = await self._action(page.number)
                theirs = reviewer.may(Act.BAN) and reviewer.id != action.reviewer_id
                if action.state is not ActionState.PROPOSED or not theirs:
                    return None
                return await self._view.send(reviewer, chat, action.case_id, priority=page.priority)
            case "deletion_limit":
                return await self._limit(page, reviewer, chat)
            case _:
                action = await self._action(page.number)
                reader = await self._view.reader(reviewer)
                return Panel(html=failure_text(page, action, reader))

    async def _limit(self, page: Page, reviewer: Reviewer, chat: str) -> Outcome | None:
        """A severe message soon cannot be deleted: say until when, then show the case."""
        data = await self._view.data(page.number)
        if data.case.flow.case not in _WAITING:
            return None
        reader = await self._view.reader(reviewer)
        html = limit_text(page, data.case.severity, reader)
        await self._office.say(chat, html, priority=page.priority)
        return await self._view.send(reviewer, chat, page.number, priority=page.priority)

    async def refresh_subject(self, subject: str) -> None:
        """Refresh every card about an appeal, each for its reader: it says who decided what."""
        for shown, reviewer in await self._office.app.thread.run(self._shown_to, subject):
            await self._refresh(shown, reviewer)

    # --- the card ---------------------------------------------------------------------------

    async def _show(
        self, reviewer: Reviewer, chat: str, appeal_id: int, priority: Priority
    ) -> Outcome:
        await self._one(appeal_id)  # there is one
        _, outcome = await self._office.show(
            reviewer,
            chat,
            "appeal",
            f"appeal:{appeal_id}",
            lambda number: self._panel(appeal_id, reviewer, number),
            priority=priority,
        )
        return outcome

    async def _refresh(self, shown: Shown, reviewer: Reviewer) -> None:
        panel = await self._office.app.thread.run(self._panel, shown.number, reviewer, shown.id)
        await self._office.refresh(shown, panel)

    async def _one(self, appeal_id: int) -> Waiting:
        return await self._office.app.thread.run(self._office.app.appeals.one, appeal_id)

    async def _action(self, action_id: int) -> actions.ActionFile:
        return await self._office.app.thread.run(self._office.app.moderating.action, action_id)

    # --- on the storage thread --------------------------------------------------------------

    def _panel(self, appeal_id: int, reviewer: Reviewer, number: int) -> Panel:
        app, reader = self._office.app, self._office.reader(reviewer)
        found = app.appeals.one(appeal_id)
        with app.database.read() as connection:
            data = queue.card(connection, found.appeal.case_id)
        veil = self._view.veil(data)
        blocks = appeal_blocks(found, data, reader, veil)
        buttons: Sequence[tuple[Button, ...]] = ()
        if app.appeals.refusal(found, reviewer) is None:
            t = reader.t
            buttons = (
                (button(t("moderation.card.uphold"), "a_yes", number, style="success"),),
                (button(t("moderation.card.dismiss"), "a_no", number),),
            )
        return Panel(html=fold(blocks).html, buttons=tuple(buttons))

    def _shown_to(self, subject: str) -> list[tuple[Shown, Reviewer]]:
        found: list[tuple[Shown, Reviewer]] = []
        with self._office.app.database.read() as connection:
            for shown in live_of(connection, subject):
                if shown.reviewer_id is None or shown.kind != "appeal":
                    continue
                person = staff_member(connection, shown.reviewer_id, self._office.app.clock())
                if person is not None:
                    found.append((shown, person))
        return found
