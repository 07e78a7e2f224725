"""Finds statements about groups in a text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from policies.lexicons import Hit
from policies.statements import scope
from policies.statements.marks import Marks, read_marks
from policies.statements.patterns import FRAGMENT, NOT_REAL, PATTERNS, THAT_IS, Pattern
from policies.statements.values import Group, Kind, Stance, Statement

MOST: Final = 50  # statements of one text
FRAGMENT_LENGTH: Final = 9  # letters of a sentence without a verb
REACH: Final = 2  # sentences that a pronoun reaches back
_BY_LETTER: Final = {
    letter: [at for at, pattern in enumerate(PATTERNS) if letter in pattern.needs]
    for letter in {letter for pattern in PATTERNS for letter in pattern.needs}
}
_COUNTED: Final = frozenset(
    (
        "two three four five six ten several young old innocent local elderly "
        "deux trois quatre cinq dix jeunes"
    ).split()
)
_NEXT_SUBJECT: Final = re.compile(r"&D[wki]{1,2}C")
_TARGETS: Final = frozenset("GPc")
_NEGATIONS: Final = frozenset("Nn01t")
_CLITICS: Final = frozenset(("les", "l'", "leur", "la", "le"))
_THOSE: Final = frozenset(
    (
        "des",
        "de la",
        "de l'",
        "du",
        "d'",
        "une bande de",
        "une gang de",
        "de vrais",
        "de vraies",
        "un tas de",
    )
)
_MUCK: Final = frozenset(("merde", "marde", "poison", "honte", "farce", "joke"))
_TO: Final = frozenset(("to", "pour", "que", "qu'"))
_D: Final = frozenset(("d'", "de"))
_ANOTHER: Final = frozenset("the a an my your this that le la l' votre mon ma ce cette".split())
_MERELY: Final = frozenset(
    (
        "just",
        "only",
        "nothing but",
        "nothing more than",
        "merely",
        "juste",
        "seulement",
        "rien que",
        "rien qu'",
        "qu'",
        "que",
    )
)
_IT_IS: Final = frozenset(("c'est", "c'etait", "cest"))
_OF: Final = frozenset(("des", "du", "de", "d'", "aux", "au", "de la", "de l'", "à des"))
_PART: Final = frozenset(
    (
        "some many most all half majority lots plupart majorite certains sight surrounded "
        "entoure entouree presence thought existence smell vue odeur idee"
    ).split()
) | {"of the"}


def find_statements(text: str, hits: Iterable[Hit], lang: str) -> list[Statement]:
    """Return what is said of groups in a view, in order; stances leave quotation marks aside."""
    marks = read_marks(text, hits, lang)
    found: list[Statement] = []
    seen: set[tuple[int, int]] = set()
    antecedents: list[tuple[int, int, Group | None]] = []
    antecedent, age = None, REACH + 1
    letters = list(marks.letters)
    for low, high in _sentences(marks.letters):
        antecedent, age = _resolve(marks, letters, low, high, antecedent, age)
        antecedents.append((low, high, antecedent if age <= REACH else None))
        age += 1
    marks.letters = "".join(letters)
    for low, high, nearest in antecedents:
        for statement in _read(marks, low, high, nearest):
            if (key := (statement.predicate[0], statement.target[0])) not in seen:
                seen.add(key)
                found.append(statement)
        if len(found) > MOST:
            break
    return found


def _sentences(letters: str) -> Iterator[tuple[int, int]]:
    low = 0
    while low < len(letters):
        high = letters.find(".", low)
        high = len(letters) if high < 0 else high
        if high > low:
            yield low, high
        low = high + 1


def _resolve(
    marks: Marks, letters: list[str], low: int, high: int, antecedent: Group | None, age: int
) -> tuple[Group | None, int]:
    """Give pronouns of a sentence the group named last; drop those that have none."""
    for index in range(low, high):
        letter = letters[index]
        before = letters[index - 1] if index > low else ""
        if letter in "GS":
            antecedent, age = marks.groups.get(index, Group.OTHER), 0
            marks.groups[index] = antecedent
        elif letter == "9":
            antecedent = None
        elif letter == "P":
            if antecedent is None or age > REACH:
                letters[index] = "p"
            else:
                marks.groups[index] = antecedent
        elif letter == "D":
            after = letters[index + 1] if index + 1 < high else ""
            if before and before in "Aam" and marks.word(index) in _D:
                letters[index] = "d"  # « paresseux d'Indiens »
            elif (
                after
                and after in "VXKLse"
                and antecedent is not None
                and age <= REACH
                and marks.word(index) in _CLITICS
            ):
                letters[index] = "c"
                marks.groups[index] = antecedent
        elif letter == "r" and marks.word(index) == "respect" and letters[index + 1 : index + 2]:
            if letters[index + 1] in "GDMP":
                letters[index] = "L"
        elif letter == "i" and before and before in "NI" and marks.word(index) == "like":
            letters[index] = "L"
    return antecedent, age


def _read(marks: Marks, low: int, high: int, antecedent: Group | None) -> Iterator[Statement]:
    row = marks.letters[low:high]
    letters = set(row)
    if not _TARGETS.isdisjoint(letters):
        question = high < len(marks.letters) and "?" in marks.word(high)
        denies = not _NEGATIONS.isdisjoint(letters)
        wanted: set[int] = set()
        for letter in letters:
            wanted.update(_BY_LETTER.get(letter, ()))
        for pattern in map(PATTERNS.__getitem__, sorted(wanted)):
            if denies or not pattern.denied:
                yield from _matches(pattern, marks, low, high, question=question)
        yield from _not_real(marks, low, high)
    if antecedent is not None and "C" in letters:
        for match in THAT_IS.finditer(row):
            target, predicate = low + match.start("t"), low + match.start("p")
            if _is_of_people(marks, target, predicate):
                yield _statement(marks, Kind.ATTACK, low, high, target, predicate, group=antecedent)
    if antecedent is not None and "G" not in letters:
        fragment = FRAGMENT.match(row) if len(row) < FRAGMENT_LENGTH else None
        at = row.find("4") if fragment is None else max(map(fragment.start, ("p1", "p2", "p3")))
        if at >= 0:
            at += low
            yield _statement(marks, Kind.ATTACK, low, high, at, at, group=antecedent)


def _matches(
    pattern: Pattern, marks: Marks, low: int, high: int, *, question: bool
) -> Iterator[Statement]:
    for match in pattern.row.finditer(marks.letters[low:high]):
        target, predicate = low + match.start("t"), low + match.start("p")
        if not _holds(pattern, marks, low, high, target, predicate):
            continue
        count = scope.denials(marks, low, target, predicate, question=question)
        if pattern.denied:
            if pattern.called:
                last = max(target, predicate)
                count = max(count, scope.denials(marks, low, target, last, question=False))
            near = max(low, target - scope.REACH), min(high, target + scope.REACH)
            if count % 2 and not question and not scope.enough(marks, *near):
                yield _statement(marks, pattern.kind, low, high, target, predicate)
            continue
        statement = _statement(marks, pattern.kind, low, high, target, predicate)
        denied = scope.not_all(marks, target) or (count % 2 and not pattern.asked)
        if statement.stance is Stance.OWN and denied:
            statement = replace(statement, stance=Stance.NEGATED)
        yield statement


def _holds(
    pattern: Pattern, marks: Marks, low: int, high: int, target: int, predicate: int
) -> bool:
    """Whether what matched is meant of this group, as the author's own wish where it is one."""
    letters = marks.letters
    if letters[target] == "S":
        return False  # a slur speaks for itself
    if letters[predicate] == "Y" and not _belittles(marks, predicate, target):
        return False
    if pattern.called and not scope.of_author(marks, low, predicate):
        return False
    if letters[target] == "G" and target + 1 < high and letters[target + 1] in "Tu9":
        return False  # "the Chinese government": no group
    if (
        letters[target] == "G"
        and letters[target + 1 : target + 2] == "C"
        and marks.word(target + 1) == "'s"
        and letters[target + 2 : target + 3] in ("T", "u", "9")
    ):
        return False  # "the women's washroom"
    if pattern.denied and pattern.called and marks.word(min(target + 1, high - 1)) in _TO:
        return False  # "nobody wants X to …"
    if target < predicate:
        if pattern.kind is Kind.ATTACK and _is_of_what_happens(marks, target, predicate):
            return False
        return letters[target] != "G" or not (
            _is_aside(marks, low, target) or _is_of_another(marks, target, predicate)
        )
    return pattern.kind is not Kind.ATTACK or not _is_fond(marks, low, high, predicate)


