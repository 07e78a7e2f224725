"""Tells authors what was done and why, and what became of their appeal: once, and privately.

Notices are queued in the transaction that they tell of. Where an author cannot be written to, a
neutral text goes into the thread: it names nobody, and its link shows the rule to the author only.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, insert, select

from bot.ports import ActionKind, Autonomy, Button, PublicationKind
from bot.settings import Settings
from bot.states import AppealState, PublicationEvent, PublicationState
from bot.storage import appeals, codec, cursors, pages, publications, record
from bot.storage.actions import ActionFile
from bot.storage.appeals import AppealFile
from bot.storage.cases import CASE, PUBLICATION
from bot.storage.intake import MESSAGE
from bot.storage.record import Entry
from bot.toolbox import Toolbox
from policies.policy import Policy
from policies.screening_values import Handling, Screening
from responders.notices import NoticeWording, notice_text
from responders.wording import reply_languages
from translations.catalogs import catalog
from translations.formats import format_datetime
from translations.values import OFFICIAL_LANGUAGES

DIRECT: Final = "direct"  # the channel of all private chats with the bot
PRESS: Final = "ap:"  # what the button of a notice carries, before the number of the action
_TOLD: Final = frozenset(
    {
        PublicationState.SENDING,
        PublicationState.SENT,
        PublicationState.UNKNOWN,
        PublicationState.HANDED_OFF,
    }
)
_SILENT: Final = frozenset({Handling.CRISIS, Handling.NO_NOTICE})


class Notices:
    """Queues what authors are told."""

    def __init__(self, settings: Settings, tools: Toolbox, wording: NoticeWording | None) -> None:
        """Take the wording that two people approved; None where nobody has."""
        self._settings = settings
        self._tools = tools
        self.wording = wording

    def applied(self, connection: Connection, action: ActionFile, now: datetime) -> bool:
        """An action was carried out; return False where the wording is missing."""
        why_not = self._silent(connection, action)
        if why_not is not None:
            _log(connection, action, "none", now, reason=why_not)
            return True
        if self.wording is None:
            return False
        self._queue(connection, action, _key(action), action.kind.value, now, contestable=True)
        return True

    def lifted(self, connection: Connection, action: ActionFile, now: datetime) -> None:
        """An action was undone: whoever was told of it is told that it was put right."""
        appeal = appeals.of_action(connection, action.id)
        if appeal is not None and appeal.state is AppealState.UPHELD:
            self.decided(connection, action, appeal, now)
            return
        row = connection.execute(
            select(PUBLICATION.c.id).where(PUBLICATION.c.idempotency_key == _key(action))
        ).one_or_none()
        if row is None or self.wording is None:
            return
        told = publications.load(connection, row.id)
        if told.state is PublicationState.HELD:
            publications.move(connection, told, PublicationEvent.WITHDRAW)
        elif told.state in _TOLD:
            variant = "undone_delete" if action.kind is ActionKind.DELETE else "undone"
            self._queue(connection, action, f"notice:{action.id}:undone", variant, now)

    def decided(
        self, connection: Connection, action: ActionFile, appeal: AppealFile, now: datetime
    ) -> None:
        """An appeal was decided: its author is told the outcome, and of a dismissal why."""
        if self.wording is None:
            want_told(connection, action, now, appeal=appeal.id)
            return
        variant = "dismissed"
        if appeal.state is AppealState.UPHELD:
            variant = "upheld_delete" if action.kind is ActionKind.DELETE else "upheld"
        self._queue(
            connection,
            action,
            f"notice:appeal:{appeal.id}",
            variant,
            now,
            ground=appeal.ground,
            lang=appeal.lang,
        )

    def languages(
        self, connection: Connection, action: ActionFile, lang: str | None = None
    ) -> tuple[str, ...]:
        """Return the author's stated choice, else the case's language, else both."""
        detected = connection.execute(
            select(CASE.c.lang).where(CASE.c.id == action.case_id)
        ).scalar_one()
        return reply_languages(action.stated_lang or lang, detected)

    def values(self, action: ActionFile, **more: str) -> Mapping[str, Mapping[str, str]]:
        """Return what stands in the placeholders, by language."""
        agency, appeal = self._settings.agency, self._settings.appeals
        channel = self._settings.channel(action.platform, action.channel)
        zone = self._tools.hours_for(channel).zone
        found: dict[str, dict[str, str]] = {}
        for lang in OFFICIAL_LANGUAGES:
            values = {
                "agency": getattr(agency.name, lang),
                "policy": self._page(action, lang),
                "rule": self.rule(action, lang) or "",
                "days": str(appeal.days),
                "email": getattr(appeal.email, lang),
                **more,
            }
            if action.until is not None:
                values["until"] = format_datetime(action.until, lang, zone)
            found[lang] = values
        return found

    def rule(self, action: ActionFile, lang: str) -> str | None:
        """Return the public wording of the rule that an action names."""
        label = self._policy(action).labels.get(action.rule or "")
        return label.rule[lang] if label is not None and label.rule is not None else None

    # --- inside -----------------------------------------------------------------------------

    def _queue(
        self,
        connection: Connection,
        action: ActionFile,
        key: str,
        variant: str,
        now: datetime,
        *,
        contestable: bool = False,
        ground: str | None = None,
        lang: str | None = None,
    ) -> None:
        there = connection.execute(
            select(PUBLICATION.c.id).where(PUBLICATION.c.idempotency_key == key)
        ).one_or_none()
        if there is not None or self.wording is None:
            return
        languages = self.languages(connection, action, lang)
        values = self.values(action)
        if ground is not None:
            sentences = {one: self.wording.ground(ground, one) for one in OFFICIAL_LANGUAGES}
            values = {one: {**values[one], "ground": sentences[one]} for one in OFFICIAL_LANGUAGES}
        text = notice_text(self.wording, variant, languages, values)
        fallback = self._neutral(connection, action, languages) if contestable else None
        person = not action.handle.startswith("-")  # else somebody who writes as a channel
        if not person and fallback is None:
            return
        buttons = (_button(languages, action.id),) if contestable and person else ()
        channel = self._settings.channel(action.platform, action.channel)
        connection.execute(
            insert(PUBLICATION).values(
                idempotency_key=key,
                kind=PublicationKind.NOTICE.value,
                state=PublicationState.HELD.value,
                version=1,
                platform=action.platform,
                channel=action.channel,
                reply_to=self._thread(connection, action),
                recipient=action.handle if person else None,
                lang=languages[0] if len(languages) == 1 else None,
                text=text if person else fallback,
                fallback=fallback if person else None,
                buttons=record.canonical([_fields(one) for one in buttons]),
                case_id=action.case_id,
                not_before=now,
                created_at=now,
                attempts=0,
                shadow=channel.autonomy_of(PublicationKind.NOTICE) is Autonomy.SHADOW,
            )
        )
        _log(connection, action, "queued", now, key=key, text=text)

    def _neutral(
        self, connection: Connection, action: ActionFile, languages: tuple[str, ...]
    ) -> str | None:
        """Return what goes into the thread; nothing, where there is no thread."""
        if self.wording is None or action.channel == DIRECT:
            return None
        bot = cursors.load(connection, f"{action.platform}.username")
        if bot is None or action.token is None or action.handle.startswith("-"):
            return notice_text(self.wording, "neutral_without_link", languages, self.values(action))
        link = f"https://t.me/{bot}?start=n{action.id}-{action.token}"
        return notice_text(self.wording, "neutral", languages, self.values(action, link=link))

    def _thread(self, connection: Connection, action: ActionFile) -> str | None:
        """Return the message that begins the thread, unless the author wrote it: naming nobody."""
        if action.channel == DIRECT:
            return None
        root = connection.execute(
            select(CASE.c.root).where(CASE.c.id == action.case_id)
        ).scalar_one()
        author = connection.execute(
            select(MESSAGE.c.author_id).where(
                MESSAGE.c.platform == action.platform, MESSAGE.c.external_id == root
            )
        ).scalar_one_or_none()
        own = root == action.external_id or author == action.author_id
        return None if own else str(root)

    def _silent(self, connection: Connection, action: ActionFile) -> str | None:
        """Return why the author is told nothing: somebody in danger, a robot."""
        row = connection.execute(
            select(MESSAGE.c.screening, MESSAGE.c.automatic).where(
                MESSAGE.c.id == action.message_id
            )
        ).one()
        if row.automatic:
            return "automatic"
        label = self._policy(action).labels.get(action.rule or "")
        asked = codec.load(Screening, row.screening).handling
        found = sorted((asked | (label.handling if label else frozenset())) & _SILENT)
        return found[0].value if found else None

    def _page(self, action: ActionFile, lang: str) -> str:
        own = self._policy(action).home.get(lang)
        return own or getattr(self._settings.agency.policy, lang)

    def _policy(self, action: ActionFile) -> Policy:
        channel = self._settings.channel(action.platform, action.channel)
        return self._tools.screener_for(channel).policy


def want_told(
    connection: Connection, action: ActionFile, now: datetime, *, appeal: int | None = None
) -> None:
    """No notice can go out: whoever decided the action is told, and tells the author."""
    pages.want(
        connection,
        kind="action_failed",
        subject=f"action:{action.id}",
        key=f"no_notice:{action.id}:{appeal or 0}",
        now=now,
        reviewer_id=action.reviewer_id,
        payload={"what": "no_notice", "reason": "no_wording"},
    )


def _key(action: ActionFile) -> str:
    return f"notice:{action.id}:applied"


def _button(languages: tuple[str, ...], action_id: int) -> Button:
    words = (
        catalog("fr" if one == "fr" else "en")("moderation.public.button") for one in languages
    )
    return Button(text=" / ".join(words), data=f"{PRESS}{action_id}")


def _fields(button: Button) -> dict[str, object]:
    return {"text": button.text, "data": button.data, "url": button.url, "style": button.style}


def _log(
    connection: Connection, action: ActionFile, what: str, now: datetime, **details: object
) -> None:
    entry = Entry(
        kind=f"notice.{what}",
        actor="program",
        subject=f"case:{action.case_id}",
        payload={"action": action.id, **details},
    )
    record.append(connection, [entry], now)
