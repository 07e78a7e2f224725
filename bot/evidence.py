"""An evidence pack: one case as a ZIP, made in memory, for security, police or a director.

It holds what the author wrote and what we did about it; nothing of anybody else. A text that may
not be copied stays out: its id and its hash are enough for the police.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from bot.delicate import kinds, may_be_copied
from bot.storage import codec, queue, record
from bot.storage.intake import AUTHOR
from bot.storage.queue import CardData, CardMessage
from policies.roles import Act, Reviewer
from translations.catalogs import catalog
from translations.values import OFFICIAL_LANGUAGES

_TEXTS: Final = frozenset({"text", "texts", "quoted", "match", "evidence", "trace"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A pack as it is handed over."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The hash that the record keeps."""
        return hashlib.sha256(self.content).hexdigest()


def evidence_pack(connection: Connection, case_id: int, reviewer: Reviewer, now: datetime) -> Pack:
    """Return the pack of a case.

    Args:
        reviewer: who asks; the author's handle is in it only where they may see it.

    Raises:
        NoSuchCase: there is none.
    """
    data = queue.card(connection, case_id, context=0)
    copied = may_be_copied(data)
    files = {
        "case.json": _json(_case(connection, data, reviewer)),
        "messages.json": _json([_message(one, copied=copied) for one in data.messages]),
        "decisions.json": _json(_decisions(data)),
        "record.json": _json(_events(connection, case_id, copied=copied)),
    }
    head = record.head(connection)
    readme = "\n\n".join(
        catalog(lang)(
            "delicate.pack.readme" if copied else "delicate.pack.readme_withheld",
            number=case_id,
            made=now.isoformat(),
            seq=head.seq,
            hash=head.hash,
        )
        for lang in OFFICIAL_LANGUAGES
    )
    files["README.txt"] = readme.encode() + b"\n"
    sums = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in sorted(files.items())
    )
    files["SHA256SUMS"] = sums.encode()
    return Pack(name=f"case-{case_id}.zip", content=_zipped(files, now))


def _case(connection: Connection, data: CardData, reviewer: Reviewer) -> dict[str, object]:
    case = data.case
    found: dict[str, object] = {
        "number": case.id,
        "platform": case.platform,
        "channel": case.channel,
        "author": data.pseudonym,
        "delicate": [one.value for one in kinds(data)],
        "route": case.route.value,
        "severity": case.severity,
        "opened_at": case.opened_at.isoformat(),
        "last_message_at": case.last_message_at.isoformat(),
    }
    if reviewer.may(Act.SEE_AUTHOR):
        found["author_on_platform"] = connection.execute(
            select(AUTHOR.c.handle).where(AUTHOR.c.id == case.author_id)
        ).scalar_one()
    return found


def _message(message: CardMessage, *, copied: bool) -> dict[str, object]:
    found: dict[str, object] = {
        "id": message.external_id,
        "sent_at": message.sent_at.isoformat(),
        "lang": message.lang,
        "url": message.url,
        "revision": message.revision,
        "deleted": message.deleted,
        "sha256": hashlib.sha256(message.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "policy": message.screening.policy,
        "policy_version": message.screening.policy_version,
        "screening": json.loads(codec.dump(message.screening)),
    }
    if copied:
        found["text"] = message.text
    return found


def _decisions(data: CardData) -> list[dict[str, object]]:
    return [
        {
            "choice": one.choice,
            "staff": one.reviewer_id,
            "reason": one.reason,
            "at": one.at.isoformat(),
            "undone": one.undone,
        }
        for one in data.decisions
    ]


def _events(connection: Connection, case_id: int, *, copied: bool) -> list[dict[str, object]]:
    """The case's part of the record; earlier texts of edited messages are in it."""
    return [
        {
            "at": at.isoformat(),
            "kind": entry.kind,
            "actor": entry.actor,
            "payload": _payload(entry.payload, copied=copied),
        }
        for entry, at in record.events(connection, f"case:{case_id}")
    ]


def _payload(payload: Mapping[str, object], *, copied: bool) -> dict[str, object]:
    hidden = {"author", "quoted"} if copied else {"author", *_TEXTS}
    return {name: value for name, value in payload.items() if name not in hidden}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"


def _zipped(files: Mapping[str, bytes], now: datetime) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            info = zipfile.ZipInfo(name, date_time=now.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()
