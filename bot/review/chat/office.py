"""What every part of the chat desk works with: the program, the chat, and how panels are shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.app import App
from bot.deciding import Blocked, NotAllowed
from bot.ports import Chat, Outcome, Panel, Priority, Refused, Sent
from bot.review.chat.markup import plain
from bot.review.wording import Reader
from bot.storage import panels, retractions, staff
from bot.storage.database import Conflict
from bot.storage.panels import Prompt, Shown
from policies.roles import Reviewer
from responders.values import Weight
from translations.catalogs import Catalog, catalog


@dataclass(frozen=True, kw_only=True)
class Office:
    """The chat desk's surroundings."""

    app: App
    chat: Chat
    platform: str
    staff_group: str | None = None  # chat of the queue message

    def reader(self, reviewer: Reviewer) -> Reader:
        """Return who reads, now; reads the database: call it on the storage thread."""
        with self.app.database.read() as connection:
            names = staff.names(connection)
            self.app.tools.freshen(connection)  # a fact may have ended a moment ago
            retracted = retractions.names(connection)
        return Reader(
            t=catalog(reviewer.lang),
            zone=self.app.tools.hours.zone,
            now=self.app.clock(),
            policy=self.app.policy,
            bank=self.app.tools.bank,
            templates=self.app.documents.templates,
            retracted=retracted,
            names=names,
            reviewer=reviewer,
        )

    async def private_chat(self, reviewer: Reviewer) -> str | None:
        """Return the reviewer's private chat, None where they are not known on this platform."""
        return await self.app.thread.run(self._number, reviewer.id)

    def _number(self, reviewer_id: int) -> str | None:
        with self.app.database.read() as connection:
            return staff.number_on(connection, reviewer_id, self.platform)

    async def show(
        self,
        reviewer: Reviewer | None,
        chat: str,
        kind: str,
        subject: str,
        build: Callable[[int], Panel],
        *,
        shown_hash: str | None = None,
        detail: Mapping[str, object] | None = None,
        priority: Priority = Priority.REVIEWER,
    ) -> tuple[int, Outcome]:
        """Show a panel; its number is known before it is built, so that its buttons can bear it.

        Args:
            reviewer: whose it is; None for the staff group.
            build: makes the panel from its number; runs on the storage thread.
            shown_hash: of the text on it, to which an approval binds.
        """
        number = await self.app.thread.run(
            self._add, reviewer, chat, kind, subject, shown_hash, detail
        )
        panel = await self.app.thread.run(build, number)
        outcome = await self.chat.send(chat, panel, priority=priority)
        if isinstance(outcome, Sent):
            await self.app.thread.run(self._note, number, message=outcome.external_id)
        return number, outcome

    async def refresh(
        self, shown: Shown, panel: Panel, *, live: bool = True, shown_hash: str | None = None
    ) -> Outcome:
        """Replace a panel that was shown; one that is not live any more takes no more presses."""
        if shown.message is None:
            return Refused(reason="gone")
        changes: dict[str, object] = {"live": live}
        if shown_hash is not None:
            changes["shown_hash"] = shown_hash
        await self.app.thread.run(lambda: self._note(shown.id, **changes))
        return await self.chat.edit(shown.chat, shown.message, panel, priority=Priority.REVIEWER)

    async def say(self, chat: str, html: str, *, priority: Priority = Priority.REVIEWER) -> Outcome:
        """Say something that has no buttons."""
        return await self.chat.send(chat, Panel(html=html), priority=priority)

    async def ask(
        self,
        reviewer: Reviewer,
        chat: str,
        kind: str,
        html: str,
        *,
        panel_id: int | None = None,
        detail: Mapping[str, object] | None = None,
    ) -> None:
        """Ask a reviewer something: their next text goes to the part whose prompt kind it is."""
        number = await self.app.thread.run(self._ask, reviewer, chat, kind, panel_id, detail)
        outcome = await self.chat.send(
            chat, Panel(html=html, asks_reply=True), priority=Priority.REVIEWER
        )
        if isinstance(outcome, Sent):
            await self.app.thread.run(self._asked, number, outcome.external_id)

    async def close(self, prompt: Prompt) -> None:
        """The question is answered, or given up."""
        await self.app.thread.run(self._close, prompt.id)

    # --- on the storage thread --------------------------------------------------------------

    def _add(
        self,
        reviewer: Reviewer | None,
        chat: str,
        kind: str,
        subject: str,
        shown_hash: str | None,
        detail: Mapping[str, object] | None,
    ) -> int:
        with self.app.database.write("panel") as connection:
            return panels.add(
                connection,
                platform=self.platform,
                chat=chat,
                reviewer_id=reviewer.id if reviewer else None,
                kind=kind,
                subject=subject,
                now=self.app.clock(),
                shown_hash=shown_hash,
                detail=detail,
            )

    def _note(self, panel_id: int, **changes: object) -> None:
        with self.app.database.write("panel") as connection:
            panels.note(connection, panel_id, **changes)

    def _ask(
        self,
        reviewer: Reviewer,
        chat: str,
        kind: str,
        panel_id: int | None,
        detail: Mapping[str, object] | None,
    ) -> int:
        with self.app.database.write("prompt") as connection:
            return panels.ask(
                connection,
                platform=self.platform,
                chat=chat,
                reviewer_id=reviewer.id,
                kind=kind,
                now=self.app.clock(),
                panel_id=panel_id,
                detail=detail,
            )

    def _asked(self, number: int, message: str) -> None:
        with self.app.database.write("prompt") as connection:
            panels.asked(connection, number, message)

    def _close(self, number: int) -> None:
        with self.app.database.write("prompt") as connection:
            panels.close_prompt(connection, number)


def refusal(fault: Exception, t: Catalog) -> str:
    """Return why something was refused, as plain text."""
    match fault:
        case NotAllowed():
            if fault.key in t:
                return t(fault.key, **fault.values)
            return t("desk.refused.other", reason=fault.key)
        case Blocked():
            lines = [t("desk.blocked")]
            for check in fault.checks:
                weight = "blocking" if check.weight is Weight.BLOCKING else "warning"
                lines.append(t(f"desk.check.{weight}", text=check.explanation[t.lang]))
            return "\n".join(lines)
        case Conflict():
            return t("desk.refused.conflict")
        case _:
            return t("desk.refused.illegal")


def refusal_html(fault: Exception, t: Catalog) -> str:
    """Return the same for a panel."""
    return plain(refusal(fault, t))
