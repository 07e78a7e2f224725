"""Not now, or not me: set a case aside until a time, give it back, hand it to a colleague."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Final

from bot.handing import colleagues, hand_over
from bot.ports import Button
from bot.review.chat.caseview import CaseView
from bot.review.chat.office import Office
from bot.review.chat.presses import Press, button
from bot.review.wording import Reader
from translations.catalogs import catalog
from translations.formats import format_date

_DAY: Final = timedelta(days=1)
_LISTED: Final = 8  # colleagues


class Later:
    """Buttons that put a case somewhere else."""

    def __init__(self, office: Office, view: CaseView) -> None:
        self._office = office
        self._view = view
        self.presses: Final[Mapping[str, Callable[[Press], Awaitable[str]]]] = {
            "snooze": self._snooze,
            "release": self._release,
        }

    async def _snooze(self, press: Press) -> str:
        """Offer times; then set the case aside until one of them."""
        t, reader = catalog(press.reviewer.lang), await self._view.reader(press.reviewer)
        if not press.argument:
            await self._view.choose(press, self._times(press, reader))
            return ""
        until = datetime.fromtimestamp(int(press.argument), UTC)
        decisions = self._office.app.decisions
        await self._office.app.thread.run(
            lambda: decisions.snooze(press.panel.number, press.reviewer, until)
        )
        await self._view.refresh_subject(press.panel.subject)
        return t("chat.done.snooze", time=reader.moment(until))

    def _times(self, press: Press, reader: Reader) -> list[list[Button]]:
        """In an hour, at the opening of the next two business days."""
        t = reader.t
        rows = [[self._at(press, t("chat.snooze.hour"), reader.now + timedelta(hours=1))]]
        today = reader.now.astimezone(reader.zone).date()
        day = today
        for _ in range(2):
            midnight = datetime.combine(day + _DAY, time(), tzinfo=reader.zone)
            opening = self._office.app.tools.hours.next_opening(midnight)
            if opening is None:
                break
            day = opening.astimezone(reader.zone).date()
            clock = reader.clock(opening)
            if day == today + _DAY:
                text = t("chat.snooze.tomorrow", time=clock)
            else:
                text = t("chat.snooze.day", day=format_date(day, reader.lang), time=clock)
            rows.append([self._at(press, text, opening)])
        return rows

    @staticmethod
    def _at(press: Press, text: str, when: datetime) -> Button:
        return button(text, "snooze", press.panel.id, str(int(when.timestamp())))

    async def _release(self, press: Press) -> str:
        """Offer the queue and the colleagues who may; then give the case there."""
        t, app = catalog(press.reviewer.lang), self._office.app
        if not press.argument:
            data = await self._view.data(press.panel.number)
            flow = data.case.flow
            needs = flow.needs - {lang for _, lang in flow.approvals}
            found = await app.thread.run(colleagues, app, press.reviewer, needs)
            rows = [[button(t("chat.button.to_queue"), "release", press.panel.id, "queue")]]
            rows += [
                [button(one.name, "release", press.panel.id, str(one.id))]
                for one in found[:_LISTED]
            ]
            await self._view.choose(press, rows)
            return t("chat.to_whom")
        if press.argument == "queue":
            await app.thread.run(app.decisions.release, press.panel.number, press.reviewer)
            told = t("chat.done.release")
        else:
            to = await app.thread.run(
                hand_over, app, press.panel.number, press.reviewer, int(press.argument)
            )
            told = t("chat.done.handed_over", name=to.name)
        await self._view.refresh_subject(press.panel.subject)
        return told
