"""Personal data as features: how much of each kind, and where."""

from typing import Final

from policies.features.owndomains import is_own
from policies.features.reading import Reading
from policies.features.values import Features
from policies.personal import find_personal

# kind of finding -> feature
_FEATURES: Final = {
    "phone": "phones",
    "email": "emails",
    "sin": "sins",
    "business_number": "business_numbers",
    "card": "cards",
    "health_card": "health_cards",
    "passport": "passports",
    "driver_licence": "driver_licences",
    "immigration_number": "immigration_numbers",
    "bank_account": "bank_accounts",
    "birth_date": "birth_dates",
    "postal_code": "postal_codes",
    "address": "addresses",
    "ip": "ip_addresses",
}


def read_private_data(reading: Reading, features: Features) -> None:
    """Count personal data by kind; the agency's own addresses and numbers are nobody's."""
    text = reading.text
    for item in find_personal(text, own_numbers=reading.context.own_numbers):
        start, end = item.span
        if item.kind == "email" and is_own(text[start:end], reading.context):
            continue
        features.add(_FEATURES[item.kind], item.span)
        if item.kind != "postal_code":
            features.add("personal_data", item.span)
