"""Corrections at the desk in chat: which reply of ours was wrong, and what is right."""

from collections.abc import Sequence
from typing import Final

from bot.corrections import may_be_corrected
from bot.deciding import NotAllowed
from bot.ports import Button, Outcome, Panel, Typed
from bot.review.chat.caseview import CaseView, word
from bot.review.chat.markup import cut
from bot.review.chat.office import Office
from bot.review.chat.presses import Press, button
from bot.review.wording import Reader
from bot.storage.pages import Page
from bot.storage.panels import Prompt
from bot.storage.queue import CardData
from policies.roles import Act, Reviewer
from translations.catalogs import catalog
from translations.values import OFFICIAL_LANGUAGES

_LABEL: Final = 60  # characters of a button
PROMPT: Final = "d_correct"
_LEAST_SURE: Final = 0.95  # below, the language is taken for the reviewer's own
_LONG_ENOUGH: Final = 12  # characters; below, a text says little about its language


class CorrectionChat:
    """The part of the desk that puts replies of ours right.

    Args:
        office: The program and the chat.
        view: Shows cards of cases; this part puts its button below them.
    """

    verbs = frozenset({"d_correct"})
    commands: frozenset[str] = frozenset()
    prompts = frozenset({PROMPT})
    pages: frozenset[str] = frozenset()

    def __init__(self, office: Office, view: CaseView) -> None:
        self._office = office
        self._view = view
        view.extras.append(correction_rows)

    async def press(self, press: Press) -> str:
        """Ask what is right; where several replies are out, first which one was wrong."""
        t, app = catalog(press.reviewer.lang), self._office.app
        if not press.reviewer.may(Act.APPROVE_REPLY):
            raise NotAllowed("decision.not_your_role")
        out = await app.thread.run(app.corrections.published, press.panel.number)
        if not out:
            raise NotAllowed("delicate.correct.not_out")
        chosen = [one.id for one in out if not press.argument or str(one.id) == press.argument]
        if len(chosen) > 1:
            rows = [
                [
                    button(
                        cut(t("delicate.correct.button_of", text=one.outgoing.text), _LABEL),
                        "d_correct",
                        press.panel.id,
                        str(one.id),
                    )
                ]
                for one in out
            ]
            await self._view.choose(press, rows)
            return t("delicate.correct.which")
        if not chosen:
            raise NotAllowed("delicate.correct.not_out")
        await self._office.ask(
            press.reviewer,
            press.chat,
            PROMPT,
            word(t, "delicate.correct.ask", number=press.panel.number),
            panel_id=press.panel.id,
            detail={"case": press.panel.number, "publication": chosen[0]},
        )
        return ""

    async def command(self, name: str, typed: Typed, reviewer: Reviewer) -> None:
        """There is none."""

    async def page(
        self, page: Page, reviewer: Reviewer, chat: str
    ) -> "Panel | Outcome | bool | None":
        """There is none: corrections are paged as cases."""

    async def answered(self, prompt: Prompt, typed: Typed, reviewer: Reviewer) -> None:
        """Take what is right, and show the correction on the case's card."""
        app, t, detail = self._office.app, catalog(reviewer.lang), dict(prompt.detail)
        kept = detail.get("texts")
        texts = {str(k): str(v) for k, v in kept.items()} if isinstance(kept, dict) else {}
        wanted = detail.get("lang")
        lang = str(wanted) if wanted else await app.thread.run(self._language, typed.text, reviewer)
        texts[lang] = typed.text
        case_id, publication = int(str(detail["case"])), int(str(detail["publication"]))
        try:
            await app.thread.run(app.corrections.correct, publication, reviewer, texts)
        except NotAllowed as refused:
            other = refused.values.get("lang")
            await self._office.close(prompt)
            if refused.key != "decision.no_translation" or other not in OFFICIAL_LANGUAGES:
                raise
            await self._office.ask(
                reviewer,
                typed.chat,
                PROMPT,
                word(t, "delicate.correct.ask_other", language=t(f"desk.language.{other}")),
                panel_id=prompt.panel_id,
                detail={**detail, "texts": texts, "lang": other},
            )
            return
        await self._office.close(prompt)
        await self._office.say(typed.chat, word(t, "delicate.correct.proposed"))
        await self._view.show(reviewer, typed.chat, case_id)
        await self._view.refresh_subject(f"case:{case_id}")

    def _language(self, text: str, reviewer: Reviewer) -> str:
        found = self._office.app.tools.detector.detect_batch([text])[0]
        sure = found.confidence >= _LEAST_SURE and len(text) >= _LONG_ENOUGH
        return found.lang if sure and found.lang in OFFICIAL_LANGUAGES else reviewer.lang


def correction_rows(
    data: CardData, reader: Reader, reviewer: Reviewer, panel_id: int
) -> Sequence[Sequence[Button]]:
    """Return the button that corrects a reply of ours, where one is out."""
    out = any(may_be_corrected(one) for one in data.publications)
    correcting = data.draft is not None and data.draft.state in ("proposed", "approved")
    if not out or correcting or not reviewer.may(Act.APPROVE_REPLY):
        return ()
    return ((button(reader.t("delicate.correct.button"), "d_correct", panel_id),),)
