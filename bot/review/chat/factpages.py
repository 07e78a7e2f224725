"""What staff are told in chat about facts, and the facts that somebody has to see to: /facts."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from bot.factbook import facts_in_force
from bot.factcare import Care, facts_in_force_to_see_to
from bot.ports import Outcome, Panel, Typed
from bot.review.chat.folding import Block, fold
from bot.review.chat.markup import plain
from bot.review.chat.office import Office
from bot.review.chat.presses import Press
from bot.review.factlist import facts_to_see_to_section
from bot.review.wording import clipped, shown
from bot.storage.pages import Page
from bot.storage.panels import Prompt
from policies.errors import DocumentError
from policies.roles import Reviewer
from responders.facts import FactBank
from translations.catalogs import Catalog, catalog
from translations.formats import format_date, format_number

_LONGEST: Final = 90  # characters of a statement
_ALONE: Final = frozenset({"retracted", "expired", "disputed", "theme"})  # pages without a day


class FactPages:
    """Shows pages about facts, and lists those that need somebody; it asks nothing."""

    verbs: frozenset[str] = frozenset()
    commands: frozenset[str] = frozenset({"facts"})
    prompts: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset({"fact"})

    def __init__(self, office: Office) -> None:
        self._office = office

    async def press(self, press: Press) -> str:
        """Nothing bears its verbs."""
        del press
        return ""

    async def command(self, name: str, typed: Typed, reviewer: Reviewer) -> None:
        """List the facts that somebody has to see to, those of this person first."""
        del name
        run = self._office.app.thread.run
        found, reader = await run(self._found), await run(self._office.reader, reviewer)
        section = facts_to_see_to_section(found, reader)
        block = Block(name="facts", title=section.title, body="\n".join(section.lines))
        await self._office.say(typed.chat, fold([block]).html)

    async def answered(self, prompt: Prompt, typed: Typed, reviewer: Reviewer) -> None:
        """It asks nothing."""

    async def page(
        self, page: Page, reviewer: Reviewer, chat: str
    ) -> "Panel | Outcome | bool | None":
        """Say what is due, what is new, or what followed."""
        del chat
        t, bank = catalog(reviewer.lang), self._office.app.tools.bank
        return Panel(html=plain(page_words(page.payload, t, bank)))

    def _found(self) -> list[Care]:
        app = self._office.app
        zone = app.tools.hours.zone
        with app.database.read() as connection:
            try:
                found = facts_in_force(connection)
            except DocumentError:
                return []  # the doctor says what is wrong with it
            now = app.clock()
            return facts_in_force_to_see_to(connection, found, now, zone, app.settings.triage)


def page_words(payload: Mapping[str, object], t: Catalog, bank: FactBank) -> str:
    """Return a page about facts as text; facts are named by what they say."""
    what = str(payload.get("what"))
    if what == "ended":
        return _ended(payload, t, bank)
    names = [_named(str(one), t, bank) for one in _listed(payload.get("facts"))]
    n = _number(payload.get("n")) or len(names)
    told = ", ".join(names) + ("…" if n > len(names) else "")
    if what in _ALONE:
        people = format_number(_number(payload.get("people")), t.lang)
        lines = [t.plural(f"factbank.page.{what}", n, names=told, people=people)]
        if reason := payload.get("reason"):
            lines.append(t("factbank.page.reason", reason=shown(str(reason))))
        return "\n".join(lines)
    day = format_date(date.fromisoformat(str(payload.get("day"))), t.lang)
    key = "review" if what == "review" else "ends"
    return t.plural(f"factbank.page.{key}", n, names=told, day=day)


def _ended(payload: Mapping[str, object], t: Catalog, bank: FactBank) -> str:
    """Return what followed: which facts are over, which say something else, what was done."""
    facts = [str(one) for one in _listed(payload.get("facts"))]
    changed = {str(one) for one in _listed(payload.get("changed"))}
    more = "…" if _number(payload.get("n")) > len(facts) else ""
    lines = []
    for key, found in (
        ("ended", [one for one in facts if one not in changed]),
        ("changed", [one for one in facts if one in changed]),
    ):
        if found:
            named = ", ".join(_named(one, t, bank) for one in found) + more
            lines.append(t.plural(f"factbank.page.{key}", len(found), names=named))
    lines += [
        t.plural(f"factbank.page.{what}", _number(payload.get(what)))
        for what in ("drafts", "replies")
        if _number(payload.get(what))
    ]
    return "\n".join(lines)


def _named(fact_id: str, t: Catalog, bank: FactBank) -> str:
    if fact_id not in bank:
        return fact_id
    text = clipped(bank.get(fact_id).statement[t.lang], _LONGEST)
    return t("corrections.fact_words", text=text, id=fact_id)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
