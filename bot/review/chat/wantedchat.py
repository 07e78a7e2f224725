"""Replies to put right, at the desk in chat: /corrections lists them, each with its buttons."""

from collections.abc import Sequence
from typing import Final

from bot.deciding import NotAllowed
from bot.ports import Button, Outcome, Panel, Typed
from bot.review.chat.caseview import CaseView, word
from bot.review.chat.correctionchat import PROMPT as CORRECT
from bot.review.chat.folding import Block, Frame, fold
from bot.review.chat.markup import cut
from bot.review.chat.office import Office
from bot.review.chat.presses import Press, button
from bot.review.correctionlist import correction_sections, corrections_section
from bot.review.sections import Section
from bot.review.wording import Reader, clipped, shown
from bot.storage import wanted
from bot.storage.pages import Page
from bot.storage.panels import Prompt
from bot.storage.wanted import WantedCorrection
from policies.roles import Act, Reviewer
from responders.values import Fact
from translations.catalogs import catalog

_LISTED: Final = 10
_LABEL: Final = 40  # characters of a button
_PROMPT: Final = "w_drop"


class WantedChat:
    """The part of the desk that lists what has to be put right, and takes what is decided.

    Args:
        office: The program and the chat.
        view: Shows the case in which a correction was proposed.
    """

    verbs = frozenset({"w_open", "w_fact", "w_write", "w_drop"})
    commands: frozenset[str] = frozenset({"corrections"})
    prompts = frozenset({_PROMPT})
    pages: frozenset[str] = frozenset({"wanted"})

    def __init__(self, office: Office, view: CaseView) -> None:
        self._office = office
        self._view = view

    async def command(self, name: str, typed: Typed, reviewer: Reviewer) -> None:
        """List what has to be put right, in the private chat only."""
        del name
        _must(reviewer)
        chat = typed.chat if typed.private else await self._office.private_chat(reviewer)
        if chat is None:
            return
        number = typed.argument.strip().lstrip("#")
        if number.isdecimal() and number.isascii():
            await self._one(int(number), reviewer, chat)
        else:
            await self._list(reviewer, chat)

    async def page(
        self, page: Page, reviewer: Reviewer, chat: str
    ) -> "Panel | Outcome | bool | None":
        """Say that there is something to put right, and list it; moot where it is done by now."""
        del page
        return await self._list(reviewer, chat, moot=True)

    async def press(self, press: Press) -> str:
        """Do what a button says."""
        _must(press.reviewer)
        match press.verb:
            case "w_open":
                await self._one(int(press.argument), press.reviewer, press.chat)
                return ""
            case "w_fact":
                return await self._with_fact(press)
            case "w_write":
                return await self._ask_text(press)
            case _:
                return await self._ask_why(press)

    async def answered(self, prompt: Prompt, typed: Typed, reviewer: Reviewer) -> None:
        """Take why no correction is needed."""
        app, t = self._office.app, catalog(reviewer.lang)
        number = int(str(prompt.detail["wanted"]))
        await app.thread.run(app.corrections.dismiss, number, reviewer, typed.text)
        await self._office.close(prompt)
        await self._office.say(typed.chat, word(t, "corrections.dismissed", number=number))

    # --- the list, and one entry ------------------------------------------------------------

    async def _list(self, reviewer: Reviewer, chat: str, *, moot: bool = False) -> Outcome | None:
        run = self._office.app.thread.run
        found, reader = await run(self._listed), await run(self._office.reader, reviewer)
        if not found and moot:
            return None
        first = found[:_LISTED]
        section = corrections_section(first, reader)
        title = reader.t.plural("desk.section.corrections", len(found))
        html = fold([Block(name="corrections", title=title, body="\n".join(section.lines))]).html

        def build(panel_id: int) -> Panel:
            rows = [(_entry(one, reader, panel_id),) for one in first]
            return Panel(html=html, buttons=tuple(rows))

        _, outcome = await self._office.show(reviewer, chat, "list", "list:0", build)
        return outcome

    async def _one(self, number: int, reviewer: Reviewer, chat: str) -> None:
        run, corrections = self._office.app.thread.run, self._office.app.corrections
        entry = await run(corrections.on_list, number)
        today = await run(corrections.successor, entry.fact_id)
        reader = await run(self._office.reader, reviewer)
        blocks = [_block(one) for one in correction_sections(entry, today, reader)]

        def build(panel_id: int) -> Panel:
            return Panel(html=fold(blocks).html, buttons=_choices(entry, today, reader, panel_id))

        await self._office.show(reviewer, chat, "wanted", f"wanted:{number}", build)

    # --- what is decided --------------------------------------------------------------------

    async def _with_fact(self, press: Press) -> str:
        app = self._office.app
        case, _ = await app.thread.run(
            app.corrections.correct_with_fact, press.panel.number, press.reviewer
        )
        await self._view.show(press.reviewer, press.chat, case.id)
        await self._view.refresh_subject(f"case:{case.id}")
        return catalog(press.reviewer.lang)("corrections.proposed", number=case.id)

    async def _ask_text(self, press: Press) -> str:
        app, t = self._office.app, catalog(press.reviewer.lang)
        entry = await app.thread.run(app.corrections.on_list, press.panel.number)
        await self._office.ask(
            press.reviewer,
            press.chat,
            CORRECT,
            word(t, "delicate.correct.ask", number=entry.case_id),
            panel_id=press.panel.id,
            detail={"case": entry.case_id, "publication": entry.publication_id},
        )
        return ""

    async def _ask_why(self, press: Press) -> str:
        t, number = catalog(press.reviewer.lang), press.panel.number
        await self._office.ask(
            press.reviewer,
            press.chat,
            _PROMPT,
            word(t, "corrections.ask_why", number=number),
            panel_id=press.panel.id,
            detail={"wanted": number},
        )
        return ""

    # --- on the storage thread --------------------------------------------------------------

    def _listed(self) -> list[WantedCorrection]:
        with self._office.app.database.read() as connection:
            return wanted.listed(connection)


