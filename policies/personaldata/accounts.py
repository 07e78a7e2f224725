# ruff: noqa: E501 # tables and regular expressions read better whole
"""Money's numbers: payment cards, IBAN, and Canadian transit, institution and account numbers."""

import re
from collections.abc import Iterator
from typing import Final

from policies.latepattern import late
from policies.personaldata.checks import card_scheme, is_iban, is_luhn
from policies.personaldata.findings import Finding
from policies.personaldata.naming import name_of
from policies.personaldata.pages import Page

_SHAPED: Final = late(
    r"(?<![\w.$])(?:[0-9]{4}([ .\-/_]{1,3})[0-9]{4}\1[0-9]{4}\1[0-9]{1,4}(?:\1?[0-9]{1,3})?|[0-9]{4}[ .\-]{1,3}[0-9]{6}[ .\-]{1,3}[0-9]{4,5}|[0-9]{12,19})(?![0-9])"
)
_LOOSE: Final = late(r"(?<![\w.$])[0-9](?:[ .\-/_]{0,3}[0-9]){11,18}(?![0-9])")
_CARD_WORD: Final = late(r"\b(?:card|carte|visa|master ?card|amex|american express|cc)s?\b")
_SECRET: Final = late(
    r"\b(?:cvv2?|cvc2?|csc|security code|code de securite|cryptogramme)\b\W{0,3}(?:(?:is|est|le|the|code|number|no|numero)\W{1,2}){0,3}([0-9]{3,4})(?![0-9])"
)
_EXPIRY: Final = late(
    r"\b(?:exp\w{0,9}|valid\w{0,3}|good)\b\W{0,3}(?:(?:date|is|est|le|the|thru|until|jusqu'au|until|on|in|du)\W{1,2}){0,3}((?:0[1-9]|1[0-2])\s?[/\-]\s?(?:20)?[0-9]{2})(?![0-9])"
)
_IBAN: Final = late(
    r"(?<!\w)[A-Z]{2}[0-9]{2}(?:[ \-]?[A-Z0-9]{4}){2,7}(?:[ \-]?[A-Z0-9]{1,3})?(?!\w)",
    re.IGNORECASE,
)
_BANK_WORD: Final = late(
    r"\bbank\w*|\bbanque|\bbancaire|\bcheq\w+|\bchecking\b|\bsavings?\b|epargne|\btransit\b|\bsuccursale|direct deposit|depot direct|\bcaisse\b|credit union|institution (?:number|no)|desjardins|void cheque|specimen"
)
_FULL: Final = late(
    r"(?<![\w-])[0-9]{5}[ \-/]{1,3}[0-9]{3}[ \-/]{1,3}[0-9]{7,12}(?![\w-])|(?<![\w-])[0-9]{3}[ \-/]{1,3}[0-9]{5}[ \-/]{1,3}[0-9]{7,12}(?![\w-])"
)
_BETWEEN: Final = (
    r"\b\W{0,3}(?:(?:number|num|numero|no|is|est|de|du|d'|la|le|the|code|succursale|#)\W{1,2}){0,4}"
)
_TRANSIT: Final = late(
    r"\b(?:transit|succursale|branch)" + _BETWEEN + r"([0-9]{5})(?:-[0-9]{3})?(?![0-9])"
)
_INSTITUTION: Final = late(
    r"\binst(?:itution)?(?:\.| financiere)?" + _BETWEEN + r"([0-9]{3,4})(?![0-9])"
)
_ACCOUNT: Final = late(
    r"\b(?:account|acct|compte|folio)(?: (?:bancaire|cheques?|d'epargne|de banque|en banque))?" + _BETWEEN + r"([0-9](?:[ \-]?[0-9]){6,11})(?![0-9])"
)  # fmt: skip


def find_accounts(page: Page) -> Iterator[Finding]:
    """Yield payment cards, IBANs and Canadian bank accounts.

    Cards: ISO/IEC 7812 (Luhn; ranges and lengths of the schemes), any range where a word says "card". IBAN: ISO 13616
    (modulus 97). Canadian accounts: five digits of transit, three of institution, seven to twelve of account
    (Payments Canada, rule on the MICR line), beside words of banking.
    """
    if page.digits >= 12:
        yield from _cards(page)
    if page.digits >= 8:
        for match in _IBAN.finditer(page.text):
            size = _iban_size(match.group())
            if size:
                yield Finding("bank_account", page.span(match.start(), match.start() + size))
    if page.digits >= 5 and _BANK_WORD.search(page.low):
        yield from _bank(page)


def _cards(page: Page) -> Iterator[Finding]:
    found = False
    for match in _SHAPED.finditer(page.text):
        size = _card_size(page, match)
        if size:
            found = True
            yield Finding("card", page.span(match.start(), match.start() + size))
    worded = _CARD_WORD.search(page.low) is not None
    if worded:
        for match in _LOOSE.finditer(page.text):
            name = name_of(page, *match.span())
            if name.what == "card" and name.direct and is_luhn(_digits(match.group())):
                found = True
                yield Finding("card", page.span(*match.span()))
    if found:
        for form in (_SECRET, _EXPIRY):
            for match in form.finditer(page.low):
                yield Finding("card", page.span(*match.span(1)))


def _card_size(page: Page, match: re.Match[str]) -> int:
    """Return how many characters of a match are a card number, 0 where none are."""
    raw = match.group()
    name = name_of(page, *match.span())
    if name.direct and name.what not in ("", "card", "bank", "phone", "call"):
        return 0
    cut = max(raw.rfind(sign) for sign in " .-/_")
    for part in (raw, raw[:cut].rstrip(" .-/_") if cut > 0 else ""):
        number = _digits(part)
        if len(number) < 12 or not is_luhn(number) or not number.strip("0"):
            continue
        if name.what == "card" or card_scheme(number):
            return len(part)
    return 0


def _iban_size(raw: str) -> int:
    """Return how many characters of a match are an IBAN: words after it may look like its last group."""
    end = len(raw)
    while end > 14:
        part = raw[:end]
        if is_iban("".join(char for char in part if char.isalnum())):
            return end
        end = max(part.rfind(" "), part.rfind("-"))
    return 0


def _bank(page: Page) -> Iterator[Finding]:
    for match in _FULL.finditer(page.text):
        yield Finding("bank_account", page.span(*match.span()))
    transit = False
    for match in _TRANSIT.finditer(page.low):
        transit = True
        yield Finding("bank_account", page.span(match.start(1), match.end()))
    if transit:
        for match in _INSTITUTION.finditer(page.low):
            yield Finding("bank_account", page.span(*match.span(1)))
    for match in _ACCOUNT.finditer(page.low):
        near = page.low[max(0, match.start() - 80) : match.end() + 60]
        if _BANK_WORD.search(near):
            yield Finding("bank_account", page.span(*match.span(1)))


def _digits(text: str) -> str:
    return "".join(char for char in text if char in "0123456789")
