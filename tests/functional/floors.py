"""What each kind of message has reached: no change of a rule may fall below it.

python -m tests.functional.floors            shows what is below its floor, and what is above
python -m tests.functional.floors raise      writes the floors of what is above; none gets lower
python -m tests.functional.floors write      writes what is reached now, lower or not

Kinds of the part that is worked on (dev) have a floor each. Of the part that is held back only the
promises have one, so that nobody is led to look at it.
"""

import sys
from collections import defaultdict
from collections.abc import Mapping
from math import floor
from typing import Final

import yaml

from tests.functional.suite import DATA, PARTS, cases, functionalities
from tests.policies.messages import screen

FILE: Final = DATA / "floors.yaml"
ALL: Final = "all"
_HEAD: Final = """\
# Shares in percent, rounded down, that the shipped policy holds; tests fail where one falls below.
# `python -m tests.functional.floors raise` writes this file. Lower one only with a reason.
"""

Floors = Mapping[str, int]  # "dev.fr.slur_attack" or "held.fr.hate" to percent


def reached(part: str, lang: str) -> Floors:
    """Return what the shipped policy holds of a part in one language, the language given."""
    held: defaultdict[str, list[bool]] = defaultdict(list)
    for case in cases(lang, part):
        holds = case.holds(screen(case.text, lang))
        kind = functionalities()[case.functionality]
        held[ALL].append(holds)
        if part == "dev":
            held[kind.id].append(holds)
        elif kind.promise:
            held[kind.promise].append(holds)
    return {
        f"{part}.{lang}.{name}": floor(100 * sum(each) / len(each)) for name, each in held.items()
    }


def floors() -> Floors:
    """Return the floors that are written down."""
    read = yaml.safe_load(FILE.read_text("utf-8")) if FILE.exists() else None
    return {str(name): int(percent) for name, percent in (read or {}).items()}


def everything() -> Floors:
    """Return what is reached in every part and language."""
    return {
        name: percent
        for part in PARTS
        for lang in ("en", "fr")
        for name, percent in reached(part, lang).items()
    }


def main() -> None:
    """Show, raise or write."""
    wish = sys.argv[1] if len(sys.argv) > 1 else "show"
    known, now = floors(), everything()
    for name in sorted(now):
        if now[name] != known.get(name):
            sys.stdout.write(f"{name}: {known.get(name, '-')} -> {now[name]}\n")
    if wish == "raise":
        now = {name: max(percent, known.get(name, 0)) for name, percent in now.items()}
    if wish in ("raise", "write"):
        rows = "".join(f"{name}: {percent}\n" for name, percent in sorted(now.items()))
        FILE.write_text(f"{_HEAD}{rows}", encoding="utf-8")


if __name__ == "__main__":
    main()
