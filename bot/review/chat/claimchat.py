"""Claims and where they are made, at the desk in chat: /claims lists them, each with its button."""

from typing import Final

from bot.deciding import NotAllowed
from bot.ports import Button, Outcome, Panel, Typed
from bot.review.chat.casepanels import decides
from bot.review.chat.folding import Block, fold
from bot.review.chat.markup import cut
from bot.review.chat.office import Office
from bot.review.chat.presses import Press, button
from bot.review.claimlist import claim_sections, claims_section, words_of
from bot.review.sections import Section
from bot.review.wording import Reader
from bot.storage import claims
from bot.storage.claims import ClaimLine, Spread
from bot.storage.pages import Page
from bot.storage.panels import Prompt
from policies.roles import Act, Reviewer
from translations.catalogs import catalog

_LISTED: Final = 8
_CASES: Final = 9  # buttons below a claim
_LABEL: Final = 40  # characters of a button
_OPEN: Final = "claim_at"


class ClaimChat:
    """The part of the desk that shows how far a claim has got. It asks nothing."""

    verbs: frozenset[str] = frozenset({_OPEN})
    commands: frozenset[str] = frozenset({"claims"})
    prompts: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()

    def __init__(self, office: Office) -> None:
        self._office = office

    async def command(self, name: str, typed: Typed, reviewer: Reviewer) -> None:
        """List the claims, in the private chat only."""
        del name
        _must(reviewer)
        chat = typed.chat if typed.private else await self._office.private_chat(reviewer)
        if chat is None:
            return
        run = self._office.app.thread.run
        found, reader = await run(self._found), await run(self._office.reader, reviewer)
        html = fold([_block(claims_section(found, reader, _LISTED))]).html

        def build(panel_id: int) -> Panel:
            rows = tuple(
                (_entry(number, one, reader, panel_id),)
                for number, one in enumerate(found[:_LISTED], start=1)
            )
            return Panel(html=html, buttons=rows)

        await self._office.show(reviewer, chat, "list", "list:0", build)

    async def press(self, press: Press) -> str:
        """Show one claim, with buttons that open its cases."""
        _must(press.reviewer)
        run = self._office.app.thread.run
        one = await run(self._load, press.argument)
        if one is None:
            return catalog(press.reviewer.lang)("claims.over")
        chat = await self._office.private_chat(press.reviewer) or press.chat
        reader = await run(self._office.reader, press.reviewer)
        html = fold([_block(section) for section in claim_sections(one, reader)]).html

        def build(panel_id: int) -> Panel:
            made = [
                button(reader.t("chat.button.open", number=case.id), "open", panel_id, str(case.id))
                for case in one.cases[:_CASES]
            ]
            rows = tuple(tuple(made[at : at + 3]) for at in range(0, len(made), 3))
            return Panel(html=html, buttons=rows)

        await self._office.show(press.reviewer, chat, "list", "list:0", build)
        return ""

    async def answered(self, prompt: Prompt, typed: Typed, reviewer: Reviewer) -> None:
        """It asks nothing."""

    async def page(
        self, page: Page, reviewer: Reviewer, chat: str
    ) -> "Panel | Outcome | bool | None":
        """It shows no page."""

    def _found(self) -> list[ClaimLine]:
        app = self._office.app
        with app.database.read() as connection:
            return claims.lines(connection, app.clock())

    def _load(self, mark: str) -> Spread | None:
        app = self._office.app
        with app.database.read() as connection:
            line = claims.find(claims.lines(connection, app.clock()), mark)
            if line is None:
                return None
            return claims.load(connection, line, app.clock(), app.tools.hours.zone)


def _must(reviewer: Reviewer) -> None:
    if not (decides(reviewer) or reviewer.may(Act.SEE_AUTHOR)):
        raise NotAllowed("decision.not_your_role")


def _entry(number: int, one: ClaimLine, reader: Reader, panel_id: int) -> Button:
    label = reader.t("claims.button", number=number, words=words_of(one, reader))
    return button(cut(label, _LABEL), _OPEN, panel_id, one.mark)


def _block(section: Section) -> Block:
    body = "\n".join(line.strip() for line in section.lines)
    return Block(name=section.name, title=section.title, body=body, rank=1)
