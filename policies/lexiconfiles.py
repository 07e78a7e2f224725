"""Files of word lists: read strictly, their forms written out.

They stand in `data/lexicons`. A form may hold groups: `idiot(e)(s)` is four forms, `conna(rd|sse)`
two.
"""

import itertools
import re
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from policies.errors import DocumentError
from policies.faults import FieldError, FileFault, said
from policies.terms import Term
from policies.yamlfile import YamlFile, load_yaml, parse_model

MAX_FORMS: Final = 2_000  # of one term

_GROUP: Final = re.compile(r"\(([^()]*)\)")
_FORM: Final = re.compile(r"[^()|]*(?:\([^()]*\)[^()|]*)*")


def _form(text: str) -> str:
    if len(text) < 2 or not _FORM.fullmatch(text):
        raise FieldError(
            said("policies.lexicon.form.problem", form=text), said("policies.lexicon.form.remedy")
        )
    return text


class TermPart(BaseModel):
    """One term of a file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")
    lang: Literal["en", "fr", "both"]
    forms: tuple[Annotated[str, AfterValidator(_form)], ...] = Field(min_length=1)
    register_: Literal["mild", "coarse", "strong"] | None = Field(default=None, alias="register")
    strict: bool = False
    sense: str = ""  # a note for whoever reads the list


class LexiconPart(BaseModel):
    """One file: the terms of one lexicon."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lexicon: str = Field(pattern=r"^[a-z][a-z_]*$")
    about: str
    terms: tuple[TermPart, ...]


def expand(form: str) -> list[str]:
    """Return the forms that a form with groups stands for: `idiot(e)(s)` gives four."""
    form = " ".join(form.split())
    if "(" not in form:
        return [form]
    pieces: list[list[str]] = []
    at = 0
    for match in _GROUP.finditer(form):
        pieces.append([form[at : match.start()]])
        choices = match.group(1).split("|")
        pieces.append(choices if len(choices) > 1 else ["", choices[0]])
        at = match.end()
    pieces.append([form[at:]])
    whole = "\0".join(map("".join, itertools.product(*pieces)))
    if "  " in whole or " \0" in whole or "\0 " in whole or whole != whole.strip(" "):
        whole = "\0".join(" ".join(one.split()) for one in whole.split("\0"))
    return list(dict.fromkeys(whole.split("\0")))


def read_terms(directory: Path, files: str = "*.yaml") -> list[Term]:
    """Read every word list of a directory.

    Raises:
        DocumentError: with every fault of every file.
    """
    faults: list[FileFault] = []
    terms: list[Term] = []
    seen: dict[str, str] = {}
    for path in sorted(directory.glob(files)):
        try:
            file = load_yaml(path)
            part = parse_model(file, LexiconPart)
        except DocumentError as error:
            faults.extend(error.faults)
            continue
        for index, entry in enumerate(part.terms):
            where = f"{part.lexicon}.{entry.id}"
            if where in seen:
                faults.append(_fault(file, index, "twice", id=entry.id, first=seen[where]))
            seen.setdefault(where, path.name)
            forms = [form for written in entry.forms for form in expand(written)]
            if len(forms) > MAX_FORMS:
                faults.append(_fault(file, index, "forms", limit=MAX_FORMS, count=len(forms)))
                continue
            terms.append(_term(part.lexicon, entry, forms))
    if faults:
        raise DocumentError(faults)
    return terms


def _term(lexicon: str, entry: TermPart, forms: list[str]) -> Term:
    return Term(
        id=entry.id,
        lexicon=lexicon,
        langs=frozenset(("en", "fr") if entry.lang == "both" else (entry.lang,)),
        forms=tuple(forms),
        register=entry.register_ or "",
        strict=entry.strict,
    )


def _fault(file: YamlFile, index: int, key: str, **values: object) -> FileFault:
    line, column = file.position(("terms", index))
    return FileFault(
        file=file.path,
        line=line,
        column=column,
        field=f"terms[{index}]",
        problem=said(f"policies.lexicon.{key}.problem", **values),
        remedy=said(f"policies.lexicon.{key}.remedy", **values),
    )
