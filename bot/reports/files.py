"""The files of a replay for programs: cases, drafts, and the summary. Shapes: docs/cli.md."""

import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TextIO

from sqlalchemy import Connection, Row, select

from bot.reports.gathering import GONE
from bot.reports.values import FactUpkeep, Findings
from bot.storage import codec
from bot.storage.cases import CASE, DRAFT
from bot.storage.intake import AUTHOR, MESSAGE
from bot.storage.postedits import Efforts
from policies.screening_values import Screening
from responders.values import MatchResult
from translations.postedits import Effort

_CHUNK: Final = 500

Line = Mapping[str, Any]  # what becomes one line of JSON


def summary(findings: Findings, seconds: float) -> Line:
    """Return summary.json: everything in the database; only `seconds` is of this run."""
    return {
        "messages": findings.messages,
        "by_route": {route.value: count for route, count in findings.by_route.items()},
        "by_lang": {row.lang: row.total for row in findings.by_lang},
        "cases": findings.cases,
        "drafts": findings.drafts,
        "flagged": findings.flagged,
        "errors": findings.errors,
        "seconds": round(seconds, 2),
        "individual_voices": findings.individual_voices,
        "campaign_voices": findings.campaign_voices,
        "campaigns": [
            {
                "campaign": one.number,
                "messages": one.messages,
                "authors": one.authors,
                "reading": one.reading,
            }
            for one in findings.campaigns
        ],
    }


def post_edit_row(found: Efforts) -> Line:
    """Return what people changed of machine translations, for programs."""
    return {
        **_effort(found.total),
        "by_lang": {lang: _effort(one) for lang, one in found.by_lang.items()},
        "by_topic": [
            {"topic": topic or None, "lang": lang, **_effort(one)}
            for (topic, lang), one in found.by_topic.items()
        ],
        "by_model": [
            {"model": model, "lang": lang, **_effort(one)}
            for (model, lang), one in found.by_model.items()
        ],
    }


def _effort(one: Effort) -> dict[str, Any]:
    return {
        "texts": one.texts,
        "untouched": one.untouched,
        "letter_pct": one.letter_pct,
        "word_pct": one.word_pct,
    }


def upkeep_row(found: FactUpkeep) -> Line:
    """Return how facts are used and what came of it, as docs/cli.md shows it."""
    return {
        "replies": found.replies,
        "answered": found.answered,
        "disputed": found.disputed,
        "corrected": found.corrected,
        "to_correct": found.waiting,
        "uses": [
            {
                "fact": one.fact,
                "drafted": one.drafted,
                "sent": one.sent,
                "answered": one.answered,
                "disputed": one.disputed,
                "corrected": one.corrected,
            }
            for one in found.uses
        ],
        "to_see_to": [
            {
                "fact": one.fact,
                "need": one.need,
                "owner": one.owner,
                "day": one.day.isoformat() if one.day is not None else None,
                "people": one.people,
            }
            for one in found.cares
        ],
    }


def case_lines(connection: Connection) -> Iterator[Line]:
    """Yield every case with what was found in its messages, in the order of their numbers."""
    drafts = {
        row.case_id: row.id
        for row in connection.execute(
            select(DRAFT.c.id, DRAFT.c.case_id)
            .join(CASE, CASE.c.id == DRAFT.c.case_id)
            .where(DRAFT.c.revision == CASE.c.revision, DRAFT.c.state.not_in(GONE))
        )
    }
    last = 0
    while True:
        cases = connection.execute(
            select(CASE, AUTHOR.c.pseudonym)
            .join(AUTHOR, AUTHOR.c.id == CASE.c.author_id)
            .where(CASE.c.id > last)
            .order_by(CASE.c.id)
            .limit(_CHUNK)
        ).all()
        if not cases:
            return
        messages: dict[int, list[Line]] = defaultdict(list)
        for row in connection.execute(
            select(MESSAGE)
            .where(MESSAGE.c.case_id.between(cases[0].id, cases[-1].id))
            .order_by(MESSAGE.c.sent_at, MESSAGE.c.id)
        ):
            messages[row.case_id].append(_message(row))
        for case in cases:
            yield _case(case, drafts.get(case.id), messages[case.id])
        last = cases[-1].id


def _case(row: "Row[tuple[object, ...]]", draft: int | None, messages: list[Line]) -> Line:
    return {
        "case": row.id,
        "platform": row.platform,
        "channel": row.channel,
        "root": row.root,
        "author": row.pseudonym,
        "state": row.state,
        "route": row.route,
        "severity": row.severity,
        "lang": row.lang,
        "opened_at": row.opened_at.isoformat(),
        "due_at": row.due_at.isoformat() if row.due_at else None,
        "draft": draft,
        "messages": messages,
    }


def _message(row: "Row[tuple[object, ...]]") -> Line:
    screening = codec.load(Screening, row.screening)
    match = codec.load(MatchResult, row.match) if row.match else None
    return {
        "id": row.external_id,
        "sent_at": row.sent_at.isoformat(),
        "kind": row.kind,
        "lang": row.lang,
        "lang_confidence": round(row.lang_confidence, 4),
        "route": row.route,
        "flagged": row.flagged,
        "deleted": row.deleted,
        "labels": [
            {"label": label.label, "rule": label.rule, "clause": label.clause}
            for label in screening.labels
        ],
        "faults": list(screening.faults),
        "stance": match.stance.value if match else None,
        "facts": [one.fact for one in match.matches] if match else [],
        "policy_version": row.policy_version,
    }


def draft_lines(connection: Connection) -> Iterator[Line]:
    """Yield every draft that stands, or that a person decided on, in the order of their numbers."""
    rows = connection.execute(
        select(DRAFT, MESSAGE.c.external_id, CASE.c.platform, CASE.c.channel)
        .join(CASE, CASE.c.id == DRAFT.c.case_id)
        .outerjoin(MESSAGE, MESSAGE.c.id == DRAFT.c.message_id)
        .where(DRAFT.c.state.not_in(GONE))
        .order_by(DRAFT.c.id),
        execution_options={"yield_per": _CHUNK},
    )
    for row in rows:
        yield {
            "draft": row.id,
            "case": row.case_id,
            "platform": row.platform,
            "channel": row.channel,
            "message": row.external_id,
            "state": row.state,
            "act": row.act,
            "languages": json.loads(row.languages),
            "texts": json.loads(row.texts),
            "origins": json.loads(row.origins),
            "facts": json.loads(row.facts),
            "template": row.template,
            "checks": [
                {"check": one["check"], "passed": one["passed"], "weight": one["weight"]}
                for one in json.loads(row.checks)
            ],
        }


def write_lines(path: Path, lines: Iterator[Line]) -> int:
    """Write JSON lines; return how many. The file is whole, or what it was before."""
    count = 0
    with replacing(path) as stream:
        for line in lines:
            stream.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")))
            stream.write("\n")
            count += 1
    return count


def write_text(path: Path, text: str) -> None:
    """Write a file; it is whole, or what it was before."""
    with replacing(path) as stream:
        stream.write(text)


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """Open a file beside the path that takes its place at the end, if nothing goes wrong.

    Raises:
        OSError: it cannot be written; names the file.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("w", encoding="utf-8") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as fault:
        beside.unlink(missing_ok=True)
        if fault.filename is None:  # a full disk is told without a name
            raise OSError(fault.errno, fault.strerror, str(path)) from fault
        raise
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
