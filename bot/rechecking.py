"""A reply is checked again on the day of sending: a fact may have ended since it was approved."""

from datetime import datetime

from sqlalchemy import Connection, update

from bot.settings import Settings
from bot.storage.cases import DRAFT
from bot.storage.drafts import load_draft, written_checks
from bot.storage.publications import Queued
from bot.toolbox import Toolbox
from bot.typedreplies import asked
from responders.checks import blocked


class Recheck:
    """Says whether an approved reply may still go out; what fails stands on its card."""

    __slots__ = ("_settings", "_tools")

    def __init__(self, tools: Toolbox, settings: Settings) -> None:
        self._tools = tools
        self._settings = settings

    def __call__(self, connection: Connection, queued: Queued, now: datetime) -> bool:
        """Whether no check blocks it now."""
        if queued.draft_id is None:
            return True
        where = self._settings.channel(queued.outgoing.platform, queued.outgoing.channel)
        results = self._tools.check(
            load_draft(connection, queued.draft_id),
            now.astimezone(self._tools.hours_for(where).zone).date(),
            where.room,
            channel=where,
            asked=asked(connection, queued.draft_id),
        )
        if not blocked(results):
            return True
        connection.execute(
            update(DRAFT)
            .where(DRAFT.c.id == queued.draft_id)
            .values(checks=written_checks(results))
        )
        return False
