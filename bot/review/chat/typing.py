"""What reviewers type about a case: a new text, a reason."""

from typing import Final

from bot.deciding import NotAllowed
from bot.ports import Typed
from bot.review.chat import markup
from bot.review.chat.caseview import CaseView
from bot.review.chat.office import Office
from bot.review.chat.presses import Press
from bot.storage.panels import Prompt
from policies.roles import Reviewer
from translations.catalogs import catalog
from translations.values import OFFICIAL_LANGUAGES

_LEAST_SURE: Final = 0.95  # below, the language that somebody types in is asked, not guessed
_LONG_ENOUGH: Final = 12  # letters; below, a text says little about its language


class Typing:
    """Asks, and takes the answer: edit, reject, escalate."""

    prompts: frozenset[str] = frozenset({"edit", "reject", "escalate"})

    def __init__(self, office: Office, view: CaseView) -> None:
        self._office = office
        self._view = view

    async def begin(self, press: Press) -> str:
        """Ask for what is needed; the case is theirs from now on."""
        t = catalog(press.reviewer.lang)
        app = self._office.app
        await app.thread.run(app.decisions.claim, press.panel.number, press.reviewer)
        chat = await self._office.private_chat(press.reviewer) or press.chat
        await self._office.ask(
            press.reviewer,
            chat,
            press.verb,
            markup.plain(t(f"chat.ask.{press.verb}", number=press.panel.number)),
            panel_id=press.panel.id,
            detail={
                "case": press.panel.number,
                "hash": press.panel.shown_hash or "",
            },
        )
        return ""

    async def answered(self, prompt: Prompt, typed: Typed, reviewer: Reviewer) -> None:
        """Do what was asked about."""
        case_id = int(str(prompt.detail["case"]))
        if prompt.kind == "edit":
            await self._edit(prompt, case_id, typed, reviewer)
            return
        app = self._office.app
        act = app.decisions.reject if prompt.kind == "reject" else app.decisions.escalate
        await app.thread.run(act, case_id, reviewer, typed.text.strip())
        await self._office.close(prompt)
        t = catalog(reviewer.lang)
        await self._office.say(
            typed.chat, markup.plain(t(f"chat.done.{prompt.kind}", number=case_id))
        )
        await self._view.refresh_subject(f"case:{case_id}")

    async def _edit(self, prompt: Prompt, case_id: int, typed: Typed, reviewer: Reviewer) -> None:
        """Put the typed text in the place of the draft, and show what it looks like now."""
        app, t = self._office.app, catalog(reviewer.lang)
        kept = prompt.detail.get("texts")
        texts = (
            {str(lang): str(text) for lang, text in kept.items()} if isinstance(kept, dict) else {}
        )
        wanted = prompt.detail.get("lang")
        lang = str(wanted) if wanted else await app.thread.run(self._language, typed.text, reviewer)
        texts[lang] = typed.text
        shown_hash = str(prompt.detail["hash"])
        try:
            await app.thread.run(
                lambda: app.decisions.edit(case_id, reviewer, texts, shown_hash=shown_hash)
            )
        except NotAllowed as refused:
            other = refused.values.get("lang")
            if refused.key != "decision.no_translation" or other not in OFFICIAL_LANGUAGES:
                raise
            # nothing here translates: the other language is typed too, and nothing is lost
            await self._office.ask(
                reviewer,
                typed.chat,
                "edit",
                markup.plain(t("chat.ask.other_language", language=t(f"desk.language.{other}"))),
                panel_id=prompt.panel_id,
                detail={**prompt.detail, "texts": texts, "lang": other},
            )
            return
        await self._office.close(prompt)
        await self._view.refresh_subject(f"case:{case_id}")
        await self._view.show(reviewer, typed.chat, case_id)

    def _language(self, text: str, reviewer: Reviewer) -> str:
        """The language that somebody types in: their own, unless it is clearly the other one."""
        found = self._office.app.tools.detector.detect_batch([text])[0]
        sure = found.confidence >= _LEAST_SURE and len(text) >= _LONG_ENOUGH
        return found.lang if sure and found.lang in OFFICIAL_LANGUAGES else reviewer.lang
