"""Drafts: rows to values and back."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from bot.states import DraftState
from bot.storage.cases import DRAFT
from bot.storage.record import canonical
from policies.approvals import text_hash
from responders.values import CheckResult, DraftText, Sentence, SpeechAct
from translations.values import Origin


def load_draft(connection: Connection, draft_id: int) -> DraftText:
    """Return the text of a draft."""
    row = connection.execute(select(DRAFT).where(DRAFT.c.id == draft_id)).one()
    return DraftText(
        act=SpeechAct(row.act),
        texts=json.loads(row.texts),
        origins={lang: Origin(origin) for lang, origin in json.loads(row.origins).items()},
        languages=tuple(json.loads(row.languages)),
        facts=tuple(json.loads(row.facts)),
        template=row.template,
        trace={
            lang: tuple(Sentence(text=text, basis=basis) for text, basis in sentences)
            for lang, sentences in json.loads(row.trace).items()
        },
    )


def new_draft_values(
    draft: DraftText, checks: Sequence[CheckResult], revision: int, now: datetime
) -> dict[str, object]:
    """Return the columns of a new draft row, but for case, message and who wrote it."""
    return {
        "revision": revision,
        "state": DraftState.PROPOSED.value,
        "act": draft.act.value,
        "texts": canonical(dict(draft.texts)),
        "origins": canonical({lang: origin.value for lang, origin in draft.origins.items()}),
        "languages": canonical(list(draft.languages)),
        "needs": canonical(sorted(draft.languages)),
        "facts": canonical(list(draft.facts)),
        "template": draft.template,
        "trace": canonical(
            {
                lang: [[sentence.text, sentence.basis] for sentence in sentences]
                for lang, sentences in draft.trace.items()
            }
        ),
        "checks": written_checks(checks),
        "text_hash": text_hash(draft.texts),
        "created_at": now,
    }


def written_checks(checks: Sequence[CheckResult]) -> str:
    """Return results as the column holds them."""
    return canonical(
        [
            {
                "check": check.check,
                "passed": check.passed,
                "weight": check.weight.value,
                "en": check.explanation.en,
                "fr": check.explanation.fr,
            }
            for check in checks
        ]
    )
