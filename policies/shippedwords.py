"""The word lists that come with the program, worked out once for each version of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, repeat
from pathlib import Path
from typing import Any, Final

from policies import kept, lexiconfiles, lexicons, mending, terms, views, vocabulary
from policies.lexiconfiles import read_terms
from policies.lexicons import SHIPPED, Lexicons, Worked, work_out
from policies.terms import Term

STATEMENTS: Final = SHIPPED.parent / "statements"  # of `policies.statements`

_CODE: Final = (kept, lexiconfiles, lexicons, mending, terms, views, vocabulary)
_NAME: Final = "lexicons"
_BETWEEN: Final = "|"  # in no form


@lru_cache(maxsize=1)
def shipped_lexicons() -> Lexicons:
    """Return the lexicons that come with the program, read on the first call only."""
    key = shipped_key(__file__)
    found = kept.recall(_NAME, key) if key else None
    if found is not None:
        known = _terms(found)
        return Lexicons(known, worked=_worked(found, known))
    # of the words that statements are read from only those that are charged by themselves
    own, beside = read_terms(SHIPPED), read_terms(STATEMENTS, "failings*.yaml")
    lists = Lexicons(own, beside, work_out(own, beside))
    if key:
        kept.keep(_NAME, key, _said(lists))
    return lists


def statement_terms() -> list[Term]:
    """Return the words that statements are read from."""
    return read_terms(STATEMENTS)


@lru_cache(maxsize=4)
def shipped_key(*code: str) -> str | None:
    """Return what tells this state of the word lists, and of what works them out, from others.

    Args:
        code: further source files that have a part in it.
    """
    lists = (path for folder in (SHIPPED, STATEMENTS) for path in sorted(folder.glob("*.yaml")))
    ours = (str(module.__file__) for module in _CODE)
    return kept.fingerprint((*lists, vocabulary.KNOWN_WORDS, *map(Path, (*ours, *code))))


def joined(words: Iterable[str]) -> str:
    """Return words as one text."""
    return _BETWEEN.join(words)


def parted(text: str) -> list[str]:
    """Return the words of such a text."""
    return text.split(_BETWEEN) if text else []


def _said(lists: Lexicons) -> dict[str, Any]:
    worked, slips = lists.worked, lists.mender.slips
    by_langs: dict[str, list[str]] = {}
    for word, langs in worked.words.items():
        by_langs.setdefault(" ".join(sorted(langs)), []).append(word)
    return {
        "terms": [
            (term.id, term.lexicon, sorted(term.langs), term.register, term.strict)
            for term in lists.terms
        ],
        "forms": [joined(term.forms) for term in lists.terms],
        "folded": [joined(forms) for forms in worked.folded],
        "beginnings": joined(sorted(worked.beginnings)),
        "words": {langs: joined(sorted(words)) for langs, words in by_langs.items()},
        "charged": joined(sorted(worked.charged)),
        "strong": joined(sorted(worked.strong)),
        "groups": joined(sorted(worked.groups)),
        "slips": joined(slips),
        "meant": list(_runs(slips.values())),
    }


def _terms(found: Mapping[str, Any]) -> tuple[Term, ...]:
    return tuple(
        Term(
            id=name,
            lexicon=lexicon,
            langs=frozenset(langs),
            forms=tuple(parted(forms)),
            register=register,
            strict=strict,
        )
        for (name, lexicon, langs, register, strict), forms in zip(
            found["terms"], found["forms"], strict=True
        )
    )


def _worked(found: Mapping[str, Any], known: Sequence[Term]) -> Worked:
    return Worked(
        folded=[
            term.forms if folded == forms else parted(folded)
            for term, folded, forms in zip(known, found["folded"], found["forms"], strict=True)
        ],
        beginnings=frozenset(parted(found["beginnings"])),
        words={
            word: langs
            for langs, words in (
                (frozenset(names.split()), parted(words)) for names, words in found["words"].items()
            )
            for word in words
        },
        charged=frozenset(parted(found["charged"])),
        strong=frozenset(parted(found["strong"])),
        groups=frozenset(parted(found["groups"])),
        slips=_slips(found["slips"], found["meant"]),
    )


def _slips(slips: str, meant: Sequence[tuple[str, int]]) -> Callable[[], Mapping[str, str]]:
    def read() -> Mapping[str, str]:
        words = chain.from_iterable(repeat(word, number) for word, number in meant)
        return dict(zip(parted(slips), words, strict=True))

    return read


def _runs(words: Iterable[str]) -> Iterator[tuple[str, int]]:
    last, number = "", 0
    for word in words:
        if word != last and number:
            yield last, number
            number = 0
        last = word
        number += 1
    if number:
        yield last, number
