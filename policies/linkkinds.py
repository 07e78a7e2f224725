"""What an address is: ours, a government's, a shortener, an imitation of ours or of a government's.

It goes by the name alone: nothing is looked up or fetched. A name counts as an imitation where a
hurried reader could take it for the other: the other's whole address before its own ending, the
same name under another ending, a letter changed or swapped, digits for letters, look-alike letters
of other alphabets, words such as "refund" beside the name of an institution.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from policies.linkdata import LinkData, link_data
from policies.links import Link, is_under
from policies.skeletons import imitates_latin, mixes_alphabets, near, skeleton

_FRENCH: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-àâæçéèêëîïôœùûüÿ")
_ACCENTED_ENDINGS: Final = frozenset(("ca", "quebec", "fr", "ch", "be"))  # names with accents
_IP: Final = re.compile(r"[\d.]+")
_USUAL_PORTS: Final = frozenset(("", "80", "443"))
_LONG_NAME: Final = 8  # letters from which a name is unlike any other word
_CHECKED: Final = 253  # characters of a host; longer ones do not exist


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkKinds:
    """What can be said of one address."""

    own: bool = False  # the agency's
    government: bool = False
    shortener: bool = False
    chat: bool = False  # opens a talk with somebody
    imitates_agency: bool = False
    imitates: bool = False  # a government, an institution, or Latin letters
    risky: bool = False  # IP address, hidden host, odd port, or an ending that is mostly abused
    bait: bool = False  # a word such as "refund" between hyphens in its name
    hidden: bool = False  # the text of the link names another address


def kinds_of(link: Link, own_domains: Sequence[str] = ()) -> LinkKinds:
    """Return what an address is."""
    found = _kinds_of_host(link.host, tuple(own_domains))
    data = link_data()
    known = found.own or found.government
    place = link.host + link.path.lower()
    chat = any(is_under(link.host, one.partition("/")[0]) and one in place for one in data.chats)
    return LinkKinds(
        own=found.own,
        government=found.government,
        shortener=link.host in data.shorteners,
        chat=chat,
        imitates_agency=found.imitates_agency,
        imitates=found.imitates,
        risky=found.risky or (not known and (bool(link.user) or link.port not in _USUAL_PORTS)),
        bait=found.bait,
        hidden=bool(link.shown) and not _same_owner(link.shown, link.host),
    )


@lru_cache(maxsize=4096)
def _kinds_of_host(host: str, own_domains: tuple[str, ...]) -> LinkKinds:
    data = link_data()
    own = tuple(domain.lower().removeprefix("www.") for domain in own_domains)
    if len(host) > _CHECKED:
        return LinkKinds(risky=True)
    name = _decoded(host)
    if any(is_under(name, domain) or is_under(host, domain) for domain in own):
        return LinkKinds(own=True, government=_is_government(name, data))
    if _is_government(name, data):
        return LinkKinds(government=True)
    ours = any(_imitates(name, domain, ours=True) for domain in own)
    others = (
        _looks_foreign(name, host)
        or _pretends(name, data)
        or any(_imitates(name, domain, ours=False) for domain in data.watched)
    )
    return LinkKinds(
        imitates_agency=ours,
        imitates=others,
        bait=not (ours or others) and _holds_bait(name, data),
        risky=bool(_IP.fullmatch(host)) or host.rpartition(".")[2] in data.abused,
    )


def _is_government(host: str, data: LinkData) -> bool:
    labels = host.split(".")
    return any(".".join(labels[at:]) in data.government for at in range(len(labels)))


def _decoded(host: str) -> str:
    """Return a host with its punycode labels written out; one that is no punycode stays."""
    if "xn--" not in host:
        return host
    labels = []
    for label in host.split("."):
        try:
            labels.append(label.encode("ascii").decode("idna") if "xn--" in label else label)
        except (UnicodeError, IndexError):
            labels.append(label)
    return ".".join(labels)


def _looks_foreign(name: str, host: str) -> bool:
    """Whether letters pass for others, or punycode stands for more than French accents."""
    if name.isascii():
        return "xn--" in host  # punycode that could not be read
    labels = name.split(".")
    if any(mixes_alphabets(label) or imitates_latin(label) for label in labels):
        return True
    if name == host:
        return False
    french = all(char in _FRENCH for label in labels for char in label)
    return not (french and labels[-1] in _ACCENTED_ENDINGS)


def _split(host: str, data: LinkData) -> tuple[list[str], str, str]:
    """Return the labels on the left, the name that somebody registered, and the ending."""
    labels = host.split(".")
    last = 2 if len(labels) > 2 and ".".join(labels[-2:]) in data.second_level else 1
    return (
        labels[: -last - 1],
        labels[-last - 1] if len(labels) > last else "",
        ".".join(labels[-last:]),
    )


def _imitates(host: str, domain: str, *, ours: bool) -> bool:
    """Whether a host looks like a domain that it is not."""
    data = link_data()
    left, name, ending = _split(host, data)
    whole = f".{host}."
    if f".{domain}." in whole or _holds_words(host, domain.replace(".", "-")):
        return True  # canada.ca.claims.example, canada-ca-refund.example
    _, known, known_ending = _split(domain, data)
    if name == known:
        return ours and ending != known_ending  # the same name under another ending
    if len(known) < 5:
        return False
    look, meant = skeleton(name), skeleton(known)
    bare = name.replace("-", "")
    if look == meant and (ours or bare != known or ending == known_ending):
        return bare != known or ours or "-" in name
    if ours and len(known) >= _LONG_NAME and (meant in look or _in_labels(meant, left)):
        return True  # mylearnersupport.example
    if ours and _holds_words(name, known):
        return True
    if not ours and (ending != known_ending or len(known) < 6 or _longer_name(name, known)):
        return False
    return near(look, meant, 2 if len(meant) >= 12 else 1)


def _longer_name(name: str, known: str) -> bool:
    """Whether a name only adds a letter of its own to a known one: umanitoba.ca is a university."""
    rest = name.removeprefix(known) if name.startswith(known) else name.removesuffix(known)
    return known in name and rest not in (known[0], known[-1])


def _in_labels(meant: str, labels: Sequence[str]) -> bool:
    return any(meant in skeleton(label) for label in labels)


def _holds_words(host: str, words: str) -> bool:
    """Whether a label holds such words between hyphens: "canada-ca" in "my-canada-ca-login"."""
    return any(f"-{words}-" in f"-{label}-" for label in host.split("."))


def _pretends(host: str, data: LinkData) -> bool:
    """Whether an institution's name stands beside a word of bait: cra-refund.example."""
    left, name, _ = _split(host, data)
    if not name:
        return False
    words = {word for label in (*left[-2:], name) for word in label.split("-")}
    named = words & data.institutions
    if named and words & (data.bait if named - data.places else data.bait - data.common_bait):
        return True
    if "gc" in words and words & data.institutions - {"gc"}:
        return True  # cra-arc-gc.example
    return any(
        word.removeprefix(institution) in data.bait
        for word in name.split("-")
        for institution in data.institutions
        if len(institution) > 5 and word.startswith(institution) and word != institution
    )  # canadarefund.example


def _holds_bait(host: str, data: LinkData) -> bool:
    """Whether a word of bait stands between hyphens in the name: gift-claim.example."""
    words = _split(host, data)[1].split("-")
    return len(words) > 1 and not (data.bait - data.common_bait).isdisjoint(words)


def _same_owner(first: str, second: str) -> bool:
    data = link_data()
    return _split(first, data)[1:] == _split(second, data)[1:]
