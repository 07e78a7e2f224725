"""What goes wrong on the way, by plan or by chance."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

SENDING = frozenset(
    {
        "sendmessage",
        "sendphoto",
        "senddocument",
        "sendmediagroup",
        "sendpoll",
        "copymessage",
        "forwardmessage",
    }
)


class Kind(StrEnum):
    """How a call goes wrong."""

    FLOOD = "flood"  # 429 with retry_after, never processed
    SERVER = "server"  # 5xx with a page of HTML, as a gateway answers
    SERVER_JSON = "server_json"  # 500 in the form of the Bot API
    HANG = "hang"  # accepted, never answered
    RESET = "reset"  # the connection is torn down
    GARBLED = "garbled"  # 200, and a body that is no JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One way to go wrong."""

    kind: Kind
    after: bool = False  # the call is processed first: it is out, and the answer is lost
    retry_after_s: int = 3
    status: int = 502


@dataclass(slots=True)
class _Plan:
    fault: Fault
    method: str | None  # lower case; None: every method
    left: int  # how often
    skip: int  # how many calls pass first


@dataclass(slots=True)
class _Chance:
    rate: float
    faults: Sequence[Fault]
    methods: Collection[str]
    random: Random


@dataclass
class Faults:
    """The plan of what goes wrong; planned faults come before those by chance."""

    made: list[tuple[str, Fault]] = field(default_factory=list)
    _plans: list[_Plan] = field(default_factory=list)
    _chance: _Chance | None = None

    def plan(
        self, kind: Kind, method: str | None = None, *, times: int = 1, skip: int = 0, **more: int
    ) -> None:
        """Let the next calls of a method go wrong, after `skip` that do not.

        Args:
            kind: how.
            method: of which method; None: of any, getUpdates included.
            times: how often.
            skip: how many calls of it pass first.
            more: fields of `Fault`: after, retry_after_s, status.
        """
        fault = Fault(
            kind=kind,
            after=bool(more.get("after", False)),
            retry_after_s=more.get("retry_after_s", 3),
            status=more.get("status", 502),
        )
        self._plans.append(_Plan(fault, method.lower() if method else None, times, skip))

    def at_random(
        self,
        rate: float,
        faults: Sequence[Fault],
        *,
        seed: int,
        methods: Collection[str] = SENDING,
    ) -> None:
        """Let a share of the calls go wrong, the same ones for a seed and an order of calls."""
        lowered = frozenset(name.lower() for name in methods)
        self._chance = _Chance(rate, faults, lowered, Random(seed))  # noqa: S311 -- a seeded test

    def clear(self) -> None:
        """Let everything go well from now on."""
        self._plans.clear()
        self._chance = None

    def next(self, method: str) -> Fault | None:
        """Return what goes wrong with this call; None where nothing does."""
        fault = self._planned(method.lower()) or self._by_chance(method.lower())
        if fault is not None:
            self.made.append((method, fault))
        return fault

    def _planned(self, method: str) -> Fault | None:
        for plan in self._plans:
            if plan.method not in {None, method} or plan.left == 0:
                continue
            if plan.skip > 0:
                plan.skip -= 1
                continue
            plan.left -= 1
            return plan.fault
        return None

    def _by_chance(self, method: str) -> Fault | None:
        chance = self._chance
        if chance is None or method not in chance.methods:
            return None
        if chance.random.random() >= chance.rate:
            return None
        return chance.random.choice(chance.faults)
