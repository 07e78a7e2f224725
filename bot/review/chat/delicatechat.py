"""Delicate cases at the desk in chat: the protocol, and one button for each step of it.

Buttons stand below the case's card (`delicate_rows`); what is done is recorded with time and name.
"""

import hashlib
from collections.abc import Sequence
from typing import Final

from bot import delicate
from bot.deciding import NotAllowed
from bot.delicate import INCIDENTS, RELATIONS, Delicate
from bot.evidence import Pack, evidence_pack
from bot.officialanswers import answered_in_a_post
from bot.ports import Button, Outcome, Panel, Priority, Typed
from bot.postdeciding import may_write
from bot.review.chat import markup
from bot.review.chat.caseview import CaseView, word
from bot.review.chat.delicatepanels import log_lines, protocol
from bot.review.chat.office import Office
from bot.review.chat.presses import Press, button
from bot.review.options import in_hand
from bot.review.wording import Reader
from bot.states import DraftState
from bot.storage.pages import Page
from bot.storage.panels import Prompt
from bot.storage.queue import CardData
from policies.roles import Act, Reviewer
from responders.templates import Template
from responders.values import SpeechAct
from translations.catalogs import catalog

_TEMPLATES: Final = 12  # offered at once
_LABEL: Final = 60  # characters of a button
_HASH: Final = 16  # as on the approval buttons of cards


class DelicateChat:
    """The part of the desk for crises, threats, minors, staff, media, and templates.

    Args:
        office: The program and the chat.
        view: Shows cards of cases; this part puts its buttons below them.
    """

    verbs = frozenset(
        {
            "d_steps",
            "d_police",
            "d_handed",
            "d_evidence",
            "d_relations",
            "d_post",
            "d_template",
            "d_use",
        }
    )
    commands: frozenset[str] = frozenset()
    prompts = frozenset({"d_handed"})
    pages: frozenset[str] = frozenset()

    def __init__(self, office: Office, view: CaseView) -> None:
        self._office = office
        self._view = view
        view.extras.append(self.rows)
        view.blurs.append(delicate.blurred)

    # --- below a card -----------------------------------------------------------------------

    def rows(
        self, data: CardData, reader: Reader, reviewer: Reviewer, panel_id: int
    ) -> Sequence[Sequence[Button]]:
        """Return the buttons that a delicate case has besides the usual ones."""
        return delicate_rows(data, reader, reviewer, panel_id)

    # --- what is pressed --------------------------------------------------------------------

    async def press(self, press: Press) -> str:
        """Do one step of a protocol."""
        match press.verb:
            case "d_steps":
                await self._steps(press)
                return ""
            case "d_police":
                return await self._police(press)
            case "d_handed":
                return await self._ask_whom(press)
            case "d_evidence":
                return await self._evidence(press)
            case "d_relations":
                return await self._relations(press)
            case "d_post":
                return await self._post(press)
            case "d_template":
                return await self._templates(press)
            case _:
                return await self._use(press)

    async def command(self, name: str, typed: Typed, reviewer: Reviewer) -> None:
        """There is none."""

    async def page(
        self, page: Page, reviewer: Reviewer, chat: str
    ) -> "Panel | Outcome | bool | None":
        """There is none: delicate cases are paged as cases."""

    async def answered(self, prompt: Prompt, typed: Typed, reviewer: Reviewer) -> None:
        """Take the name of whom a case was handed to."""
        app, t = self._office.app, catalog(reviewer.lang)
        case_id = int(str(prompt.detail["case"]))
        to = " ".join(typed.text.split())
        await app.thread.run(app.delicate.handed_over, case_id, reviewer, to)
        await self._office.close(prompt)
        await self._office.say(typed.chat, word(t, "delicate.done.handed", to=to))

    # --- the protocol -----------------------------------------------------------------------

    async def _steps(self, press: Press) -> None:
        """Show what to do, and what has been done so far."""
        app = self._office.app
        data, reader = await self._view.data(press.panel.number), await self._reader(press)
        log = await app.thread.run(app.delicate.incidents, press.panel.number)
        parts = [
            f"{markup.bold(title)}\n{markup.plain(body)}"
            for title, body in protocol(data, reader, app.delicate.contact)
        ]
        title, lines = log_lines(log, reader)
        parts.append(f"{markup.bold(title)}\n{markup.plain(lines)}")
        await self._office.say(press.chat, "\n\n".join(parts))

    async def _police(self, press: Press) -> str:
        app = self._office.app
        at = await app.thread.run(app.delicate.police_informed, press.panel.number, press.reviewer)
        reader = await self._reader(press)
        return reader.t("delicate.done.police", time=reader.clock(at))

    async def _ask_whom(self, press: Press) -> str:
        if not delicate.may_log(press.reviewer):
            raise NotAllowed("decision.not_your_role")
        t, case_id = catalog(press.reviewer.lang), press.panel.number
        await self._office.ask(
            press.reviewer,
            press.chat,
            "d_handed",
            word(t, "delicate.ask.handed", number=case_id),
            panel_id=press.panel.id,
            detail={"case": case_id},
        )
        return ""

    async def _evidence(self, press: Press) -> str:
        """Send the pack to the person alone; that it was made comes first."""
        t = catalog(press.reviewer.lang)
        chat = await self._office.private_chat(press.reviewer)
        if chat is None:
            return t("delicate.private_only")
        pack = await self._office.app.thread.run(self._pack, press.panel.number, press.reviewer)
        await self._office.chat.document(
            chat,
            pack.name,
            pack.content,
            t("delicate.pack.caption", number=press.panel.number),
            priority=Priority.REVIEWER,
        )
        return t("delicate.done.evidence")

    def _pack(self, case_id: int, reviewer: Reviewer) -> Pack:
        app = self._office.app
        if not delicate.may_pack(reviewer):
            raise NotAllowed("decision.not_your_role")
        with app.database.read() as connection:
            pack = evidence_pack(connection, case_id, reviewer, app.clock())
        app.delicate.packed(case_id, reviewer, pack.sha256)
        return pack

    async def _relations(self, press: Press) -> str:
        app, which = self._office.app, Delicate(press.argument)
        if which not in RELATIONS:
            raise NotAllowed("decision.not_waiting")
        await app.thread.run(app.delicate.to_relations, press.panel.number, press.reviewer, which)
        await self._view.refresh_subject(press.panel.subject)
        lang = press.reviewer.lang
        return catalog(lang)("delicate.done.relations", contact=app.delicate.contact(which, lang))

    async def _post(self, press: Press) -> str:
        """Put an official post that answers the claim into approval."""
        app = self._office.app
        number, new = await app.thread.run(
            app.decisions.answer_in_post, press.panel.number, press.reviewer
        )
        key = "triage.post.done" if new else "triage.post.there"
        return catalog(press.reviewer.lang)(key, number=number)

    # --- templates --------------------------------------------------------------------------

    async def _templates(self, press: Press) -> str:
        """Offer the approved templates that fit, by what they say."""
        t = catalog(press.reviewer.lang)
        found = await self._fitting(press)
        if not found:
            return t("delicate.template.none")
        rows = [
            [button(_label(one, press.reviewer.lang), "d_use", press.panel.id, _key(one))]
            for one, _ in found[:_TEMPLATES]
        ]
        await self._view.choose(press, rows)
        return t("delicate.template.choose")

    async def _use(self, press: Press) -> str:
        app, fitting = self._office.app, await self._fitting(press)
        chosen = [one for one in fitting if _key(one[0]) == press.argument]
        if not chosen:
            raise NotAllowed("delicate.template.does_not_fit")
        template, fact = chosen[0]
        await app.thread.run(
            lambda: app.decisions.use_template(
                press.panel.number,
                press.reviewer,
                template.id,
                shown_hash=press.panel.shown_hash or "",
                fact_id=fact,
            )
        )
        await self._view.refresh_subject(press.panel.subject)
        return catalog(press.reviewer.lang)("delicate.template.taken")

    async def _fitting(self, press: Press) -> list[tuple[Template, str | None]]:
        app = self._office.app
        return await app.thread.run(app.decisions.templates_for, press.panel.number)

    async def _reader(self, press: Press) -> Reader:
        return await self._view.reader(press.reviewer)


