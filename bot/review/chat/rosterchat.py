"""Who is on call, and who is away: /duty and /away."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from bot import rostering
from bot.days import Days, last_day, period, split
from bot.deciding import NotAllowed
from bot.ports import Panel
from bot.review.chat.markup import bold, plain
from bot.review.chat.office import Office
from bot.review.chat.presses import Press, button
from bot.storage import delegations, roster, staff
from bot.storage.delegations import Absence
from bot.storage.roster import Duty
from policies.roles import Reviewer
from translations.catalogs import Catalog, catalog
from translations.formats import format_date


class RosterChat:
    """The roster and the absences, in chat."""

    def __init__(self, office: Office) -> None:
        self._office = office

    # --- on call ----------------------------------------------------------------------------

    async def duty(self, argument: str, reviewer: Reviewer, chat: str) -> None:
        """Show the roster, or put somebody on call: `NAME FIRST LAST`, or only the days."""
        if argument.strip():
            await self._office.app.thread.run(self._put_on_call, argument, reviewer)
        await self._show(reviewer, chat, "duty")

    async def off(self, press: Press) -> str:
        """Take a period on call away."""
        await self._office.app.thread.run(self._take_off, int(press.argument), press.reviewer)
        await self._again(press, "duty")
        return catalog(press.reviewer.lang)("chatstaff.duty.removed")

    # --- away -------------------------------------------------------------------------------

    async def away(self, argument: str, reviewer: Reviewer, chat: str) -> None:
        """Show who is away, or say that one is: `FIRST LAST`, and who stands in."""
        if argument.strip():
            await self._office.app.thread.run(self._go_away, argument, reviewer)
        await self._show(reviewer, chat, "away")

    async def back(self, press: Press) -> str:
        """Somebody is back before the end of an absence."""
        await self._office.app.thread.run(self._come_back, int(press.argument), press.reviewer)
        await self._again(press, "away")
        return catalog(press.reviewer.lang)("chatstaff.away.back")

    # --- the two lists ----------------------------------------------------------------------

    async def _show(self, reviewer: Reviewer, chat: str, what: str) -> None:
        await self._office.show(
            reviewer, chat, what, f"{what}:0", lambda number: self._panel(reviewer, what, number)
        )

    async def _again(self, press: Press, what: str) -> None:
        panel = await self._office.app.thread.run(self._panel, press.reviewer, what, press.panel.id)
        await self._office.refresh(press.panel, panel)

    def _panel(self, reviewer: Reviewer, what: str, number: int) -> Panel:
        t = catalog(reviewer.lang)
        lines = [bold(t(f"chatstaff.{what}.title"))]
        rows = []
        entries = self._duties(reviewer, t) if what == "duty" else self._absences(reviewer, t)
        for entry, line, label in entries:
            lines.append(plain(line))
            if label is not None:
                rows.append((button(label, f"s_{what}_off", number, str(entry)),))
        if not entries:
            lines.append(plain(t(f"chatstaff.{what}.none")))
        lines += ["", plain(t(f"chatstaff.{what}.how"))]
        return Panel(html="\n".join(lines), buttons=tuple(rows))

    # --- on the storage thread --------------------------------------------------------------

    def _duties(self, reviewer: Reviewer, t: Catalog) -> list[tuple[int, str, str | None]]:
        with self._office.app.database.read() as connection:
            names = staff.names(connection)
            found = roster.upcoming(connection, self._office.app.clock())
        return [
            (
                one.id,
                t("chatstaff.duty.line", name=names[one.staff_id], days=self._days(one, t)),
                t("chatstaff.duty.remove", name=names[one.staff_id], days=self._days(one, t))
                if rostering.may_for(reviewer, one.staff_id)
                else None,
            )
            for one in found
        ]

    def _absences(self, reviewer: Reviewer, t: Catalog) -> list[tuple[int, str, str | None]]:
        with self._office.app.database.read() as connection:
            names = staff.names(connection)
            found = delegations.upcoming(connection, self._office.app.clock())
        lines = []
        for one in found:
            key = "chatstaff.away.line" if one.to_id is None else "chatstaff.away.line_to"
            stands_in = "" if one.to_id is None else names[one.to_id]
            name, days = names[one.from_id], self._days(one, t)
            label = (
                t("chatstaff.away.end", name=name)
                if rostering.may_for(reviewer, one.from_id)
                else None
            )
            lines.append((one.id, t(key, name=name, days=days, to=stands_in), label))
        return lines

    def _days(self, one: Duty | Absence, t: Catalog) -> str:
        zone = self._office.app.tools.hours.zone
        first, last = one.starts_at.astimezone(zone).date(), last_day(one.ends_at, zone)
        if first == last:
            return format_date(first, t.lang)
        return t("chatstaff.days", first=format_date(first, t.lang), last=format_date(last, t.lang))

    def _put_on_call(self, argument: str, reviewer: Reviewer) -> None:
        app = self._office.app
        before, days, after = split(argument.split())
        span = self._span(days)
        with app.database.write("duty") as connection:
            who = self._named(connection, " ".join([*before, *after])) or reviewer
            rostering.put_on_call(connection, who, span, reviewer, app.clock())

    def _take_off(self, number: int, reviewer: Reviewer) -> None:
        app = self._office.app
        with app.database.write("duty") as connection:
            rostering.take_off(connection, number, reviewer, app.clock())

    def _go_away(self, argument: str, reviewer: Reviewer) -> None:
        app = self._office.app
        before, days, after = split(argument.split())
        span = self._span(days)
        with app.database.write("away") as connection:
            to = self._named(connection, " ".join([*before, *after]))
            rostering.go_away(connection, reviewer, span, to, reviewer, app.clock())

    def _come_back(self, number: int, reviewer: Reviewer) -> None:
        app = self._office.app
        with app.database.write("away") as connection:
            rostering.come_back(connection, number, reviewer, app.clock())

    def delegated(self, number: int, reviewer: Reviewer) -> Panel | None:
        """Say whose roles somebody holds, and when; None where that is over."""
        t = catalog(reviewer.lang)
        with self._office.app.database.read() as connection:
            names = staff.names(connection)
            found = [
                one
                for one in delegations.upcoming(connection, self._office.app.clock())
                if one.id == number
            ]
        if not found:
            return None
        roles = ", ".join(sorted(t(f"staff.role.{role.name.lower()}") for role in found[0].roles))
        text = t(
            "chatstaff.delegated",
            name=names[found[0].from_id],
            days=self._days(found[0], t),
            roles=roles,
        )
        return Panel(html=plain(text))

    def _span(self, days: Sequence[date]) -> Days:
        zone, now = self._office.app.tools.hours.zone, self._office.app.clock()
        if not 1 <= len(days) <= 2:
            raise NotAllowed("chatstaff.days.missing")
        found = period(days[0], days[-1], zone, now)
        if found is None:
            raise NotAllowed("chatstaff.days.wrong")
        return found

    def _named(self, connection: Connection, name: str) -> Reviewer | None:
        return rostering.named(connection, name, self._office.app.clock()) if name else None