def _statement(
    marks: Marks,
    kind: Kind,
    low: int,
    high: int,
    target: int,
    predicate: int,
    group: Group | None = None,
) -> Statement:
    return Statement(
        kind=kind,
        group=group or marks.groups.get(target, Group.OTHER),
        stance=scope.stance_of(marks, low, high, min(target, predicate), max(target, predicate)),
        target=marks.spans[target],
        predicate=marks.spans[predicate],
    )


def _belittles(marks: Marks, start: int, target: int) -> bool:
    """Whether "you are just a …" says so: "you are a bunch of …" does not."""
    return any(marks.word(index) in _MERELY for index in range(start, target))


def _is_aside(marks: Marks, low: int, target: int) -> bool:
    """Whether the group hangs on another noun: "violence against X", « la situation des X »."""
    letters, at = marks.letters, target - 1
    verb = target - 1
    while verb >= low and letters[verb] in "DMkmi":
        verb -= 1
    if verb >= low and letters[verb] in "VXKLsBv8" and letters[target] != "P":
        return True  # the object of another verb
    if marks.word(target).split(" ")[0] in _OF:
        return at >= low and letters[at] in "wTu9AaFRrQKet7"
    while at >= low and (letters[at] in "DMkm" or marks.word(at) in _COUNTED):
        if letters[at] == "D" and marks.word(at) in _OF:
            return (
                at > low and letters[at - 1] in "wTu9AaFRrQKet7" and marks.word(at - 1) not in _PART
            )
        at -= 1
    if at < low or letters[at] != "o":
        return False
    return not (at > low and marks.word(at - 1) in _PART)


