"""Who writes, as far as the account's name goes: imposters of ours, names made by programs."""

from typing import Final

from policies.accounts import imitates, is_ours, looks_generated, named_accounts, official_claims
from policies.features.reading import NO_CONTEXT, Reading
from policies.features.values import Features
from policies.message import ARRIVAL

# a claim counts only where the author can be reached, or wants something
_REACHED: Final = frozenset(
    ("links", "phones", "emails", "contact_calls", "lures", "phishing", "scam", "mentions")
)


def read_accounts(reading: Reading, features: Features) -> None:
    """Set what the author's name shows, and count accounts in the text that imitate ours."""
    message, context, text = reading.message, reading.context, reading.text
    author, arrives = message.author, message.media == ARRIVAL
    if context is not NO_CONTEXT and (context.own_accounts or context.own_names):
        ours = context.own_accounts
        if is_ours(author, ours):
            features.set("own_account", value=True)
            return
        if imitates(author, ours, context.own_names) or (
            arrives and imitates(text, ours, context.own_names)
        ):
            features.set("imposter", value=True, spans=[(0, len(text))])
        for name, span in named_accounts(text) if "@" in text or ".me/" in text else ():
            if imitates(name, ours, context.own_names):
                features.add("imposter_mentions", span)
    if looks_generated(author):
        features.set("generated_name", value=True, spans=[(0, len(text))])
    if features.values.keys().isdisjoint(_REACHED):
        return
    for start, end in official_claims(reading.plain.text):
        features.add("official_claims", reading.plain.span(start, end))