def _must(reviewer: Reviewer) -> None:
    if not reviewer.may(Act.APPROVE_REPLY):
        raise NotAllowed("decision.not_your_role")


def _entry(one: WantedCorrection, reader: Reader, panel_id: int) -> Button:
    text = clipped(shown(one.said or one.text), _LABEL)
    label = reader.t("corrections.button.open", number=one.id, text=text)
    return button(cut(label, _LABEL + len(str(one.id))), "w_open", panel_id, str(one.id))


def _choices(
    one: WantedCorrection, today: Fact | None, reader: Reader, panel_id: int
) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons of an entry; where a correction is under way, it is its case's turn."""
    t = reader.t
    rows: list[tuple[Button, ...]] = []
    if not one.begun and today is not None:
        rows.append((button(t("corrections.button.fact"), "w_fact", panel_id, style="primary"),))
    if not one.begun:
        rows.append((button(t("corrections.button.write"), "w_write", panel_id),))
    rows.append((button(t("corrections.button.dismiss"), "w_drop", panel_id),))
    if one.case_id is not None:
        label = t("chat.button.open", number=one.case_id)
        rows.append((button(label, "open", panel_id, str(one.case_id)),))
    return tuple(rows)


def _block(section: Section) -> Block:
    body: Sequence[str] = section.lines
    for column in section.columns:
        body = (*body, f"{column.title}", *(f"  {line}" for line in column.lines))
    quoted = section.name == "reply"
    lines = [line.lstrip() if quoted else line for line in body]
    return Block(
        name=section.name,
        title=section.title,
        body="\n".join(lines),
        frame=Frame.QUOTE if quoted else Frame.PLAIN,
        rank=1,
    )
