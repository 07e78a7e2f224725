"""What reviewers type about a case: a new text, a reason; ready reasons stand as buttons."""

import asyncio
from collections.abc import Mapping
from typing import Final

from bot.deciding import NotAllowed
from bot.ports import Typed
from bot.postdrafts import translated
from bot.review.chat.caseview import CaseView, word
from bot.review.chat.office import Office, refusal_html
from bot.review.chat.presses import Press, button
from bot.review.chat.reasons import READY, reason_text
from bot.storage.panels import Prompt, Shown
from policies.roles import Reviewer
from translations.catalogs import catalog
from translations.values import OFFICIAL_LANGUAGES

_LEAST_SURE: Final = 0.95  # below, the language is taken for the reviewer's own
_LONG_ENOUGH: Final = 12  # letters; below, a text says little about its language
_TYPED: Final = "other"  # argument of the button for a reason of one's own


class Typing:
    """Asks, and takes the answer: edit, reject, keep, escalate."""

    prompts: frozenset[str] = frozenset({"edit", "reject", "keep", "escalate"})

    def __init__(self, office: Office, view: CaseView) -> None:
        self._office = office
        self._view = view

    async def edit(self, press: Press) -> str:
        """Ask for the text; the case is theirs from now on."""
        app = self._office.app
        await app.thread.run(app.decisions.claim, press.panel.number, press.reviewer)
        await self._ask(press)
        return ""

    async def reason(self, press: Press) -> str:
        """Offer the ready reasons, ask for one that is typed, or decide."""
        t = catalog(press.reviewer.lang)
        if press.argument in READY[press.verb]:
            await self._decide(
                press.verb,
                press.panel.number,
                press.reviewer,
                reason_text(press.verb, press.argument, t),
            )
            return t(f"chat.done.{press.verb}", number=press.panel.number)
        app = self._office.app
        await app.thread.run(app.decisions.claim, press.panel.number, press.reviewer)
        if press.argument == _TYPED:
            await self._ask(press)
            return ""
        rows = [
            [button(reason_text(press.verb, name, t), press.verb, press.panel.id, name)]
            for name in READY[press.verb]
        ]
        typed = button(t("chat.button.other_reason"), press.verb, press.panel.id, _TYPED)
        await self._view.choose(press, [*rows, [typed]])
        return t("chat.why")

    async def _ask(self, press: Press) -> None:
        t = catalog(press.reviewer.lang)
        await self._office.ask(
            press.reviewer,
            press.chat,
            press.verb,
            word(t, f"chat.ask.{press.verb}", number=press.panel.number),
            panel_id=press.panel.id,
            detail={"case": press.panel.number, "hash": press.panel.shown_hash or ""},
        )

    async def replied(self, shown: Shown, typed: Typed, reviewer: Reviewer) -> None:
        """Take a reply to a card as the new text of its draft."""
        detail: dict[str, object] = {"case": shown.number, "hash": shown.shown_hash or ""}
        await self._edit(detail, shown.id, typed, reviewer)

    async def answered(self, prompt: Prompt, typed: Typed, reviewer: Reviewer) -> None:
        """Do what was asked about."""
        if prompt.kind == "edit":
            if await self._edit(dict(prompt.detail), prompt.panel_id, typed, reviewer):
                await self._office.close(prompt)
            return
        t, case_id = catalog(reviewer.lang), int(str(prompt.detail["case"]))
        reason = typed.text.strip()
        if not reason:
            await self._office.say(typed.chat, word(t, "chat.why"))
            return
        try:
            await self._decide(prompt.kind, case_id, reviewer, reason)
        finally:
            await self._office.close(prompt)
        await self._office.say(typed.chat, word(t, f"chat.done.{prompt.kind}", number=case_id))

    async def _decide(self, verb: str, case_id: int, reviewer: Reviewer, reason: str) -> None:
        decisions = self._office.app.decisions
        act = {
            "reject": decisions.reject,
            "keep": decisions.keep,
            "escalate": decisions.escalate,
        }[verb]
        await self._office.app.thread.run(act, case_id, reviewer, reason)
        await self._view.refresh_subject(f"case:{case_id}")

    async def _edit(
        self, detail: dict[str, object], panel_id: int | None, typed: Typed, reviewer: Reviewer
    ) -> bool:
        """Put the typed text in the place of the draft; whether the question is answered by it."""
        app, t = self._office.app, catalog(reviewer.lang)
        case_id = int(str(detail["case"]))
        kept = detail.get("texts")
        texts = (
            {str(lang): str(text) for lang, text in kept.items()} if isinstance(kept, dict) else {}
        )
        wanted = detail.get("lang")
        lang = str(wanted) if wanted else await app.thread.run(self._language, typed.text, reviewer)
        texts[lang] = typed.text
        shown_hash = str(detail["hash"])
        await self._translate_ahead(texts)
        try:
            await app.thread.run(
                lambda: app.decisions.edit(case_id, reviewer, texts, shown_hash=shown_hash)
            )
        except NotAllowed as refused:
            other = refused.values.get("lang")
            if refused.key == "decision.no_translation" and other in OFFICIAL_LANGUAGES:
                # nothing here translates: the other language is typed too, and nothing is lost
                await self._office.ask(
                    reviewer,
                    typed.chat,
                    "edit",
                    word(t, "chat.ask.other_language", language=t(f"desk.language.{other}")),
                    panel_id=panel_id,
                    detail={**detail, "texts": texts, "lang": other},
                )
                return False
            await self._office.say(typed.chat, refusal_html(refused, t))
            # what was typed stands above in the chat: it can be sent again for the new card
            await self._view.show(reviewer, typed.chat, case_id)
            return True
        await self._view.show(reviewer, typed.chat, case_id)
        await self._view.refresh_subject(f"case:{case_id}")
        return True

    async def _translate_ahead(self, texts: Mapping[str, str]) -> None:
        """Let the engine work on a text where nobody waits: a model that hangs holds up nothing."""
        missing = [lang for lang in OFFICIAL_LANGUAGES if lang not in texts]
        for source in OFFICIAL_LANGUAGES:
            if missing and source in texts:
                engine = self._office.app.tools.engine
                await asyncio.to_thread(translated, texts[source], source, engine)

    def _language(self, text: str, reviewer: Reviewer) -> str:
        """The language that somebody types in: their own, unless it is clearly the other one."""
        found = self._office.app.tools.detector.detect_batch([text])[0]
        sure = found.confidence >= _LEAST_SURE and len(text) >= _LONG_ENOUGH
        return found.lang if sure and found.lang in OFFICIAL_LANGUAGES else reviewer.lang
