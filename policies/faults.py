"""What is wrong in a file that a person wrote, where, and what to do about it."""

from dataclasses import dataclass
from pathlib import Path

from translations.catalogs import catalog
from translations.values import Bilingual


def said(key: str, **values: object) -> Bilingual:
    """Return the message of the catalogs under `key`, in both languages."""
    return Bilingual(en=catalog("en")(key, **values), fr=catalog("fr")(key, **values))


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFault:
    """One fault of an authored file; lines and columns count from 1."""

    file: Path
    line: int
    column: int
    field: str  # such as rules[3].when; empty where the whole file is meant
    problem: Bilingual  # a sentence
    remedy: Bilingual  # a sentence

    def render(self, lang: str) -> str:
        """Return `FILE:LINE:COL: field: problem. remedy` in that language."""
        key = "policies.fault.field" if self.field else "policies.fault.file"
        return catalog(lang)(
            key,
            place=f"{self.file}:{self.line}:{self.column}",
            field=self.field,
            problem=self.problem[lang],
            remedy=self.remedy[lang],
        )


class FieldError(ValueError):
    """A validator's refusal of a field, with its problem and remedy in both languages."""

    def __init__(self, problem: Bilingual, remedy: Bilingual) -> None:
        super().__init__(problem.en)
        self.problem = problem
        self.remedy = remedy
