"""`liaison policy learn`: what people decided, as examples and changes that a person may accept."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.commands.identity import person_for
from bot.commands.lines import write_rows
from bot.commands.options import AsOption, DatabaseOption, JsonOption, OutOption, PolicyOption
from bot.commands.policyplace import PolicyArgument, policy_place
from bot.commands.session import Session, session
from bot.faults import CommandFault, ExitCode
from bot.policybook import dated, in_force_at
from bot.recordings import recorded_items
from bot.settings import Settings
from bot.storage import codec, documents
from bot.storage.documents import DocumentKind
from bot.storage.judgments import judgments
from policies.document import SHIPPED, load_policy
from policies.learning import Judged, Proposal, Verdict, proposals
from policies.masking import mask
from policies.policydrafts import CannotWrite, write_draft
from policies.roles import Act
from policies.screening_values import Handling, Screening

if TYPE_CHECKING:
    from bot.storage.database import Database

MOST: Final = 2_000  # messages that are looked at: those decided on last
_LONGEST: Final = 300  # code points of a text that are shown
_HIDDEN: Final = frozenset({Handling.NO_COPY, Handling.PROTECTED, Handling.SENSITIVE})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    judged: Sequence[Judged]
    texts: Mapping[int, str]  # masked; none of what may not be shown
    flagged: frozenset[int]  # messages that were flagged when they came


def learn(
    ctx: typer.Context,
    directory: PolicyArgument = None,
    policy: PolicyOption = None,
    accept: Annotated[
        list[str] | None,
        typer.Option("--accept", help="cli.policy.learn.accept", metavar="NAME"),
    ] = None,
    out: OutOption = None,
    acting: AsOption = None,
    json: JsonOption = False,
    db: DatabaseOption = None,
) -> ExitCode:
    """Propose examples and changes from the decisions on record; a person accepts."""
    here = session(ctx)
    wanted = list(dict.fromkeys(accept or ()))
    if bool(wanted) != (out is not None):
        raise CommandFault("cli.policy.learn.both")
    with here.database(db) as database:
        with database.read() as connection:
            person_for(connection, acting, Act.CHANGE_DOCUMENTS, here.t)
        with _base(database, directory, policy) as path:
            document = load_policy(path)
            found = _look(database, here.settings())
            offered = [
                one
                for one in proposals(document, found.judged)
                if one.kind != "example" or one.number in found.texts
            ]
            if out is not None:
                return _accept(here, path, out, wanted, offered, found, document.version)
    if json:
        write_rows([_summary(found), *(_row(one, found) for one in offered)])
        return ExitCode.OK
    _tell(here, found, offered)
    return ExitCode.OK


@contextmanager
def _base(database: "Database", argument: Path | None, option: Path | None) -> Iterator[Path]:
    """Give the policy to start from: the one that is named, else the one in force."""
    if argument is not None or option is not None:
        yield policy_place(argument, option)
        return
    with database.read() as connection:
        approved = documents.approved(connection, DocumentKind.POLICY)
    versions = {one.sha256: one for one in approved}
    current = in_force_at(map(dated, approved), datetime.now(UTC))
    if current is None:
        yield SHIPPED
        return
    with documents.unpacked(versions[current.sha256]) as folder:
        yield folder


def _look(database: "Database", settings: Settings) -> _Found:
    judged: list[Judged] = []
    texts: dict[int, str] = {}
    flagged: set[int] = set()
    with database.read() as connection:
        decided = judgments(connection)
        latest = sorted(decided.values(), key=lambda one: one.at)[-MOST:]
        chosen = {one.message for one in latest}
        for page in recorded_items(connection, settings):
            for one, item in page:
                if one.number not in chosen:
                    continue
                judgment = decided[one.number]
                verdict: Verdict = "wrong"
                if judgment.acted:
                    verdict = "right" if one.flagged else "missed"
                judged.append(
                    Judged(number=one.number, item=item, verdict=verdict, label=judgment.label)
                )
                if one.flagged:
                    flagged.add(one.number)
                screening = codec.load(Screening, one.screening)
                if not screening.handling & _HIDDEN and one.message.text:
                    texts[one.number] = _shown(one.message.text)
    return _Found(judged=judged, texts=texts, flagged=frozenset(flagged))


def _shown(text: str) -> str:
    masked = " ".join(mask(text[: 4 * _LONGEST]).split())
    return masked if len(masked) <= _LONGEST else f"{masked[: _LONGEST - 1]}…"


def _accept(
    here: Session,
    path: Path,
    out: Path,
    wanted: Sequence[str],
    offered: Sequence[Proposal],
    found: _Found,
    version: str,
) -> ExitCode:
    known = {one.id: one for one in offered}
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise CommandFault("cli.policy.learn.unknown", name=", ".join(unknown))
    if out.exists():
        raise CommandFault("cli.policy.learn.exists", folder=out)
    name = f"{version}-draft"
    try:
        write_draft(path, out, [known[each] for each in wanted], found.texts, name)
    except CannotWrite as place:
        raise CommandFault(
            "cli.policy.learn.no_place", ExitCode.FAULTS, name=place.proposal
        ) from place
    here.say("cli.policy.learn.written", folder=out, version=name)
    here.warn("cli.policy.learn.next", folder=out)
    return ExitCode.OK


def _tell(here: Session, found: _Found, offered: Sequence[Proposal]) -> None:
    here.say_count("cli.policy.learn.decided", len(found.judged))
    if not found.judged:
        return
    counts = _summary(found)
    here.say(
        "cli.policy.learn.verdicts",
        right=counts["right"],
        wrong=counts["wrongly_flagged"],
        missed=counts["missed"],
    )
    changes = [one for one in offered if one.kind != "example"]
    examples = [one for one in offered if one.kind == "example"]
    here.say("cli.policy.learn.examples" if examples else "cli.policy.learn.no_examples")
    for rule in dict.fromkeys(one.target for one in examples):
        here.say("cli.policy.learn.rule", rule=rule)
        for one in examples:
            if one.target == rule:
                here.show(f"  {_example(here, one, found)}")
    here.say("cli.policy.learn.changes" if changes else "cli.policy.learn.no_changes")
    for one in changes:
        here.show(f"  {_change(here, one)}")
    if offered:
        here.say("cli.policy.learn.how")


def _example(here: Session, one: Proposal, found: _Found) -> str:
    return here.t(
        f"cli.policy.learn.{'missed' if one.after == 'match' else 'wrong'}",
        id=one.id,
        lang=one.lang,
        where=f"examples, {one.after}, {one.lang}",
        text=found.texts[one.number],
    )


def _change(here: Session, one: Proposal) -> str:
    return here.t(
        f"cli.policy.learn.{one.kind}",
        id=one.id,
        target=one.target,
        before=one.before,
        after=one.after,
        fixed=one.fixed,
        caught=one.caught,
        lost=one.lost,
    )


def _summary(found: _Found) -> dict[str, object]:
    verdicts = [
        "kept" if one.verdict == "wrong" and one.number not in found.flagged else one.verdict
        for one in found.judged
    ]
    return {
        "decided": len(verdicts),
        "right": verdicts.count("right"),
        "wrongly_flagged": verdicts.count("wrong"),
        "missed": verdicts.count("missed"),
        "kept": verdicts.count("kept"),
    }


def _row(one: Proposal, found: _Found) -> dict[str, object]:
    row: dict[str, object] = {"id": one.id, "kind": one.kind, "target": one.target}
    if one.kind == "example":
        text = found.texts[one.number]
        return {**row, "message": one.number, "lang": one.lang, "as": one.after, "text": text}
    return {
        **row,
        "before": one.before,
        "after": one.after,
        "fixed": one.fixed,
        "caught": one.caught,
        "lost": one.lost,
    }
