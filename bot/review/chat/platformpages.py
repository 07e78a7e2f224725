"""What administrators are told in chat about platforms: budgets, gaps, tokens."""

from collections.abc import Mapping
from decimal import Decimal

from bot.ports import Outcome, Panel, Typed
from bot.review.chat.markup import plain
from bot.review.chat.office import Office
from bot.review.chat.presses import Press
from bot.review.wording import shown
from bot.storage.pages import Page
from bot.storage.panels import Prompt
from bot.storage.platformpages import KIND
from policies.roles import Reviewer
from translations.catalogs import Catalog, catalog
from translations.formats import format_money

_DOLLARS = "_usd"


class PlatformPages:
    """Shows pages about platforms; it asks nothing."""

    verbs: frozenset[str] = frozenset()
    commands: frozenset[str] = frozenset()
    prompts: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset({KIND})

    def __init__(self, office: Office) -> None:
        self._office = office

    async def press(self, press: Press) -> str:
        """Nothing bears its verbs."""
        del press
        return ""

    async def command(self, name: str, typed: Typed, reviewer: Reviewer) -> None:
        """It has no commands."""

    async def answered(self, prompt: Prompt, typed: Typed, reviewer: Reviewer) -> None:
        """It asks nothing."""

    async def page(
        self, page: Page, reviewer: Reviewer, chat: str
    ) -> "Panel | Outcome | bool | None":
        """Say what has happened, and what to do; moot where nobody knows the words."""
        del chat
        words = page_words(page.payload, catalog(reviewer.lang))
        return Panel(html=plain(words)) if words is not None else None


def page_words(payload: Mapping[str, object], t: Catalog) -> str | None:
    """Return a page about a platform as text; None where there is no sentence for it."""
    key = f"{payload.get('platform')}.page.{payload.get('what')}"
    if key not in t:
        return None
    values = {
        name.removesuffix(_DOLLARS): format_money(Decimal(str(value)), t.lang)
        if name.endswith(_DOLLARS)
        else shown(str(value))
        for name, value in payload.items()
        if name not in {"platform", "what"}
    }
    return t(key, **values)
