"""The agency's own addresses: links and e-mail there do not count."""

import re

from policies.features.reading import Context


def is_own(address: str, context: Context) -> bool:
    """Whether a link or an e-mail address leads to one of the agency's own domains."""
    if not context.own_domains:
        return False
    host = re.sub(r"^(?:https?://)?(?:[^/@]*@)?(?:www\.)?", "", address.lower()).split("/")[0]
    return any(host == domain or host.endswith(f".{domain}") for domain in context.own_domains)
