"""Personal data in a text, found by form, check digits and the words beside it.

It is found to be hidden or seen by a moderator, and never kept.
"""

import re
from collections.abc import Collection, Iterator
from typing import Final

from policies.latepattern import late
from policies.personaldata.accounts import find_accounts
from policies.personaldata.births import find_births
from policies.personaldata.emails import find_emails, may_hold_email
from policies.personaldata.findings import KINDS, Finding, settle
from policies.personaldata.healthcards import find_health_cards
from policies.personaldata.numbers import find_numbers
from policies.personaldata.pages import Page, make_page
from policies.personaldata.phones import (
    find_phones,
    find_spelled,
    may_spell_number,
    plain_numbers,
)
from policies.personaldata.places import find_places

__all__ = ["KINDS", "Finding", "claim_personal", "find_personal"]

_DIGIT: Final = late(r"\d")
_LINK: Final = late(r"://|^www\.", re.IGNORECASE)
_TELEPHONE_LINK: Final = late(r"wa\.me/\+?$|phone=\+?$", re.IGNORECASE)


def find_personal(text: str, *, own_numbers: Collection[str] = ()) -> list[Finding]:
    """Return the personal data of a text, in its order, none overlapping another.

    Args:
        text: what somebody wrote.
        own_numbers: telephone numbers that the agency publishes, in any form; they do not count.
    """
    found = list(claim_personal(text, own_numbers=own_numbers))
    return settle(found, len(text)) if len(found) > 1 else found


def claim_personal(text: str, *, own_numbers: Collection[str] = ()) -> Iterator[Finding]:
    """Yield every reading of a text's personal data, overlapping ones included, in no order."""
    low = text.lower()
    if may_hold_email(low):
        yield from find_emails(text)
    spelled = may_spell_number(low)
    if not spelled and _DIGIT.search(text) is None:
        return
    page = make_page(text)
    found = _read(page, spelled=spelled, own_numbers=own_numbers)
    if "://" in low or "www." in low:
        yield from (one for one in found if one.kind == "ip" or not _in_link(text, one.span[0]))
    else:
        yield from found


def _read(page: Page, *, spelled: bool, own_numbers: Collection[str]) -> Iterator[Finding]:
    if spelled:
        yield from find_spelled(page)
    if not page.digits:
        return
    yield from find_places(page)
    if page.digits < 4:
        return
    yield from find_births(page)
    if page.digits >= 5:
        yield from find_numbers(page)
        yield from find_accounts(page)
    if page.digits >= 6:
        yield from find_health_cards(page)
    if page.digits >= 7:
        yield from find_phones(page, plain_numbers(own_numbers))


def _in_link(text: str, start: int) -> bool:
    """Return whether an offset lies inside a link, where numbers are names of pages."""
    word = (
        text[max(0, start - 200) : start].split()[-1:]
        if start and not text[start - 1].isspace()
        else []
    )
    return bool(word) and _LINK.search(word[0]) is not None and not _TELEPHONE_LINK.search(word[0])
