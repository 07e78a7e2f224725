"""Reply templates: approved wording in both languages, with placeholders.

`manual` templates are offered to a reviewer and never chosen by the program.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from policies.errors import DocumentError
from policies.faults import FileFault, said
from policies.modelfaults import field_name
from policies.yamlfile import KeyPath, YamlFile, load_yaml, parse_model
from responders.errors import TemplateGap
from responders.facts import fact_files
from responders.factschema import BothTexts
from responders.values import SpeechAct
from responders.wording import WordedSentence, placeholders
from translations.typography import faults as typography_faults
from translations.values import OFFICIAL_LANGUAGES, Bilingual

SHIPPED_TEMPLATES: Final = Path(__file__).parent / "data" / "templates"
PLACEHOLDERS: Final = frozenset({"agency", "official", "statement", "source", "contact", "policy"})

_Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


class _TemplateEntry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: _Id
    act: SpeechAct
    title: BothTexts | None = None
    topics: tuple[_Id, ...] = ()
    manual: bool = False
    occasion: Literal["personal_data", "individual", "politics"] | None = None
    post: bool = False  # wording of an official post: no reply, and without the opening
    sentences: list[WordedSentence] = Field(min_length=1)


class TemplateFile(BaseModel):
    """One file of templates, as written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    opening: list[WordedSentence] = []  # with which each of them begins: who speaks
    templates: list[_TemplateEntry] = Field(min_length=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One reply's wording, sentence by sentence."""

    id: str
    act: SpeechAct
    topics: tuple[str, ...]  # of facts that it is for; empty: any
    manual: bool
    sentences: tuple[WordedSentence, ...]
    occasion: str | None = None  # what a conversation is moved to a private channel for
    post: bool = False  # wording of an official post
    title: Bilingual | None = None  # what reviewers call it

    def named(self, lang: str) -> str:
        """Return what it is called; without a title, what it says: its longest own sentence."""
        if self.title is not None:
            return self.title["fr" if lang == "fr" else "en"]
        said = [one.text(lang) for one in self.sentences if not one.alone]
        own = [text for text in said if "{" not in text]
        return max(own or said or [self.id], key=len)

    @property
    def placeholders(self) -> frozenset[str]:
        """The names that its sentences need, whoever speaks."""
        return frozenset[str]().union(*(placeholders(s.en) or () for s in self.sentences))

    def spoken(self, voice: str = "organization", tone: str = "plain") -> list[WordedSentence]:
        """Return the sentences for who speaks and how."""
        return [
            one
            for one in self.sentences
            if (one.voice or voice) == voice and (one.tone or tone) == tone
        ]

    def render(self, lang: str, **values: str) -> str:
        """Return the whole text in one language, as the organization says it in plain words.

        Raises:
            TemplateGap: a placeholder has no value, or the language is not an official one.
        """
        return " ".join(fill(sentence, lang, values, self.id) for sentence in self.spoken())


def fill(sentence: WordedSentence, lang: str, values: Mapping[str, str], template: str) -> str:
    """Return one sentence with its placeholders filled in.

    Raises:
        TemplateGap: a placeholder has no value, or the language is not an official one.
    """
    if lang not in OFFICIAL_LANGUAGES:
        raise TemplateGap(f"template {template!r} has no text in {lang!r}")
    try:
        return sentence.text(lang).format_map(values)
    except KeyError as error:
        raise TemplateGap(f"template {template!r} needs a value for {error}") from error


@dataclass(frozen=True, slots=True)
class TemplateBank:
    """All templates, in the order of the files."""

    templates: tuple[Template, ...]
    _by_id: Mapping[str, Template] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {one.id: one for one in self.templates})

    def get(self, template_id: str) -> Template | None:
        """Return the template with that id, None where there is none."""
        return self._by_id.get(template_id)

    def choose(self, act: SpeechAct, topic: str | None = None) -> Template | None:
        """Return the template for an act: one for that topic, else one for any."""
        fitting = [one for one in self.templates if one.act is act and not (one.manual or one.post)]
        for one in fitting:
            if topic is not None and topic in one.topics:
                return one
        return next((one for one in fitting if not one.topics), None)

    def for_occasion(self, occasion: str) -> Template | None:
        """Return the template that moves a conversation to a private channel for that reason."""
        return next((one for one in self.templates if one.occasion == occasion), None)


def load_templates(path: Path = SHIPPED_TEMPLATES) -> TemplateBank:
    """Read a file, or every YAML file of a directory.

    Raises:
        DocumentError: with every fault of every file.
    """
    templates: list[Template] = []
    faults: list[FileFault] = []
    places: dict[str, str] = {}
    files = fact_files(path)
    if not files:
        raise DocumentError([_made(path, (1, 1), (), "empty")])
    for name in files:
        try:
            file = load_yaml(name)
            document = parse_model(file, TemplateFile)
        except DocumentError as error:
            faults.extend(error.faults)
            continue
        faults.extend(_wrong(file, ("opening",), document.opening))
        for index, entry in enumerate(document.templates):
            at: KeyPath = ("templates", index)
            faults.extend(_wrong(file, (*at, "sentences"), entry.sentences))
            if entry.id in places:
                faults.append(
                    _fault(file, (*at, "id"), "duplicate", id=entry.id, where=places[entry.id])
                )
            places[entry.id] = f"{name}:{file.position(at)[0]}"
            templates.append(
                Template(
                    id=entry.id,
                    act=entry.act,
                    topics=entry.topics,
                    manual=entry.manual,
                    sentences=(*(() if entry.post else document.opening), *entry.sentences),
                    occasion=entry.occasion,
                    post=entry.post,
                    title=Bilingual(en=entry.title.en, fr=entry.title.fr) if entry.title else None,
                )
            )
    if faults:
        raise DocumentError(faults)
    return TemplateBank(tuple(templates))


def _wrong(file: YamlFile, at: KeyPath, sentences: Iterable[WordedSentence]) -> Iterator[FileFault]:
    names = ", ".join(f"{{{name}}}" for name in sorted(PLACEHOLDERS))
    for index, sentence in enumerate(sentences):
        here = (*at, index)
        for name in sorted((placeholders(sentence.en) or frozenset()) - PLACEHOLDERS):
            yield _fault(file, (*here, "en"), "unknown", name=name, names=names)
        for fault in typography_faults(sentence.fr, "fr"):
            # an offer of the other language stands in that language
            if not sentence.alone:
                yield _fault(
                    file, (*here, "fr"), "typography", found=fault.found, better=fault.better
                )


def _fault(file: YamlFile, at: KeyPath, key: str, **values: object) -> FileFault:
    return _made(file.path, file.position(at), at, key, **values)


def _made(path: Path, place: tuple[int, int], at: KeyPath, key: str, **values: object) -> FileFault:
    return FileFault(
        file=path,
        line=place[0],
        column=place[1],
        field=field_name(at),
        problem=said(f"responders.templates.{key}.problem", **values),
        remedy=said(f"responders.templates.{key}.remedy", **values),
    )
