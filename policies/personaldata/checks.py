"""Check digits, as their issuers publish them."""

from typing import Final

_DOUBLED: Final = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
_BC_WEIGHTS: Final = (2, 4, 8, 5, 10, 9, 7, 3)


def is_luhn(number: str) -> bool:
    """Return whether digits pass the Luhn formula (ISO/IEC 7812-1, annex B)."""
    total = 0
    double = False
    for char in reversed(number):
        digit = ord(char) - 48
        total += _DOUBLED[digit] if double else digit
        double = not double
    return total % 10 == 0


def is_sin(number: str) -> bool:
    """Return whether nine digits can be a social insurance number.

    Luhn; no series begins with 8, which business numbers use. 0 is never issued, and is allowed
    here because people take it for made-up examples.
    9 is for temporary residents (Employment and Social
    Development Canada).
    """
    return number[0] != "8" and number != "000000000" and is_luhn(number)


def is_bc_health(number: str) -> bool:
    """Return whether ten digits pass the check of British Columbia's personal health number.

    The first digit is 9; the last comes from the eight between by modulus 11 (the province's
    standard for software that exchanges health records, appendix on the check digit).
    """
    if number[0] != "9":
        return False
    total = sum(
        weight * int(digit) % 11 for weight, digit in zip(_BC_WEIGHTS, number[1:9], strict=True)
    )
    return int(number[9]) == (11 - total % 11) % 11


def is_iban(number: str) -> bool:
    """Return whether letters and digits pass the check of ISO 13616 (modulus 97)."""
    moved = (number[4:] + number[:4]).upper()
    return 15 <= len(number) <= 34 and int("".join(str(int(char, 36)) for char in moved)) % 97 == 1


def card_scheme(number: str) -> str | None:
    """Return the scheme whose ranges and lengths fit a payment card number, or None.

    Ranges are those that the schemes publish for the first digits (ISO/IEC 7812 issuer numbers).
    """
    size, two, four = len(number), int(number[:2]), int(number[:4])
    if number[0] == "4":
        return "visa" if size in (13, 16, 19) else None
    if 51 <= two <= 55 or 2221 <= four <= 2720:
        return "mastercard" if size == 16 else None
    if two in (34, 37):
        return "amex" if size == 15 else None
    if four == 6011 or two == 65 or 644 <= int(number[:3]) <= 649:
        return "discover" if 16 <= size <= 19 else None
    if two == 35 or four in (1800, 2131):
        return "jcb" if 15 <= size <= 19 else None
    if two in (36, 38, 39) or 300 <= int(number[:3]) <= 305:
        return "diners" if 14 <= size <= 19 else None
    if two == 62:
        return "unionpay" if 16 <= size <= 19 else None
    return None
