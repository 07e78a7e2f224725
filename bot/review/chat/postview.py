"""Shows cards of official posts in chat, and keeps those up to date that others have open."""

from functools import partial
from typing import Final

from bot.ports import Outcome, Panel, Sent
from bot.review.chat.office import Office
from bot.review.chat.postpanels import PostPanel, post_buttons, post_panel
from bot.storage import panels, posts, staff
from bot.storage.panels import Shown
from bot.storage.posts import PostFile
from policies.roles import Reviewer
from translations.catalogs import catalog

KIND: Final = "post"
_REFRESHED: Final = 20  # panels of one post that are brought up to date


class PostView:
    """What is shown of official posts."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def show(self, reviewer: Reviewer, chat: str, number: int, note: str = "") -> Outcome:
        """Show the card, with the texts before it where they do not fit on it.

        Raises:
            NoSuchPost: there is none.
        """
        post = await self._office.app.thread.run(self.load, number)
        before = await self._office.app.thread.run(self._before, post, reviewer)
        for html in before:
            outcome = await self._office.say(chat, html)
            if not isinstance(outcome, Sent):
                return outcome
        _, outcome = await self._office.show(
            reviewer,
            chat,
            KIND,
            f"post:{number}",
            partial(self._panel, post, reviewer, note),
            shown_hash=post.text_hash,
        )
        return outcome

    async def refresh(self, number: int, key: str = "", by: Reviewer | None = None) -> None:
        """Bring every card of a post up to date, and say on it who has just done what.

        Args:
            key: of the sentence that says it.
        """
        found = await self._office.app.thread.run(self._live, number)
        for shown, reviewer in found[:_REFRESHED]:
            note = ""
            if key and by is not None:
                note = catalog(reviewer.lang)(key, name=by.name)
            await self.again(shown, reviewer, note)

    async def again(self, shown: Shown, reviewer: Reviewer, note: str = "") -> None:
        """Bring one card up to date; its buttons bear the hash of the texts that it shows now."""
        post = await self._office.app.thread.run(self.load, shown.number)
        panel = await self._office.app.thread.run(self._panel, post, reviewer, note, shown.id)
        await self._office.refresh(shown, panel, shown_hash=post.text_hash)

    # --- on the storage thread --------------------------------------------------------------

    def load(self, number: int) -> PostFile:
        """Return a post as it stands."""
        with self._office.app.database.read() as connection:
            return posts.load(connection, number)

    def _panel(self, post: PostFile, reviewer: Reviewer, note: str, panel_id: int) -> Panel:
        card, reader = self._card(post, reviewer, note), self._office.reader(reviewer)
        return Panel(html=card.html, buttons=post_buttons(post, reader, reviewer, panel_id))

    def _before(self, post: PostFile, reviewer: Reviewer) -> tuple[str, ...]:
        return self._card(post, reviewer, "").before

    def _card(self, post: PostFile, reviewer: Reviewer, note: str) -> PostPanel:
        official = self._office.app.posts
        return post_panel(
            post,
            self._office.reader(reviewer),
            official.checks(post.content),
            note,
            official.waits_until(post),
        )

    def _live(self, number: int) -> list[tuple[Shown, Reviewer]]:
        found = []
        now = self._office.app.clock()
        with self._office.app.database.read() as connection:
            for shown in panels.live_of(connection, f"post:{number}"):
                if shown.kind != KIND or shown.reviewer_id is None or shown.message is None:
                    continue
                reviewer = staff.reviewer(connection, shown.reviewer_id, now)
                if reviewer is not None:
                    found.append((shown, reviewer))
        return found