def _is_of_another(marks: Marks, target: int, predicate: int) -> bool:
    """Whether something else is spoken of by then: "I am an immigrant and the wait is horrible"."""
    row = marks.letters[target:predicate]
    found = _NEXT_SUBJECT.search(row)
    return found is not None and marks.word(target + found.start() + 1) in _ANOTHER


def _is_of_what_happens(marks: Marks, target: int, predicate: int) -> bool:
    """Whether « et c'est lâche » judges what was told before: « X se font insulter et c'est … »."""
    link = marks.letters.rfind("C", target, predicate)
    if link < 0 or marks.letters[link - 1] not in "&," or link - target < 3:
        return False
    bare = not set("DMkA7") & set(marks.letters[link + 1 : predicate])
    return bare and marks.word(link) in _IT_IS


def _is_fond(marks: Marks, low: int, high: int, predicate: int) -> bool:
    """Whether strong words before a name are praise, or the author's own: "damn good women"."""
    if marks.letters[predicate] not in "kmA7":
        return False
    low, high = max(low, predicate - scope.REACH), min(high, predicate + scope.REACH)
    row = marks.letters[low:high]
    before = row[: predicate - low].rstrip("Di")
    if before.endswith("C") and marks.letters[predicate] != "k":
        return True  # "your manners are trash, men …"
    return "g" in row or row[: predicate - low].endswith(("IC", "ICD", "IhC", "YC"))


def _is_of_people(marks: Marks, link: int, predicate: int) -> bool:
    """Whether « c'est de la vermine » speaks of people, and not of what happened."""
    articles = {marks.word(index) for index in range(link + 1, predicate)}
    said = marks.word(link)
    return (
        said.startswith(("c'est", "ce sont", "ce ", "c'etait", "ce", "they"))
        and bool(articles & _THOSE)
        and marks.word(predicate) not in _MUCK
    )


def _not_real(marks: Marks, low: int, high: int) -> Iterator[Statement]:
    for match in NOT_REAL.finditer(marks.letters[low:high]):
        target, said = low + match.start("t"), low + match.start("p")
        genders = (Group.WOMEN, Group.MEN)
        if marks.groups.get(target) is not Group.LGBT or marks.groups.get(said) not in genders:
            continue
        own = (
            "femme"
            if "femme" in marks.word(target)
            else "wom"
            if "wom" in marks.word(target)
            else "men"
        )
        negated = "N" in match.group()
        if negated == (own in marks.word(said)) or (
            not negated and own == "men" and "wom" in marks.word(said)
        ):
            yield _statement(marks, Kind.ATTACK, low, high, target, said)
