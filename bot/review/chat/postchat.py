"""Official posts at the desk in chat: cards, approvals, advice, and what follows."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from bot.deciding import Blocked, NotAllowed
from bot.ports import Panel, Sent, Typed
from bot.review.chat.markup import plain
from bot.review.chat.office import Office, refusal
from bot.review.chat.postbyhand import PROMPT, PostByHand
from bot.review.chat.postcomposer import PostComposer
from bot.review.chat.postpanels import HASH, list_panel
from bot.review.chat.postview import KIND, PostView
from bot.review.chat.presses import Press
from bot.review.times import read_until
from bot.states import IllegalMove, PostState, PublicationState
from bot.storage import posts, publications
from bot.storage.database import Conflict
from bot.storage.pages import Page
from bot.storage.panels import Prompt
from bot.storage.postpages import can_give
from bot.storage.posts import NoSuchPost
from policies.roles import Reviewer
from translations.catalogs import catalog
from translations.values import OFFICIAL_LANGUAGES, Bilingual

__all__ = ["PostChat"]

_LISTED: Final = 10  # published posts in the list, besides those in progress
_REFUSALS: Final = (NotAllowed, Blocked, IllegalMove, Conflict)


class PostChat:
    """The part of the desk in chat that is about official posts."""

    commands: frozenset[str] = frozenset({"post", "posts"})
    pages: frozenset[str] = frozenset(
        {"approval", "consult", "notify", "post_broken", "post_by_hand", "post_out"}
    )

    def __init__(self, office: Office) -> None:
        self._office = office
        self._view = PostView(office)
        self._composer = PostComposer(office, self._view)
        self._by_hand = PostByHand(office, self._view)
        self._presses: Final[Mapping[str, Callable[[Press], Awaitable[str]]]] = {
            "p_ok": self._approve,
            "p_comment": self._ask,
            "p_edit": self._ask,
            "p_when": self._ask,
            "p_withdraw": self._ask,
            "p_retry": self._retry,
            "p_found": self._found,
            "p_gone": self._gone,
            "p_correct": self._correct,
            "p_show": self._show,
            "p_open": self._open,
            **self._composer.presses,
            **self._by_hand.presses,
        }
        self._answers: Final[Mapping[str, Callable[[Prompt, str, Reviewer], Awaitable[str]]]] = {
            "p_comment": self._commented,
            "p_edit": self._edited,
            "p_when": self._rescheduled,
            "p_withdraw": self._withdrawn,
            PROMPT: self._by_hand.posted,
        }
        self.verbs = frozenset(self._presses)
        self.prompts = frozenset(self._answers) | self._composer.prompts

    async def press(self, press: Press) -> str:
        """Do what a button says."""
        try:
            return await self._presses[press.verb](press)
        except _REFUSALS:
            if press.panel.kind == KIND:  # who did what meanwhile stands on the card now
                await self._view.again(press.panel, press.reviewer)
            raise

    async def command(self, name: str, typed: Typed, reviewer: Reviewer) -> None:
        """Begin a post, show one, or list them; in the private chat, where texts belong."""
        t = catalog(reviewer.lang)
        if not typed.private:
            await self._office.say(typed.chat, plain(t("chatpost.private")))
            return
        number = typed.argument.strip().lstrip("#")
        if number.isdecimal():
            await self._shown(reviewer, typed.chat, int(number))
        elif name == "posts":
            await self._list(typed.chat, reviewer)
        else:
            await self._composer.begin(typed.chat, reviewer)

    async def answered(self, prompt: Prompt, typed: Typed, reviewer: Reviewer) -> None:
        """Take the text that answers a question."""
        if prompt.kind in self._composer.prompts:
            await self._composer.answered(prompt, typed, reviewer)
            return
        text = typed.text.strip()
        if not text:
            await self._office.say(typed.chat, plain(catalog(reviewer.lang)("chatpost.empty")))
            return
        await self._office.close(prompt)
        try:
            said = await self._answers[prompt.kind](prompt, text, reviewer)
        except _REFUSALS as fault:
            # what was typed stands above in the chat: it can be sent again for the card as it is
            said = refusal(fault, catalog(reviewer.lang))
        await self._shown(reviewer, typed.chat, int(str(prompt.detail["post"])), said)

    async def page(self, page: Page, reviewer: Reviewer, chat: str) -> Panel | bool | None:
        """Show the card with the sentence that says why; moot where it asks for nothing more."""
        post = await self._office.app.thread.run(self._view.load, page.number)
        asks = page.kind in {"approval", "consult"}
        if asks and post.flow.state is not PostState.IN_APPROVAL:
            return None
        if page.kind == "approval" and not can_give(reviewer, post.flow):
            return None
        if page.kind == "post_broken" and not _broken(post):
            return None
        if page.kind == "post_by_hand" and not _by_hand(post):
            return None
        t = catalog(reviewer.lang)
        key = page.kind
        if page.kind == "post_broken" and page.payload.get("removal"):
            key = "removal"
        outcome = await self._view.show(reviewer, chat, page.number, t(f"chatpost.page.{key}"))
        return isinstance(outcome, Sent)

    # --- approvals --------------------------------------------------------------------------

    async def _approve(self, press: Press) -> str:
        app, t = self._office.app, catalog(press.reviewer.lang)
        need, _, shown = press.argument.rpartition(":")
        bound = press.panel.shown_hash or ""
        if bound[:HASH] != shown:
            raise NotAllowed("decision.refusal.stale_text")
        act = app.posts.approve_half if need in OFFICIAL_LANGUAGES else app.posts.approve_step
        state = await app.thread.run(
            lambda: act(press.panel.number, press.reviewer, need, text_hash=bound)
        )
        key = need if need in OFFICIAL_LANGUAGES else "step"
        await self._view.refresh(press.panel.number, f"chatpost.by.approved_{key}", press.reviewer)
        done = "approved_all" if state is PostState.APPROVED else "approved"
        return t(f"chatpost.done.{done}")

    # --- what is asked ----------------------------------------------------------------------

    async def _ask(self, press: Press) -> str:
        t = catalog(press.reviewer.lang)
        key = f"chatpost.ask.{press.verb.removeprefix('p_')}"
        if press.verb == "p_edit":
            key = f"{key}_{press.argument}"
        await self._office.ask(
            press.reviewer,
            press.chat,
            press.verb,
            plain(t(key, number=press.panel.number)),
            panel_id=press.panel.id,
            detail={
                "post": press.panel.number,
                "hash": press.panel.shown_hash or "",
                "lang": press.argument,
            },
        )
        return ""

    async def _commented(self, prompt: Prompt, text: str, reviewer: Reviewer) -> str:
        app, number = self._office.app, int(str(prompt.detail["post"]))
        await app.thread.run(app.posts.comment, number, reviewer, text)
        await self._view.refresh(number, "chatpost.by.commented", reviewer)
        return catalog(reviewer.lang)("chatpost.done.commented")

    async def _edited(self, prompt: Prompt, text: str, reviewer: Reviewer) -> str:
        app, number = self._office.app, int(str(prompt.detail["post"]))
        lang, shown = str(prompt.detail["lang"]), str(prompt.detail["hash"])
        post = await app.thread.run(self._view.load, number)
        texts = {**post.texts.as_mapping(), lang: text}
        both = Bilingual(en=texts["en"], fr=texts["fr"])
        await app.thread.run(lambda: app.posts.edit(number, reviewer, both, shown_hash=shown))
        await self._view.refresh(number, "chatpost.by.edited", reviewer)
        return catalog(reviewer.lang)("chatpost.done.edited")

    async def _rescheduled(self, prompt: Prompt, text: str, reviewer: Reviewer) -> str:
        app, number = self._office.app, int(str(prompt.detail["post"]))
        t = catalog(reviewer.lang)
        moment = None
        if text.casefold() not in {"now", "maintenant"}:
            moment = read_until(text, app.clock(), app.tools.hours.zone)
            if moment is None:
                raise NotAllowed("chatpost.refused.when")
        await app.thread.run(app.posts.reschedule, number, reviewer, moment)
        await self._view.refresh(number, "chatpost.by.rescheduled", reviewer)
        return t("chatpost.done.rescheduled")

    async def _withdrawn(self, prompt: Prompt, text: str, reviewer: Reviewer) -> str:
        app, number = self._office.app, int(str(prompt.detail["post"]))
        await app.thread.run(app.posts.withdraw, number, reviewer, text)
        await self._view.refresh(number, "chatpost.by.withdrawn", reviewer)
        return catalog(reviewer.lang)("chatpost.done.withdrawn")

    # --- once it is out ---------------------------------------------------------------------

    async def _retry(self, press: Press) -> str:
        app = self._office.app
        await app.thread.run(
            app.posts.retry_half, press.panel.number, press.reviewer, press.argument
        )
        await self._view.refresh(press.panel.number, "chatpost.by.retried", press.reviewer)
        return catalog(press.reviewer.lang)("chatpost.done.retried")

    async def _found(self, press: Press) -> str:
        app, number = self._office.app, press.panel.number
        await app.thread.run(self._settle_found, number, press.argument, press.reviewer)
        await self._view.refresh(number, "chatpost.by.found", press.reviewer)
        return catalog(press.reviewer.lang)("chatpost.done.found")

    def _settle_found(self, number: int, half: str, reviewer: Reviewer) -> None:
        app = self._office.app
        with app.database.read() as connection:
            unknown = publications.in_state(connection, PublicationState.UNKNOWN)
        for one in unknown:
            if one.post_id == number and (one.outgoing.lang or "both") == half:
                app.settling.settle_unknown(one.id, reviewer, is_out=True)
                return
        raise NotAllowed("decision.no_such_publication")

    async def _gone(self, press: Press) -> str:
        app, number = self._office.app, press.panel.number
        await app.thread.run(app.posts.removed_by_hand, number, press.reviewer)
        await self._view.refresh(number, "chatpost.by.gone", press.reviewer)
        return catalog(press.reviewer.lang)("chatpost.done.gone")

    async def _correct(self, press: Press) -> str:
        await self._composer.begin(press.chat, press.reviewer, corrects=press.panel.number)
        return ""

    # --- looking ----------------------------------------------------------------------------

    async def _show(self, press: Press) -> str:
        await self._shown(press.reviewer, press.chat, press.panel.number)
        return ""

    async def _open(self, press: Press) -> str:
        number = int(press.argument) if press.argument.isdecimal() else 0
        await self._shown(press.reviewer, press.chat, number)
        return ""

    async def _shown(self, reviewer: Reviewer, chat: str, number: int, note: str = "") -> None:
        try:
            await self._view.show(reviewer, chat, number, note)
        except NoSuchPost as missing:
            raise NotAllowed("post.refused.no_such_post", number=number) from missing

    async def _list(self, chat: str, reviewer: Reviewer) -> None:
        found = await self._office.app.thread.run(self._found_posts)
        t = catalog(reviewer.lang)

        def build(number: int) -> Panel:
            title = t("chatpost.list")
            return list_panel(found, self._office.reader(reviewer), number, title)

        await self._office.show(reviewer, chat, "posts", "posts:0", build)

    def _found_posts(self) -> list[posts.PostFile]:
        with self._office.app.database.read() as connection:
            return [*posts.in_approval(connection), *posts.recent(connection, _LISTED)]


def _broken(post: posts.PostFile) -> bool:
    return post.flow.state is PostState.PARTIAL or any(one.removal == "refused" for one in post.out)


def _by_hand(post: posts.PostFile) -> bool:
    return PublicationState.HANDED_OFF in post.flow.halves.values()
