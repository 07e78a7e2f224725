"""Writing an official post in chat: a text, its translation, where, when, about what; then submit.

The draft stands in the panel that shows it (`panel.detail`), so that it survives a restart.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from bot.deciding import NotAllowed
from bot.ports import Panel, Typed
from bot.post import BOTH, Layout
from bot.postcontent import PostContent
from bot.postdeciding import may_write
from bot.postdrafts import drafted
from bot.review.chat.draftchanges import another_risk, another_topic, marked, placed, retyped
from bot.review.chat.draftpanels import DraftPanel, draft_panel, read_draft, written_draft
from bot.review.chat.markup import plain
from bot.review.chat.office import Office
from bot.review.chat.postview import PostView
from bot.review.chat.presses import Press
from bot.review.times import read_until
from bot.storage import panels, posts
from bot.storage.panels import Prompt, Shown
from policies.roles import Reviewer
from translations.catalogs import catalog
from translations.translator import Translator
from translations.values import Bilingual

KIND: Final = "postdraft"
_NOW: Final = frozenset({"now", "maintenant"})


class PostComposer:
    """Asks for what a post needs, and puts it into approval."""

    prompts: frozenset[str] = frozenset({"p_text", "p_other", "p_dtext", "p_dwhen"})

    def __init__(self, office: Office, view: PostView) -> None:
        self._office = office
        self._view = view
        self.presses: Final[Mapping[str, Callable[[Press], Awaitable[str]]]] = {
            "p_dtext": self._ask_text,
            "p_dwhen": self._ask_when,
            "p_place": self._choose_place,
            "p_at": self._place,
            "p_topic": self._topic,
            "p_risk": self._risk,
            "p_mark": self._mark,
            "p_submit": self._submit,
            "p_discard": self._discard,
        }

    async def begin(self, chat: str, reviewer: Reviewer, corrects: int | None = None) -> None:
        """Ask for the text, in the language of whoever writes."""
        if not may_write(reviewer):
            raise NotAllowed("decision.not_your_role")
        t = catalog(reviewer.lang)
        key = "chatpost.ask.text" if corrects is None else "chatpost.ask.corrected_text"
        await self._office.ask(
            reviewer,
            chat,
            "p_text",
            plain(t(key, number=corrects)),
            detail={"corrects": corrects},
        )

    async def answered(self, prompt: Prompt, typed: Typed, reviewer: Reviewer) -> None:
        """Take what was asked for."""
        t, text = catalog(reviewer.lang), typed.text.strip()
        if not text:
            await self._office.say(typed.chat, plain(t("chatpost.empty")))
            return
        match prompt.kind:
            case "p_text":
                await self._first(prompt, typed.chat, text, reviewer)
            case "p_other":
                given = str(prompt.detail["text"])
                ours = reviewer.lang
                texts = Bilingual(
                    en=given if ours == "en" else text, fr=text if ours == "en" else given
                )
                await self._office.close(prompt)
                await self._draft(prompt, typed.chat, reviewer, texts, None)
            case _:
                await self._changed(prompt, typed.chat, text, reviewer)

    async def _first(self, prompt: Prompt, chat: str, text: str, reviewer: Reviewer) -> None:
        """Draft the other language where memory or engine can, else ask for it."""
        translator = await self._office.app.thread.run(self._translator)
        done = await asyncio.to_thread(drafted, text, reviewer.lang, translator)
        if done is not None:
            await self._office.close(prompt)
            await self._draft(prompt, chat, reviewer, *done)
            return
        await self._office.ask(
            reviewer,
            chat,
            "p_other",
            plain(catalog(reviewer.lang)("chatpost.ask.other")),
            detail={**prompt.detail, "text": text},
        )

    def _translator(self) -> Translator:
        app = self._office.app
        with app.database.read() as connection:
            return app.tools.translator(connection, app.clock())

    async def _draft(
        self,
        prompt: Prompt,
        chat: str,
        reviewer: Reviewer,
        texts: Bilingual,
        machine: str | None,
    ) -> None:
        corrects = prompt.detail.get("corrects")
        content = PostContent(
            texts=texts,
            channels={},
            machine=machine,
            corrects=int(str(corrects)) if corrects is not None else None,
        )
        places = self._places()
        if len(places) == 1:
            content = replace(content, layout=Layout.BILINGUAL, channels={BOTH: places[0]})
        if content.corrects is not None:
            content = await self._office.app.thread.run(
                self._as_corrected, content, content.corrects
            )
        await self._show(chat, reviewer, content)

    async def _show(self, chat: str, reviewer: Reviewer, content: PostContent) -> None:
        for html in await self._office.app.thread.run(self._before, reviewer, content):
            await self._office.say(chat, html)
        await self._office.show(
            reviewer,
            chat,
            KIND,
            "draft:0",
            partial(self._panel, reviewer, content, ""),
            detail=written_draft(content),
        )

    # --- changes of the draft ---------------------------------------------------------------

    async def _ask_text(self, press: Press) -> str:
        await self._ask(press, f"chatpost.ask.edit_{press.argument}_draft")
        return ""

    async def _ask_when(self, press: Press) -> str:
        await self._ask(press, "chatpost.ask.when")
        return ""

    async def _ask(self, press: Press, key: str) -> None:
        self._live(press)
        await self._office.ask(
            press.reviewer,
            press.chat,
            press.verb,
            plain(catalog(press.reviewer.lang)(key)),
            panel_id=press.panel.id,
            detail={"lang": press.argument},
        )

    async def _changed(self, prompt: Prompt, chat: str, text: str, reviewer: Reviewer) -> None:
        """A text or a time was typed: the draft is shown anew below it."""
        shown = await self._office.app.thread.run(self._load, prompt.panel_id or 0)
        await self._office.close(prompt)
        if shown is None or not shown.live:
            raise NotAllowed("chatpost.refused.draft_gone")
        content = read_draft(shown.detail)
        if prompt.kind == "p_dwhen":
            app = self._office.app
            moment = None
            if text.casefold() not in _NOW:
                moment = read_until(text, app.clock(), app.tools.hours.zone)
                if moment is None:
                    raise NotAllowed("chatpost.refused.when")
                if moment <= app.clock():
                    raise NotAllowed("decision.past")
            content = replace(content, publish_at=moment)
        else:
            content = retyped(content, str(prompt.detail["lang"]), text)
        await self._over(shown, reviewer, "chatpost.draft.below")
        await self._show(chat, reviewer, content)

    async def _choose_place(self, press: Press) -> str:
        self._live(press)
        if not self._places():
            raise NotAllowed("chatpost.refused.no_channel")
        await self._again(press, read_draft(press.panel.detail), "places")
        return ""

    async def _place(self, press: Press) -> str:
        self._live(press)
        content, more = placed(read_draft(press.panel.detail), press.argument, self._places())
        await self._again(press, content, "places" if more else "")
        return ""

    async def _topic(self, press: Press) -> str:
        self._live(press)
        await self._again(press, another_topic(read_draft(press.panel.detail), self._topics()))
        return ""

    async def _risk(self, press: Press) -> str:
        self._live(press)
        await self._again(press, another_risk(read_draft(press.panel.detail)))
        return ""

    async def _mark(self, press: Press) -> str:
        self._live(press)
        await self._again(press, marked(read_draft(press.panel.detail), press.argument))
        return ""

    # --- its end ----------------------------------------------------------------------------

    async def _submit(self, press: Press) -> str:
        self._live(press)
        app, t = self._office.app, catalog(press.reviewer.lang)
        content = read_draft(press.panel.detail)
        if set(content.channels) != set(content.layout.halves):
            raise NotAllowed("chatpost.refused.no_place")
        number, new = await app.thread.run(app.posts.submit_content, press.reviewer, content)
        await self._over(press.panel, press.reviewer, "chatpost.draft.submitted", number=number)
        await self._view.show(press.reviewer, press.chat, number)
        return t("chatpost.done.submitted" if new else "chatpost.done.there", number=number)

    async def _discard(self, press: Press) -> str:
        self._live(press)
        await self._over(press.panel, press.reviewer, "chatpost.draft.discarded")
        return catalog(press.reviewer.lang)("chatpost.done.discarded")

    async def _over(self, shown: Shown, reviewer: Reviewer, key: str, /, **values: object) -> None:
        html = plain(catalog(reviewer.lang)(key, **values))
        await self._office.refresh(shown, Panel(html=html), live=False)

    # --- the parts --------------------------------------------------------------------------

    @staticmethod
    def _live(press: Press) -> None:
        if not press.panel.live:
            raise NotAllowed("chatpost.refused.draft_gone")

    async def _again(self, press: Press, content: PostContent, mode: str = "") -> None:
        run = self._office.app.thread.run
        await run(self._keep, press.panel.id, content)
        panel = await run(self._panel, press.reviewer, content, mode, press.panel.id)
        await self._office.refresh(press.panel, panel)

    def _places(self) -> list[tuple[str, str]]:
        """The live channels of the settings that posts can go to, in their order."""
        return [
            (one.platform, one.id)
            for one in self._office.app.settings.channels
            if one.mode == "live" and one.id != "direct"
        ]

    def _topics(self) -> list[str]:
        """The topics that steps know of."""
        steps = self._office.app.settings.approval_steps
        return sorted({one.topic for one in steps if one.topic is not None})

    # --- on the storage thread --------------------------------------------------------------

    def _panel(self, reviewer: Reviewer, content: PostContent, mode: str, panel_id: int) -> Panel:
        return self._drawn(reviewer, content, mode, panel_id).panel

    def _before(self, reviewer: Reviewer, content: PostContent) -> tuple[str, ...]:
        return self._drawn(reviewer, content, "", 0).before

    def _drawn(
        self, reviewer: Reviewer, content: PostContent, mode: str, panel_id: int
    ) -> DraftPanel:
        return draft_panel(
            content,
            self._office.reader(reviewer),
            panel_id,
            findings=self._office.app.posts.checks(content),
            places=self._places(),
            topics=self._topics(),
            choosing=mode == "places",
        )

    def _as_corrected(self, content: PostContent, number: int) -> PostContent:
        """A correction goes where the first went, and says in both texts what it puts right."""
        with self._office.app.database.read() as connection:
            wrong = posts.load(connection, number).content
            content = replace(
                content,
                layout=wrong.layout,
                channels=wrong.channels,
                topic=wrong.topic,
                risk=wrong.risk,
            )
            return self._office.app.posts.correcting(connection, content)

    def _keep(self, panel_id: int, content: PostContent) -> None:
        with self._office.app.database.write("draft") as connection:
            panels.note(connection, panel_id, detail=written_draft(content))

    def _load(self, panel_id: int) -> Shown | None:
        with self._office.app.database.read() as connection:
            return panels.load(connection, panel_id)
