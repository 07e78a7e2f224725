"""What staff are told in chat about facts: reviews that are due, ends, and what followed one."""

from datetime import date

from bot.ports import Outcome, Panel, Typed
from bot.review.chat.markup import plain
from bot.review.chat.office import Office
from bot.review.chat.presses import Press
from bot.storage.pages import Page
from bot.storage.panels import Prompt
from policies.roles import Reviewer
from translations.catalogs import Catalog, catalog
from translations.formats import format_date


class FactPages:
    """Shows pages about facts; it takes no commands and asks nothing."""

    verbs: frozenset[str] = frozenset()
    commands: frozenset[str] = frozenset()
    prompts: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset({"fact"})

    def __init__(self, office: Office) -> None:
        self._office = office

    async def press(self, press: Press) -> str:
        """Nothing bears its verbs."""
        del press
        return ""

    async def command(self, name: str, typed: Typed, reviewer: Reviewer) -> None:
        """No command is its own."""

    async def answered(self, prompt: Prompt, typed: Typed, reviewer: Reviewer) -> None:
        """It asks nothing."""

    async def page(
        self, page: Page, reviewer: Reviewer, chat: str
    ) -> "Panel | Outcome | bool | None":
        """Say what is due, or what followed."""
        del chat
        return Panel(html=plain(page_words(page.payload, catalog(reviewer.lang))))


def page_words(payload: "dict[str, object] | object", t: Catalog) -> str:
    """Return a page about facts as text."""
    given: dict[str, object] = dict(payload) if isinstance(payload, dict) else {}
    names = [str(one) for one in _listed(given.get("facts"))]
    n = _number(given.get("n")) or len(names)
    shown = ", ".join(names) + ("…" if n > len(names) else "")
    if given.get("what") == "ended":
        return "\n".join(
            (
                t.plural("factbank.page.ended", n, names=shown),
                t.plural("factbank.page.drafts", _number(given.get("drafts"))),
                t.plural("factbank.page.replies", _number(given.get("replies"))),
            )
        )
    day = format_date(date.fromisoformat(str(given.get("day"))), t.lang)
    what = "review" if given.get("what") == "review" else "ends"
    return t.plural(f"factbank.page.{what}", n, names=shown, day=day)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
