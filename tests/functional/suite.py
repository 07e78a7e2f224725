"""The suites: templates, what fills them, and the cases that come of it."""

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Final

import yaml

from policies.screening_values import Screening
from tests.functional.disguises import DISGUISES

DATA: Final = Path(__file__).parent / "data"
LANGS: Final = ("en", "fr")
PARTS: Final = ("dev", "held")
MOST_PER_TEMPLATE: Final = 10  # so that one template does not outweigh the others

_SLOT: Final = re.compile(r"\{(\w+)\}")
_HATE: Final = frozenset(("hate", "sexist", "homophobic", "charter", "violence"))
_GRAVEST: Final = frozenset(("threat", "danger", "self_harm", "minor_abuse"))
# which labels name what a family is about, or something graver
FAMILIES: Final[Mapping[str, frozenset[str]]] = {
    "hate": _HATE | _GRAVEST,
    "threat": _GRAVEST | {"violence"},
    "self_harm": _GRAVEST,
    "danger": _GRAVEST | {"violence"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Functionality:
    """A kind of message and what is expected of it."""

    id: str
    caught: bool  # False: it has to pass
    family: str
    promise: str  # "" where no promise counts it
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One message and what is expected of it."""

    lang: str
    part: str
    functionality: str
    template: str
    filler: str  # the record that was filled in, "" where the template has no braces
    family: str
    caught: bool
    text: str

    def holds(self, screening: Screening) -> bool:
        """Tell whether a screening is what is expected."""
        if not self.caught:
            return not screening.flagged
        wanted = FAMILIES.get(self.family)
        found = {label.label for label in screening.labels}
        return screening.flagged and (wanted is None or bool(wanted & found))


@lru_cache(maxsize=1)
def functionalities() -> Mapping[str, Functionality]:
    """Return every kind of message by its id; disguised spelling is one kind for each disguise."""
    found: dict[str, Functionality] = {}
    for name, row in _read("functionalities").items():
        names = [f"spelling_{one}" for one in DISGUISES] if row.get("changes") else [name]
        for each in names:
            found[each] = Functionality(
                id=each,
                caught=row["expect"] == "caught",
                family=row["family"],
                promise=row.get("promise", ""),
                about=row["about"],
            )
    return found


@lru_cache(maxsize=4)
def cases(lang: str, part: str) -> tuple[Case, ...]:
    """Return the cases of one language and part ("dev" or "held"), always the same."""
    table = _read("functionalities")
    fillers = _read(f"fillers.{lang}")
    return tuple(
        case
        for name, templates in _read(f"{part}.{lang}").items()
        for template in templates
        for case in _expanded(
            template if isinstance(template, dict) else {"text": template},
            name,
            table[name],
            lang=lang,
            part=part,
            fillers=fillers,
        )
    )


def every_case(parts: Sequence[str] = PARTS) -> Iterator[Case]:
    """Yield the cases of both languages."""
    for lang in LANGS:
        for part in parts:
            yield from cases(lang, part)


def _expanded(
    template: Mapping[str, str],
    name: str,
    row: Mapping[str, Any],
    *,
    lang: str,
    part: str,
    fillers: Mapping[str, list[dict[str, Any]]],
) -> Iterator[Case]:
    text = template["text"]
    family = template.get("family", row["family"])
    if row.get("changes"):
        texts = [(f"spelling_{one}", "", DISGUISES[one](text, lang)) for one in DISGUISES]
    else:
        texts = [(name, filler, filled) for filler, filled in _filled(template, fillers)]
    for functionality, filler, filled in texts:
        yield Case(
            lang=lang,
            part=part,
            functionality=functionality,
            template=text,
            filler=filler,
            family=family,
            caught=row["expect"] == "caught",
            text=filled,
        )


def _filled(
    template: Mapping[str, str], fillers: Mapping[str, list[dict[str, Any]]]
) -> Iterator[tuple[str, str]]:
    text = template["text"]
    slots = {slot.lower() for slot in _SLOT.findall(text)}
    if not slots:
        yield "", text
        return
    records = next(rows for rows in fillers.values() if slots <= rows[0].keys())
    if template.get("only") == "origin":
        records = [record for record in records if record["origin"]]
    first = zlib.crc32(text.encode()) % len(records)
    for record in (records[first:] + records[:first])[:MOST_PER_TEMPLATE]:
        yield record["id"], _SLOT.sub(partial(_form, record), text)


def _form(record: Mapping[str, Any], slot: re.Match[str]) -> str:
    form = str(record[slot[1].lower()])
    return form if slot[1].islower() else form[:1].upper() + form[1:]


def _read(name: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((DATA / f"{name}.yaml").read_text("utf-8"))
    return read
