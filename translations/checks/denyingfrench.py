"""Denials in French: « ne … pas », « pas » alone, « aucun … ne », « ni … ni », « sans »."""

from collections.abc import Callable, Mapping
from typing import ClassVar, Final

from translations.checks import negationwords as known
from translations.checks.denials import Denials, Reader

_REACH: Final = 9  # words between « ne » and what completes it
_BACK: Final = 14  # words between « avant que », « aucun » and their « ne »
_ON: Final = 12  # words over which a denial goes on: « ne … jamais rien »
_NI: Final = 25  # words between « ni » and « ni »
_NOT_YET: Final = -99  # no word waits for its « ne »
_NE: Final = frozenset({"ne", "n'"})
_QUE: Final = frozenset({"que", "qu'"})
_WHICH: Final = frozenset("qui quel quelle quels quelles quoi ou quand comment".split())
_GOES_ON: Final = known.FR_SECOND - {"pas", "point", "plus", "personne"}


class FrenchReader:
    """Reads the denials of a French text; a « ne » and its words count once."""

    __slots__ = ("taken", "text", "waiting")

    def __init__(self, text: Reader) -> None:
        self.text = text
        self.taken: set[int] = set()  # words that belong to a denial already counted
        self.waiting = _NOT_YET  # a word like « aucun » whose « ne » is to come

    def read(self) -> Denials:
        """Return the denials."""
        text = self.text
        text.found.french = True
        for index, word in enumerate(text.texts):
            if word in _NE and self._is_ne(index):
                near = index - self.waiting <= _BACK
                self._ne(index, absorbed=near and not text.apart(self.waiting, index))
                self.waiting = _NOT_YET
            elif index not in self.taken:
                self._step(index, word)
        text.found.hard.sort()
        return text.found

    def _step(self, index: int, word: str) -> None:
        text = self.text
        handle = self._by_word.get(word)
        if handle is not None:
            handle(self, index)
        elif word in known.FR_ALONE:
            self._alone(index)
        elif word in known.FR_STRONG or word.startswith(known.FR_STRONG_BEGIN):
            self._strong(index)
        elif word in known.FR_SOFT or word.startswith(known.FR_SOFT_BEGIN):
            text.soften(index)

    def _strong(self, index: int) -> None:
        word = self.text.words[index]
        if word.text == "ignore" and self.text.side.text[word.end - 1] in "éÉ":
            self.text.soften(index)  # « ignoré »
        else:
            self.text.deny_by_word(index)

    def _ne(self, index: int, *, absorbed: bool) -> None:
        """Read « ne … pas », « ne … que », or a « ne » that means nothing."""
        text = self.text
        if text.word(index + 1).startswith("import") and text.word(index + 2) in _WHICH:
            return  # « n'importe qui »
        if text.word(index - 1) == "on" and text.texts[index + 1 : index + 3] == ["peut", "plus"]:
            self.taken.add(index + 2)
            return  # « on ne peut plus clair »
        if text.texts[index + 1 : index + 4] == ["est", "ce", "pas"]:
            self.taken.add(index + 3)
            text.maybe(index)
            return
        for place in range(index + 1, min(index + 1 + _REACH, len(text.texts))):
            word = text.texts[place]
            if word in _NE or text.apart(place - 1, place):
                break
            if word in _QUE:
                if not absorbed:
                    text.limit(index)
                return
            if word in known.FR_SECOND and self._completes(place):
                self._completed(index, place, absorbed=absorbed)
                return
        if not absorbed:
            self._bare(index)

    def _completed(self, index: int, place: int, *, absorbed: bool) -> None:
        """Read what completes a « ne »."""
        text, word = self.text, self.text.texts[place]
        self.taken.add(place)
        ahead = text.texts[place + 1 : place + 4]
        if (word in {"jamais", "rien"} and _QUE & set(ahead[:1])) or (
            word == "plus" and _QUE & set(ahead)
        ):
            text.limit(index)  # « ne … plus que »
        elif (
            word == "pas"
            and ahead[:1] in (["moins"], ["plus"])
            and ahead[1:2]
            in (
                ["de"],
                ["que"],
            )
        ):
            text.maybe(index)  # « pas plus de »: "at most"
        elif self._turned(index, place):
            text.maybe(index)
        else:
            self._go_on(place)
            if not absorbed:
                text.deny(place)

    def _turned(self, index: int, place: int) -> bool:
        """Whether it says that something is: « n'hésitez pas », « tant qu'on n'a pas »."""
        texts = self.text.texts
        around = texts[index + 1 : place + 3]
        turned = not known.FR_TURNED.isdisjoint(around)
        before = " ".join(texts[max(0, index - 5) : index])
        return turned or ("tant qu" in before and "en tant" not in before)

    def _go_on(self, place: int) -> None:
        """Take what goes on denying the same: « ne … jamais rien », « ne … ni … ni »."""
        text = self.text
        for further in range(place + 1, min(place + _ON, len(text.texts))):
            if text.apart(further - 1, further) or text.texts[further] in _NE:
                return
            if text.texts[further] in _GOES_ON:
                self.taken.add(further)

    def _bare(self, index: int) -> None:
        """Read a « ne » alone: « avant qu'il ne parte », « ne peut », « n'ose »."""
        text = self.text
        before = text.texts[max(0, index - _BACK) : index]
        if not _QUE.isdisjoint(before) and not known.FR_EXPLETIVE.isdisjoint(before):
            return
        if text.word(index + 1) in known.FR_BARE or text.word(index + 2) in known.FR_BARE:
            text.deny(index)
        else:
            text.maybe(index)

    def _is_ne(self, index: int) -> bool:
        """Whether it is « ne », and not « né »."""
        word = self.text.words[index]
        return word.text == "n'" or self.text.side.text[word.end - 1] in "eE"

    def _completes(self, place: int) -> bool:
        word, before = self.text.texts[place], self.text.word(place - 1)
        if word == "personne":
            return before not in known.FR_PERSONS
        if word == "plus":
            return before != "non"
        return word != "point" or before not in {"le", "un", "ce", "au", "tel"}

    def _alone(self, index: int) -> None:
        if self.waiting < 0 or self.text.apart(self.waiting, index):
            self.text.deny(index)
            self.waiting = index

    def _pas(self, index: int) -> None:
        text, before = self.text, self.text.word(index - 1)
        after = text.word(index + 1)
        step = before in known.FR_STEPS or text.word(index + 2) == "pas" or after == "mal"
        if not step and before != "non":
            text.deny(index)

    def _rien(self, index: int) -> None:
        if self.text.word(index + 1) in _QUE:
            self.text.limit(index)  # « rien qu'à Laval »
        else:
            self._alone(index)

    def _nobody(self, index: int) -> None:
        """Read « personne ne », « personne à Laval n' », « nul ne », « nul besoin »."""
        text = self.text
        if text.texts[index : index + 2] == ["nul", "besoin"]:
            self._alone(index)
            return
        if text.word(index - 1) in known.FR_PERSONS:
            return
        ahead = enumerate(text.texts[index + 1 : index + 7], start=index + 1)
        if any(
            word in _NE and self._is_ne(place) and not text.apart(index, place)
            for place, word in ahead
        ):
            self._alone(index)

    def _never(self, index: int) -> None:
        text = self.text
        if not _NE.isdisjoint(text.texts[index + 1 : index + 3]):
            text.deny(index)
            self.waiting = index
        elif text.word(index - 1) not in {"si", "que"}:
            text.maybe(index)

    def _without(self, index: int) -> None:
        text = self.text
        following = text.texts[index + 1 : index + 8]
        for further, word in enumerate(following, start=index + 1):
            if word in _GOES_ON or word == "personne":
                self.taken.add(further)
        place = 1 if following[:1] in (["aucun"], ["nul"]) else 0
        if known.FR_WITHOUT_BUT.isdisjoint(following[place : place + 1]):
            text.deny_by_word(index)

    def _nor(self, index: int) -> None:
        """Read « ni … ni » as one; a single « ni » goes on with what was denied before."""
        text = self.text
        ahead = range(index + 1, min(index + _NI, len(text.texts)))
        others = [further for further in ahead if text.texts[further] == "ni"]
        self.taken.update(others)
        if others or not _NE.isdisjoint(text.texts[index + 1 : index + 6]):
            self._alone(index)

    def _non(self, index: int) -> None:
        text = self.text
        before, after = text.word(index - 1), text.word(index + 1)
        if before in {"ou", "oui"} or after in {"plus", "sans"}:
            return
        if before in {"et", "mais"} or after in {"pas", "seulement"}:
            text.deny(index)
        else:
            text.soften(index)

    def _unless(self, index: int) -> None:
        text = self.text
        if text.word(index - 1) == "a" and text.word(index + 1) in _QUE | {"d'", "de"}:
            text.deny_by_word(index)  # « à moins que »

    def _other(self, index: int) -> None:
        if self.text.word(index + 1) in _QUE:
            self.text.soften(index)

    _by_word: ClassVar[Mapping[str, Callable[["FrenchReader", int], None]]] = {
        "pas": _pas,
        "personne": _nobody,
        "nul": _nobody,
        "ni": _nor,
        "jamais": _never,
        "rien": _rien,
        "sans": _without,
        "non": _non,
        "moins": _unless,
        "autre": _other,
        "autres": _other,
    }
