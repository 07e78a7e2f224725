"""Statements of harm: read from the words around a cue, so that figures of speech pass.

What is found joins the hits of the lexicons: whose words they are (quoted, denied, reported) is
decided for them as for any other.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from policies.harmenglish import ENGLISH
from policies.harmenglishdangers import ENGLISH_DANGERS
from policies.harmenglishphrases import ENGLISH_PHRASES
from policies.harmfigures import is_figure
from policies.harmframesenglish import ENGLISH_FRAMES
from policies.harmframesfrench import FRENCH_FRAMES
from policies.harmfrench import FRENCH
from policies.harmfrenchdangers import FRENCH_DANGERS
from policies.harmphrases import PHRASES
from policies.harmsenses import LONGEST_AFTER, PERSON, REACH, Sense
from policies.lexicons import Hit, Lexicons, Term
from policies.views import View, fold

CUES: Final = "harm"  # the lexicon whose terms are looked at closely
SAFETY: Final = frozenset((CUES, "threats", "intimidation", "violence", "self_harm", "emergency"))
_PEOPLE: Final = frozenset(("identity", "slurs", "insults"))
_MOST: Final = 200  # cues of one message; a message with more says what it says before that
_LANGS: Final = frozenset(("en", "fr"))
_TABLES: Final = (
    *ENGLISH,
    *FRENCH,
    *ENGLISH_DANGERS,
    *FRENCH_DANGERS,
    *PHRASES,
    *ENGLISH_PHRASES,
    *ENGLISH_FRAMES,
    *FRENCH_FRAMES,
)


def refined(hits: Sequence[Hit], view: View, lexicons: Lexicons) -> Sequence[Hit]:
    """Return the hits with statements of harm added, and cues and figures of speech taken out."""
    for hit in hits:
        if hit.term.lexicon in SAFETY:
            break
    else:
        return hits
    kept: list[Hit] = []
    cues: list[Hit] = []
    for hit in hits:
        term = hit.term
        if term.lexicon == CUES:
            cues.append(hit)
        elif not is_figure(term.lexicon, term.id, view.text, hit.start, hit.end):
            kept.append(hit)
    if not cues:
        return kept
    senses = _senses(lexicons)
    said = list(_statements(cues[:_MOST], view, view.text, senses))
    text = _with_people(view.text, cues, hits)
    if text is not view.text:
        said += _statements(cues[:_MOST], view, text, senses)
    if not said:
        return kept
    return list(_once(sorted(kept + said, key=lambda hit: (hit.span[0], -hit.span[1]))))


def _with_people(text: str, cues: Iterable[Hit], hits: Iterable[Hit]) -> str:
    """Return the text with words that name or insult people as one sign, no shorter than before."""
    people = [hit for hit in hits if hit.term.lexicon in _PEOPLE]
    if not people:
        return text
    taken = [(cue.start, cue.end) for cue in cues]
    for hit in people:
        if any(start - REACH < hit.end and hit.start < end + LONGEST_AFTER for start, end in taken):
            if any(hit.start < end and start < hit.end for start, end in taken):
                continue  # the cue itself
            text = text[: hit.start] + PERSON * (hit.end - hit.start) + text[hit.end :]
    return text


def _statements(
    cues: Iterable[Hit], view: View, text: str, senses: Mapping[str, tuple[Sense, ...]]
) -> Iterator[Hit]:
    for cue in cues:
        for sense in senses.get(text[cue.start : cue.end], ()):
            span = sense.span(text, cue.start, cue.end)
            if span:
                yield Hit(_said(sense.lexicon), view.span(*span), *span, cue.disguised)


@lru_cache(maxsize=4)
def _senses(lexicons: Lexicons) -> Mapping[str, tuple[Sense, ...]]:
    """Return the senses of each form of a cue; a form may stand for several cues."""
    by_cue: dict[str, list[Sense]] = {}
    for sense in _TABLES:
        for cue in sense.cues:
            by_cue.setdefault(cue, []).append(sense)
    found: dict[str, list[Sense]] = {}
    for term in lexicons.terms:
        if term.lexicon == CUES:
            for form in map(fold, term.forms):
                known = found.setdefault(form, [])
                known.extend(each for each in by_cue.get(term.id, ()) if each not in known)
    return {form: tuple(senses) for form, senses in found.items()}


@lru_cache(maxsize=16)
def _said(lexicon: str) -> Term:
    return Term(id="said", lexicon=lexicon, langs=_LANGS, forms=(), register="strong", strict=False)


def _once(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Leave out what lies inside an earlier hit of the same lexicon."""
    reach: dict[str, int] = {}
    for hit in hits:
        lexicon = hit.term.lexicon
        if hit.span[1] > reach.get(lexicon, -1):
            reach[lexicon] = hit.span[1]
            yield hit
