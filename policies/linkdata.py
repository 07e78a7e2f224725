"""What is known of addresses in general: endings, shorteners, governments; read on first use."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict

from policies.yamlfile import load_yaml, parse_model

SHIPPED: Final = Path(__file__).parent / "data" / "links"


def _no_space(text: str) -> str:
    return " ".join(text.split())


_Words = Annotated[str, AfterValidator(_no_space)]  # parted by spaces


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    about: str


class _Endings(_Part):
    sure: _Words
    cautious: _Words
    abused: _Words
    spoken: _Words
    second_level: _Words


class _Government(_Part):
    domains: _Words
    institutions: _Words
    places: _Words
    bait: _Words
    common_bait: _Words
    watched: _Words


class _Services(_Part):
    shorteners: _Words
    chats: _Words


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkData:
    """The lists of data/links; every word in lower case."""

    sure: frozenset[str]  # endings: an address wherever a name stands before them
    cautious: frozenset[str]  # endings that are ordinary words too
    abused: frozenset[str]  # endings that are mostly abused
    spoken: frozenset[str]  # endings that are said aloud: "dot com"
    second_level: frozenset[str]  # "co.uk": the name stands one further to the left
    government: frozenset[str]  # domains of governments
    institutions: frozenset[str]  # names by which an address pretends to be an institution's
    places: frozenset[str]  # those of them that many others bear too
    bait: frozenset[str]  # what stands beside such a name
    common_bait: frozenset[str]  # bait that says nothing beside the name of a place
    watched: tuple[str, ...]  # domains whose misspellings are looked for
    shorteners: frozenset[str]
    chats: frozenset[str]  # a host, or a host and the beginning of a path


@lru_cache(maxsize=1)
def link_data() -> LinkData:
    """Return the lists that come with the program, read on the first call only."""
    endings = parse_model(load_yaml(SHIPPED / "endings.yaml"), _Endings)
    government = parse_model(load_yaml(SHIPPED / "government.yaml"), _Government)
    services = parse_model(load_yaml(SHIPPED / "services.yaml"), _Services)
    return LinkData(
        sure=frozenset(endings.sure.split()),
        cautious=frozenset(endings.cautious.split()),
        abused=frozenset(endings.abused.split()),
        spoken=frozenset(endings.spoken.split()),
        second_level=frozenset(endings.second_level.split()),
        government=frozenset(government.domains.split()),
        institutions=frozenset(f"{government.institutions} {government.places}".split()),
        places=frozenset(government.places.split()),
        bait=frozenset(f"{government.bait} {government.common_bait}".split()),
        common_bait=frozenset(government.common_bait.split()),
        watched=tuple(government.watched.split()),
        shorteners=frozenset(services.shorteners.split()),
        chats=frozenset(services.chats.split()),
    )
