"""What the reading of statements gives."""

from dataclasses import dataclass
from enum import Enum

from policies.views import Span


class Group(Enum):
    """The kind of group that is spoken of, where a rule asks for it."""

    WOMEN = "women"
    LGBT = "lgbt"
    MEN = "men"
    OTHER = "other"


class Kind(Enum):
    """What is said of the group."""

    ATTACK = "attack"  # hated, or called something vile
    EXCLUSION = "exclusion"  # should leave, be shut out, have no rights
    HARM = "harm"  # should be hurt, or die


class Stance(Enum):
    """Whose words a statement is."""

    OWN = "own"
    NEGATED = "negated"
    REPORTED = "reported"  # somebody else's, or condemned
    QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class Statement:
    """Something hostile said of a group."""

    kind: Kind
    group: Group
    stance: Stance
    target: Span  # both in the view that was read
    predicate: Span
