"""Pauses, incidents, figures and the queue in chat."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Final

from bot.deciding import NotAllowed
from bot.ports import Button, Outcome, Panel, PublicationKind, Typed
from bot.review.chat.glance import stopped
from bot.review.chat.markup import bold, plain
from bot.review.chat.office import Office
from bot.review.chat.presses import Press, button
from bot.review.chat.queueboard import QueueBoard
from bot.review.wording import clipped, duration
from bot.storage import figures, switches
from bot.storage.figures import Figures
from bot.storage.pages import Page
from bot.storage.panels import Prompt
from bot.storage.switches import EVERYTHING, INCIDENT
from policies.roles import Act, Reviewer
from responders.facts import FactBank
from translations.catalogs import Catalog, catalog
from translations.formats import format_number, format_percent
from translations.values import OFFICIAL_LANGUAGES

_ALL: Final = frozenset({"all", "everything", "tout"})
_ON: Final = frozenset({"on", "start", "début", "debut", "oui"})
_OFF: Final = frozenset({"off", "end", "fin", "non"})
_WEEK: Final = frozenset({"week", "semaine"})
_THEMES: Final = 5  # facts that are named
_STATEMENT: Final = 70  # characters of a fact
_LISTED: Final = 8  # channels with a button of their own


class SwitchChat:
    """The part of the desk in chat that stops what goes out, and says how things are."""

    prompts: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()

    def __init__(self, office: Office, board: QueueBoard) -> None:
        self._office = office
        self._board = board
        self._presses: Final[Mapping[str, Callable[[Press], Awaitable[str]]]] = {
            "s_stop": self._stop,
            "s_incident": self._declare,
            "s_keep": self._keep,
        }
        self._commands: Final[Mapping[str, Callable[[str, Reviewer, str], Awaitable[None]]]] = {
            "pause": self._pause,
            "resume": self._resume,
            "incident": self._incident,
            "stats": self._stats,
            "queue": self._queue,
        }
        self.verbs = frozenset(self._presses)
        self.commands = frozenset(self._commands)

    async def press(self, press: Press) -> str:
        """Do what a button says."""
        return await self._presses[press.verb](press)

    async def command(self, name: str, typed: Typed, reviewer: Reviewer) -> None:
        """Do what a command says, in the private chat or in the staff group."""
        here = typed.private or typed.chat == self._office.staff_group
        chat = typed.chat if here and (typed.private or name != "queue") else None
        chat = chat or await self._office.private_chat(reviewer)
        if chat is not None:
            await self._commands[name](typed.argument.strip(), reviewer, chat)

    async def answered(self, prompt: Prompt, typed: Typed, reviewer: Reviewer) -> None:
        """Never called: this part asks nothing."""
        del typed, reviewer
        raise LookupError(prompt.kind)

    async def page(self, page: Page, reviewer: Reviewer, chat: str) -> Panel | Outcome | None:
        """Never called: no page is shown here."""
        del reviewer, chat
        raise LookupError(page.kind)

    # --- commands ---------------------------------------------------------------------------

    async def _pause(self, argument: str, reviewer: Reviewer, chat: str) -> None:
        self._must(reviewer)
        if not argument:
            await self._ask(reviewer, chat, "pause", self._choices)
        elif argument.casefold() in _ALL:
            await self._ask(reviewer, chat, "pause", self._sure)
        else:
            await self._turn(self._named(argument, reviewer), reviewer, on=True)
            await self._say(reviewer, chat)

    async def _resume(self, argument: str, reviewer: Reviewer, chat: str) -> None:
        self._must(reviewer)
        if not argument or argument.casefold() in _ALL:
            await self._office.app.thread.run(self._all_off, reviewer)
        else:
            await self._turn(self._named(argument, reviewer), reviewer, on=False)
        await self._say(reviewer, chat)

    async def _incident(self, argument: str, reviewer: Reviewer, chat: str) -> None:
        self._must(reviewer)
        word = argument.casefold()
        if word in _ON or word in _OFF:
            await self._turn(INCIDENT, reviewer, on=word in _ON)
            await self._say(reviewer, chat)
        else:
            await self._ask(reviewer, chat, "incident", self._on_or_off)

    async def _stats(self, argument: str, reviewer: Reviewer, chat: str) -> None:
        week = argument.casefold() in _WEEK
        found = await self._office.app.thread.run(self._figures, week)
        t = catalog(reviewer.lang)
        bank = self._office.app.tools.bank
        html = "\n".join((figures_html(found, t, week=week), *themes_html(found, bank, t)))
        await self._office.say(chat, html)

    async def _queue(self, _argument: str, reviewer: Reviewer, chat: str) -> None:
        await self._board.show(reviewer, chat)

    # --- presses ----------------------------------------------------------------------------

    async def _stop(self, press: Press) -> str:
        self._must(press.reviewer)
        t = catalog(press.reviewer.lang)
        if press.argument == "?":  # everything: asked again first
            panel = self._sure(t, press.panel.id)
            await self._office.refresh(press.panel, panel)
            return ""
        name = EVERYTHING if press.argument == "all" else self._by_number(press.argument)
        await self._turn(name, press.reviewer, on=True)
        await self._show_state(press)
        return t("chatstaff.switch.done")

    async def _declare(self, press: Press) -> str:
        self._must(press.reviewer)
        await self._turn(INCIDENT, press.reviewer, on=press.argument == "on")
        await self._show_state(press)
        return catalog(press.reviewer.lang)("chatstaff.switch.done")

    async def _keep(self, press: Press) -> str:
        await self._show_state(press)
        return catalog(press.reviewer.lang)("chatstaff.given_up")

    async def _show_state(self, press: Press) -> None:
        html = await self._office.app.thread.run(self._state, catalog(press.reviewer.lang))
        await self._office.refresh(press.panel, Panel(html=html), live=False)

    # --- panels -----------------------------------------------------------------------------

    async def _ask(
        self,
        reviewer: Reviewer,
        chat: str,
        what: str,
        build: Callable[[Catalog, int], Panel],
    ) -> None:
        t = catalog(reviewer.lang)
        await self._office.show(reviewer, chat, what, f"{what}:0", lambda number: build(t, number))

    def _choices(self, t: Catalog, number: int) -> Panel:
        rows: list[tuple[Button, ...]] = [
            (button(t("chatstaff.button.pause_all"), "s_stop", number, "?", style="danger"),)
        ]
        kinds = [
            button(t(f"chatstaff.kind.{kind.value}"), "s_stop", number, f"k{at}")
            for at, kind in enumerate(PublicationKind)
        ]
        rows += [tuple(kinds[at : at + 2]) for at in range(0, len(kinds), 2)]
        rows += [
            (button(t("chatstaff.button.channel", name=name), "s_stop", number, f"c{at}"),)
            for at, name in enumerate(self._channels()[:_LISTED])
        ]
        return Panel(
            html=f"{self._state(t)}\n\n{plain(t('chatstaff.pause.which'))}",
            buttons=(*rows, (button(t("chatstaff.button.no"), "s_keep", number),)),
        )

    def _sure(self, t: Catalog, number: int) -> Panel:
        return Panel(
            html=plain(t("chatstaff.pause.sure")),
            buttons=(
                (
                    button(
                        t("chatstaff.button.pause_all"), "s_stop", number, "all", style="danger"
                    ),
                    button(t("chatstaff.button.no"), "s_keep", number),
                ),
            ),
        )

    def _on_or_off(self, t: Catalog, number: int) -> Panel:
        return Panel(
            html=f"{self._state(t)}\n\n{plain(t('chatstaff.incident.what'))}",
            buttons=(
                (
                    button(
                        t("chatstaff.button.incident_on"),
                        "s_incident",
                        number,
                        "on",
                        style="danger",
                    ),
                    button(t("chatstaff.button.incident_off"), "s_incident", number, "off"),
                ),
                (button(t("chatstaff.button.no"), "s_keep", number),),
            ),
        )

    async def _say(self, reviewer: Reviewer, chat: str) -> None:
        """Say what is on now: that is what counts, whatever was typed."""
        html = await self._office.app.thread.run(self._state, catalog(reviewer.lang))
        await self._office.say(chat, html)

    # --- what is meant ----------------------------------------------------------------------

    @staticmethod
    def _must(reviewer: Reviewer) -> None:
        if not reviewer.may(Act.PAUSE):
            raise NotAllowed("decision.not_your_role")

    def _channels(self) -> list[str]:
        return sorted({one.id for one in self._office.app.settings.channels})

    def _named(self, argument: str, reviewer: Reviewer) -> str:
        """Return the switch that a channel or a kind names, in either language."""
        if argument in self._channels():
            return switches.channel_pause(argument)
        word = argument.casefold()
        for kind in PublicationKind:
            names = {catalog(lang)(f"chatstaff.kind.{kind.value}") for lang in OFFICIAL_LANGUAGES}
            if word == kind.value or word in {name.casefold() for name in names}:
                return switches.kind_pause(kind.value)
        t = catalog(reviewer.lang)
        known = [t(f"chatstaff.kind.{kind.value}") for kind in PublicationKind]
        raise NotAllowed(
            "chatstaff.pause.unknown", name=argument, known=", ".join([*known, *self._channels()])
        )

    def _by_number(self, argument: str) -> str:
        """Return the switch of a button; channels may have changed since it was shown."""
        at, chosen = int(argument[1:]), argument[0]
        if chosen == "k":
            return switches.kind_pause(list(PublicationKind)[at].value)
        if at >= len(self._channels()):
            raise NotAllowed("chatstaff.over")
        return switches.channel_pause(self._channels()[at])

    # --- on the storage thread --------------------------------------------------------------

    async def _turn(self, name: str, reviewer: Reviewer, *, on: bool) -> None:
        await self._office.app.thread.run(lambda: self._turned(name, reviewer, on=on))

    def _turned(self, name: str, reviewer: Reviewer, *, on: bool) -> None:
        app = self._office.app
        with app.database.write("switch") as connection:
            switches.turn(connection, name, on=on, now=app.clock(), actor=f"staff:{reviewer.id}")

    def _all_off(self, reviewer: Reviewer) -> None:
        app = self._office.app
        with app.database.write("switch") as connection:
            switches.turn_all_off(connection, now=app.clock(), actor=f"staff:{reviewer.id}")

    def _state(self, t: Catalog) -> str:
        with self._office.app.database.read() as connection:
            lines = stopped(switches.read(connection), t)
        return "\n".join(plain(line) for line in lines or [t("chatstaff.switch.none")])

    def _figures(self, week: bool) -> Figures:
        app = self._office.app
        zone = app.tools.hours.zone
        today = app.clock().astimezone(zone).date()
        first = today - timedelta(days=6) if week else today
        start = datetime.combine(first, time(), tzinfo=zone).astimezone(UTC)
        with app.database.read() as connection:
            return figures.since(connection, start)


def figures_html(found: Figures, t: Catalog, *, week: bool) -> str:
    """Return figures in words."""
    total = found.messages
    languages = ", ".join(
        t(
            "chatstaff.stats.share",
            language=t(key) if (key := f"desk.language.{lang}") in t else lang,
            share=format_percent(round(100 * n / total), t.lang),
        )
        for lang, n in list(found.by_lang.items())[:4]
    )
    none = t("chatstaff.stats.none")
    lines = [
        bold(t("chatstaff.stats.week" if week else "chatstaff.stats.today")),
        plain(t("chatstaff.stats.messages", n=format_number(total, t.lang))),
        plain(t("chatstaff.stats.languages", shares=languages or none)),
        plain(t("chatstaff.stats.people", n=format_number(found.for_people, t.lang))),
        plain(t("chatstaff.stats.decisions", n=format_number(found.decisions, t.lang))),
        plain(
            t(
                "chatstaff.stats.approved",
                n=format_number(found.approved, t.lang),
                unedited=format_number(found.unedited, t.lang),
            )
        ),
        plain(
            t(
                "chatstaff.stats.acknowledged",
                time=duration(found.to_acknowledge, t) if found.to_acknowledge else none,
            )
        ),
        plain(
            t(
                "chatstaff.stats.decided",
                time=duration(found.to_decide, t) if found.to_decide else none,
            )
        ),
    ]
    return "\n".join(lines)


def themes_html(found: Figures, bank: FactBank, t: Catalog) -> list[str]:
    """Return what people say wrongly again and again, with whose fact it is."""
    lines = []
    for key, facts in (("contradicted", found.contradicted), ("disputed", found.disputed)):
        named = [
            t(
                "triage.theme",
                fact=clipped(bank.get(fact).statement[t.lang], _STATEMENT),
                owner=bank.get(fact).owner,
                n=format_number(n, t.lang),
            )
            for fact, n in list(facts.items())[:_THEMES]
            if fact in bank
        ]
        if named:
            lines.append(plain(t(f"triage.themes.{key}", facts="; ".join(named))))
    return lines
