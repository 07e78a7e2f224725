"""Who writes, as far as the account's name goes: imposters of ours, names made by programs."""

from typing import Final

from policies.accounts import imitates, named_accounts, official_claims, signs_of
from policies.features.reading import Reading
from policies.features.values import Features
from policies.message import ARRIVAL

# a claim counts only where the author can be reached, or wants something
_REACHED: Final = frozenset(
    ("links", "phones", "emails", "contact_calls", "lures", "phishing", "scam", "mentions")
)


def read_accounts(reading: Reading, features: Features) -> None:
    """Set what the author's name shows, and count accounts in the text that imitate ours."""
    context, text = reading.context, reading.text
    ours = context.own_accounts
    names = context.own_names if ours else ()  # without a register we cannot tell our own
    is_own, is_imposter, is_generated = signs_of(reading.message.author, ours, names)
    if is_own:
        features.set("own_account", value=True)
        return
    arrives = reading.message.media == ARRIVAL
    if is_imposter or (arrives and imitates(text, ours, names)):
        features.set("imposter", value=True, spans=[(0, len(text))])
    if ours and ("@" in text or ".me/" in text):
        for name, span in named_accounts(text):
            if imitates(name, ours, names):
                features.add("imposter_mentions", span)
    if is_generated:
        features.set("generated_name", value=True, spans=[(0, len(text))])
    if features.values.keys().isdisjoint(_REACHED):
        return
    for start, end in official_claims(reading.plain.text):
        features.add("official_claims", reading.plain.span(start, end))
