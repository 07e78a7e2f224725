"""The agency's own addresses: links and e-mail there do not count."""

from policies.features.reading import Context
from policies.links import host_of, is_under


def is_own(address: str, context: Context) -> bool:
    """Whether a link or an e-mail address leads to one of the agency's own domains."""
    if not context.own_domains:
        return False
    host = host_of(address)
    return any(is_under(host, domain.removeprefix("www.")) for domain in context.own_domains)
