"""`liaison policy diff`: what differs between two versions, and what would have changed."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.commands.changerows import show_changes
from bot.commands.identity import person_for
from bot.commands.lines import Counted, opened, write_rows
from bot.commands.options import AsOption, DatabaseOption, JsonOption, NowOption, moment
from bot.commands.progress import Progress
from bot.commands.session import Session, session
from bot.faults import CommandFault, ExitCode
from bot.platforms.jsonl import BadLine, read_batches
from bot.recordings import recorded_items
from bot.settings import Settings
from bot.storage import documents
from bot.storage.documents import DocumentKind
from bot.surroundings import surrounded
from policies.document import load_policy
from policies.message import Message
from policies.policy import Policy
from policies.policydiff import policy_changes
from policies.repetition import Repetition
from policies.roles import Act
from policies.screening import Item, Screener
from policies.whatif import EXAMPLES, KINDS, Difference, WhatIf, compare

if TYPE_CHECKING:
    from bot.storage.database import Database

_BATCH: Final = 200
_SHORTEST: Final = 6  # characters of a hash that name a stored version

OldArgument = Annotated[
    str, typer.Argument(help="cli.policy.diff.old", metavar="OLD", show_default=False)
]
NewArgument = Annotated[
    str, typer.Argument(help="cli.policy.diff.new", metavar="NEW", show_default=False)
]


def diff(
    ctx: typer.Context,
    old: OldArgument,
    new: NewArgument,
    on: Annotated[
        Path | None, typer.Option("--on", help="cli.policy.diff.on", metavar="FILE")
    ] = None,
    recorded: Annotated[bool, typer.Option("--recorded", help="cli.policy.diff.recorded")] = False,
    examples: Annotated[
        int,
        typer.Option(
            "--examples", help="cli.policy.diff.examples", metavar="NUMBER", min=0, max=1_000
        ),
    ] = EXAMPLES,
    now: NowOption = None,
    acting: AsOption = None,
    json: JsonOption = False,
    db: DatabaseOption = None,
) -> ExitCode:
    """Say what differs, and on what messages the two versions do not agree."""
    here = session(ctx)
    if on is not None and recorded:
        raise CommandFault("cli.policy.diff.one_stream")
    with ExitStack() as stack:
        stored = [name for name in (old, new) if not Path(name).exists()]
        database = stack.enter_context(here.database(db)) if stored or recorded else None
        if recorded and database is not None:
            with database.read() as connection:  # what people wrote is not for everybody
                person_for(connection, acting, Act.CHANGE_DOCUMENTS, here.t)
        versions = [_version(name, database) for name in (old, new)]
        show_changes(here, policy_changes(*versions), key="cli.policy.diff", json=json)
        if on is None and database is None:
            return ExitCode.OK
        if on is None and not recorded:
            return ExitCode.OK
        found = WhatIf(examples_kept=examples)
        bad = 0
        screeners = Screener(versions[0]), Screener(versions[1])
        if recorded and database is not None:
            for items in _recorded(database, here.settings()):
                compare(*screeners, items, found)
        elif on is not None:
            for items, faults in _stream(here, on, now):
                compare(*screeners, items, found)
                bad += faults
    _say_stream(here, found, bad, json=json)
    return ExitCode.BAD_LINES if bad else ExitCode.OK


def _version(name: str, database: "Database | None") -> Policy:
    path = Path(name)
    if path.exists() or database is None:
        return load_policy(path)
    start = name.strip().lower()
    with database.read() as connection:
        found = [
            one
            for one in documents.versions(connection, DocumentKind.POLICY)
            if len(start) >= _SHORTEST and one.sha256.startswith(start)
        ]
    if len(found) != 1:
        raise CommandFault("cli.policy.diff.no_version", ExitCode.MISSING, name=name)
    with documents.unpacked(found[0]) as folder:
        return load_policy(folder)


def _stream(here: Session, path: Path, now: str | None) -> Iterator[tuple[list[Item], int]]:
    """Yield the messages of a file as items, and how many lines could not be read."""
    from translations.detection import Detector

    detector, repetition, settings = Detector(), Repetition(), here.settings()
    with opened(here, path) as (source, name, total):
        counted = Counted(source)
        with Progress(here.t("cli.policy.diff.progress"), total) as bar:
            for batch in read_batches(counted, file=name, default_now=moment(now), size=_BATCH):
                messages = [one for one in batch if isinstance(one, Message)]
                faults = [one for one in batch if isinstance(one, BadLine)]
                for fault in faults:
                    here.complain(fault.render(here.t))
                detections = detector.detect_batch([one.text for one in messages])
                contexts = repetition.contexts(messages)
                yield (
                    [
                        (
                            message,
                            detection,
                            surrounded(context, message, settings, settings.protected_names),
                        )
                        for message, detection, context in zip(
                            messages, detections, contexts, strict=True
                        )
                    ],
                    len(faults),
                )
                bar.reach(counted.bytes_read)


def _recorded(database: "Database", settings: Settings) -> Iterator[list[Item]]:
    """Yield the messages of the record, with the language that was found when they came."""
    with database.read() as connection:
        for page in recorded_items(connection, settings):
            yield [item for _, item in page]


def _say_stream(here: Session, found: WhatIf, bad: int, *, json: bool) -> None:
    if json:
        write_rows([_row(found, bad)])
        return
    t, total = here.t, found.messages.total()
    here.say_count("cli.policy.diff.messages", total)
    if bad:
        here.warn_count("cli.policy.diff.bad", bad)
    if not found.changed:
        here.say("cli.policy.diff.no_effect")
        return
    here.say(
        "cli.policy.diff.flagged",
        before=_share(here, found.flagged[0].total(), total),
        after=_share(here, found.flagged[1].total(), total),
    )
    for kind in KINDS:
        counter = found.kinds[kind]
        if not counter:
            continue
        by_lang = ", ".join(
            t("cli.policy.diff.in_lang", lang=lang, n=n) for lang, n in sorted(counter.items())
        )
        here.say(f"cli.policy.diff.{kind}", n=_share(here, counter.total(), total), langs=by_lang)
        for one in found.examples[kind]:
            here.show(f"  {_example(here, one)}")
    for label in sorted(found.gained.keys() | found.lost.keys()):
        here.say(
            "cli.policy.diff.label",
            label=label,
            before=found.labels[0][label],
            after=found.labels[1][label],
            gained=found.gained[label],
            lost=found.lost[label],
        )


def _share(here: Session, n: int, total: int) -> str:
    pct = round(100 * n / total, 1) if total else 0.0
    text = f"{pct:g}".replace(".", "," if here.lang == "fr" else ".")
    return here.t.plural("cli.policy.diff.share", n, pct=text)


def _example(here: Session, one: Difference) -> str:
    t = here.t
    none = t("cli.policy.diff.no_label")
    labels = [", ".join(names) or none for names in one.labels]
    return t(
        "cli.policy.diff.example",
        id=one.id,
        lang=one.lang,
        routes=" → ".join(t(f"cli.policy.diff.route.{route}") for route in one.routes),
        labels=labels[0] if labels[0] == labels[1] else " → ".join(labels),
        text=one.text or t("cli.policy.diff.hidden"),
    )


def _row(found: WhatIf, bad: int) -> dict[str, object]:
    langs = sorted(found.messages)
    return {
        "messages": found.messages.total(),
        "bad": bad,
        "changed": found.changed,
        "flagged": [side.total() for side in found.flagged],
        **{kind: found.kinds[kind].total() for kind in KINDS},
        "by_lang": {
            lang: {
                "messages": found.messages[lang],
                "flagged": [side[lang] for side in found.flagged],
                **{kind: found.kinds[kind][lang] for kind in KINDS},
            }
            for lang in langs
        },
        "by_label": {
            label: {
                "messages": [side[label] for side in found.labels],
                "gained": found.gained[label],
                "lost": found.lost[label],
            }
            for label in sorted(found.labels[0].keys() | found.labels[1].keys())
        },
        "examples": [
            {
                "kind": one.kind,
                "id": one.id,
                "lang": one.lang,
                "route": list(one.routes),
                "labels": [list(names) for names in one.labels],
                "text": one.text,
            }
            for kind in KINDS
            for one in found.examples[kind]
        ],
    }
