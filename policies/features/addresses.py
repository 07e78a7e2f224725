"""Links as features: how many, what they are, and what they imitate."""

from policies.accounts import own_chat
from policies.features.reading import Reading
from policies.features.values import Features
from policies.linkkinds import LinkKinds, kinds_of


def read_addresses(reading: Reading, features: Features) -> None:
    """Count links by what they are; the agency's own and a government's count apart."""
    for link in reading.links:
        kinds = kinds_of(link, reading.context.own_domains)
        if kinds.government:
            features.add("government_links", link.span)
        if kinds.own or kinds.government:
            continue
        if kinds.chat and own_chat(link.path, reading.context.own_accounts):
            continue
        features.add("links", link.span)
        for name in _names(kinds):
            features.add(name, link.span)
        if link.disguised:
            features.add("disguised_links", link.span)


def _names(kinds: LinkKinds) -> list[str]:
    found = {
        "shorteners": kinds.shortener,
        "chat_links": kinds.chat,
        "agency_lookalikes": kinds.imitates_agency,
        "lookalike_links": kinds.imitates,
        "risky_links": kinds.risky,
        "bait_links": kinds.bait,
        "hidden_links": kinds.hidden,
    }
    return [name for name, holds in found.items() if holds]