def delicate_rows(
    data: CardData, reader: Reader, reviewer: Reviewer, panel_id: int
) -> Sequence[Sequence[Button]]:
    """Return the rows of buttons that a delicate case has, for what this person may do."""
    t, found = reader.t, delicate.kinds(data)
    rows: list[list[Button]] = []
    if _may_send_crisis(data, reviewer):
        rows.append(
            [
                button(
                    t("delicate.button.crisis"),
                    "approve",
                    panel_id,
                    (data.case.text_hash or "")[:_HASH],
                    style="danger",
                )
            ]
        )
    if found:
        rows.append([button(t("delicate.button.steps"), "d_steps", panel_id)])
    if set(found) & set(INCIDENTS):
        row = []
        if delicate.may_log(reviewer):
            row += [
                button(t("delicate.button.police"), "d_police", panel_id),
                button(t("delicate.button.handed"), "d_handed", panel_id),
            ]
        if delicate.may_pack(reviewer):
            row.append(button(t("delicate.button.evidence"), "d_evidence", panel_id))
        rows.append(row)
    held = in_hand(data.case.flow, reviewer) is not None
    may_close = reviewer.may(Act.APPROVE_REPLY) or reviewer.may(Act.MODERATE)
    if held and may_close:
        rows += [
            [button(t(f"delicate.button.{one.value}"), "d_relations", panel_id, one.value)]
            for one in found
            if one in RELATIONS
        ]
    if held and may_write(reviewer) and answered_in_a_post(data):
        rows.append([button(t("triage.post.button"), "d_post", panel_id)])
    mine = data.case.flow.claimed_by == reviewer.id
    if mine and reviewer.may(Act.APPROVE_REPLY) and delicate.may_be_copied(data):
        rows.append([button(t("delicate.template.button"), "d_template", panel_id)])
    return rows


def _may_send_crisis(data: CardData, reviewer: Reviewer) -> bool:
    """One tap, without taking the case first; who has taken it has the usual button."""
    draft, flow = data.draft, data.case.flow
    return (
        draft is not None
        and draft.act == SpeechAct.CRISIS.value
        and flow.draft is DraftState.PROPOSED
        and flow.claimed_by is None
        and in_hand(flow, reviewer) is not None
        and any(reviewer.may(Act.APPROVE_REPLY, lang=lang) for lang in draft.needs)
    )


def _key(template: Template) -> str:
    return hashlib.sha256(template.id.encode()).hexdigest()[:12]


def _label(template: Template, lang: str) -> str:
    """A template by what it says of itself: its longest sentence without a placeholder."""
    said = [one.text(lang) for one in template.sentences if not one.alone]
    plain = [text for text in said if "{" not in text] or said
    return markup.cut(max(plain, key=len), _LABEL)
