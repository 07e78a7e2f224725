"""TBX (ISO 30042): the form in which terms go from one program to another.

TBX-Basic is written, in the style that most programs read (DCA); versions 2 (`martif`) and 3 of
either style are read. A deprecated term is a forbidden word here; what is not preferred is a form.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from translations.termforms import Article, elides
from translations.terms import Term, TermKind, TermStatus
from translations.values import OFFICIAL_LANGUAGES, Bilingual, Official
from translations.wording import bilingual
from translations.xmlreading import as_text, exchange_fault, language_of, read_xml

_ROOTS: Final = frozenset(("tbx", "martif"))
_ENTRY: Final = frozenset(("conceptEntry", "termEntry"))
_LANGUAGE: Final = frozenset(("langSec", "langSet"))
_TERM: Final = frozenset(("termSec", "tig", "ntig"))
_UNWANTED: Final = ("deprecatedTerm", "supersededTerm")
_NOTES: Final = frozenset(("administrativeStatus", "partOfSpeech", "grammaticalGender"))
_WRITTEN_AS: Final = {"en": "en-CA", "fr": "fr-CA"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedEntry:
    """An entry that was left out, and why in both languages."""

    line: int
    explanation: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class TbxFile:
    """What a file holds."""

    terms: tuple[Term, ...]
    skipped: tuple[SkippedEntry, ...]


def read_tbx(data: bytes, *, file: str) -> TbxFile:
    """Read terms; entries that lack a language are left out and told.

    Raises:
        ExchangeFault: it is no TBX, or not safe to read.
    """
    reader = _Reader()
    read_xml(data, reader, file=file)
    if not reader.is_tbx:
        raise exchange_fault("not_tbx", file, 1)
    return TbxFile(terms=tuple(reader.terms), skipped=tuple(reader.skipped))


def write_tbx(terms: Iterable[Term]) -> Iterator[str]:
    """Yield the lines of a file; terms that are not approved have no place there."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield ('<tbx style="dca" type="TBX-Basic" xml:lang="en-CA" xmlns="urn:iso:std:iso:30042:ed-2">')
    yield "  <tbxHeader><fileDesc><sourceDesc><p>Liaison</p></sourceDesc></fileDesc></tbxHeader>"
    yield "  <text><body>"
    approved = [term for term in terms if term.status is TermStatus.APPROVED]
    for number, term in enumerate(approved, start=1):
        yield f'    <conceptEntry id="c{number}">'
        if term.note:
            yield f"      <note>{as_text(term.note)}</note>"
        for lang in OFFICIAL_LANGUAGES:
            yield from _language(term, lang)
        yield "    </conceptEntry>"
    yield "  </body></text>"
    yield "</tbx>"


def _language(term: Term, lang: Official) -> Iterator[str]:
    yield f'      <langSec xml:lang="{_WRITTEN_AS[lang]}">'
    yield from _term(term, term.texts[lang], "preferredTerm", lang)
    for form in term.forms.get(lang, ()):
        yield from _term(term, form, "admittedTerm", lang)
    for form in term.forbidden.get(lang, ()):
        yield from _term(term, form, "deprecatedTerm", lang)
    yield "      </langSec>"


def _term(term: Term, text: str, status: str, lang: Official) -> Iterator[str]:
    gender = {"le": "masculine", "la": "feminine"}.get(term.article)
    part = "properNoun" if term.kind is TermKind.NAME else "noun"
    yield f"        <termSec><term>{as_text(text)}</term>"
    yield f'          <termNote type="partOfSpeech">{part}</termNote>'
    if lang == "fr" and gender and status == "preferredTerm":
        yield f'          <termNote type="grammaticalGender">{gender}</termNote>'
    yield f'          <termNote type="administrativeStatus">{status}-admn-sts</termNote>'
    yield "        </termSec>"


@dataclass(slots=True)
class _Word:
    """One term of an entry."""

    text: str = ""
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def unwanted(self) -> bool:
        return self.notes.get("administrativeStatus", "").startswith(_UNWANTED)

    @property
    def preferred(self) -> bool:
        return self.notes.get("administrativeStatus", "").startswith("preferredTerm")


@dataclass(slots=True)
class _Reader:
    """Collects entries element by element."""

    is_tbx: bool = False
    terms: list[Term] = field(default_factory=list)
    skipped: list[SkippedEntry] = field(default_factory=list)
    _root: str = ""
    _line: int = 0
    _lang: str = ""
    _words: dict[str, list[_Word]] = field(default_factory=dict)
    _note: str = ""
    _taking: str = ""  # what the text belongs to
    _text: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        if not self._root:
            self._root = name
            self.is_tbx = name in _ROOTS
        if name in _ENTRY:
            self._line, self._words, self._note, self._lang = line, {}, "", ""
        elif name in _LANGUAGE:
            self._lang = language_of(attributes)
        elif name in _TERM:
            self._words.setdefault(self._lang, []).append(_Word())
        kind = attributes.get("type", "") if name == "termNote" else name
        if name in {"term", "note"} or kind in _NOTES:
            self._taking, self._text = kind, []

    def end(self, name: str, line: int) -> None:
        del line
        if name in _ENTRY:
            self._take()
        elif name in {"term", "note", "termNote"} or name in _NOTES:
            self._took("".join(self._text).strip())
            self._taking = ""
        elif name in _LANGUAGE:
            self._lang = ""

    def words(self, text: str) -> None:
        if self._taking:
            self._text.append(text)

    def _took(self, text: str) -> None:
        if self._taking == "note":
            self._note = self._note or text
            return
        words = self._words.get(self._lang)
        if not words or not self._taking:
            return
        if self._taking == "term":
            words[-1].text = " ".join(text.split())
        else:
            words[-1].notes[self._taking] = text

    def _take(self) -> None:
        known = {lang: [one for one in self._words.get(lang, ()) if one.text] for lang in
                 OFFICIAL_LANGUAGES}  # fmt: skip
        usual = {lang: _usual(words) for lang, words in known.items()}
        en, fr = usual["en"], usual["fr"]
        if en is None or fr is None:
            why = bilingual("translations.tmx.skipped.language")
            self.skipped.append(SkippedEntry(line=self._line, explanation=why))
            return
        name = "properNoun" in {
            word.notes.get("partOfSpeech") for words in known.values() for word in words
        }
        forms: dict[str, tuple[str, ...]] = {}
        unwanted: dict[str, tuple[str, ...]] = {}
        for lang, words in known.items():
            rest = [word for word in words if word is not usual[lang]]
            forms[lang] = tuple(word.text for word in rest if not word.unwanted)
            unwanted[lang] = tuple(word.text for word in rest if word.unwanted)
        self.terms.append(
            Term(
                texts=Bilingual(en=en.text, fr=fr.text),
                kind=TermKind.NAME if name else TermKind.TERM,
                forms={lang: found for lang, found in forms.items() if found},
                forbidden={lang: found for lang, found in unwanted.items() if found},
                article=_article(fr, name=name),
                do_not_translate=name and en.text == fr.text,
                note=self._note,
            )
        )


def _usual(words: list[_Word]) -> _Word | None:
    """The preferred term, else the first that may be used."""
    good = [word for word in words if not word.unwanted]
    return next((word for word in good if word.preferred), good[0] if good else None)


def _article(word: _Word, *, name: bool) -> Article:
    gender = word.notes.get("grammaticalGender", "")
    if gender not in {"masculine", "feminine"}:
        return ""
    if name and elides(word.text):  # of a noun the gender counts
        return "l'"
    return "la" if gender == "feminine" else "le"
