"""Whether a text may still go where a platform lets programs answer only where they are asked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select, update

from bot.ports import Outgoing
from bot.states import PublicationState
from bot.storage import stopped
from bot.storage.cases import PUBLICATION
from bot.storage.intake import AUTHOR, MESSAGE
from policies.message import Invitation

_SAID: Final = (
    PublicationState.SENDING.value,
    PublicationState.SENT.value,
    PublicationState.UNKNOWN.value,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerable:
    """What is known of the message that a text answers, and of the text itself."""

    invited: bool  # the author asked, or it stands in a thread of ours
    left_alone: bool  # the author asked not to be answered
    answered: bool  # something else of ours went there already
    url: str | None  # of the message
    began_at: datetime | None  # when the text was first tried


def look(connection: Connection, outgoing: Outgoing) -> Answerable:
    """Return what is known; what answers nothing is always invited."""
    own = connection.execute(
        select(PUBLICATION.c.tried_since).where(
            PUBLICATION.c.idempotency_key == outgoing.idempotency_key
        )
    ).one_or_none()
    began_at = own.tried_since if own is not None else None
    if outgoing.reply_to is None:
        return Answerable(
            invited=True, left_alone=False, answered=False, url=None, began_at=began_at
        )
    row = connection.execute(
        select(MESSAGE.c.invitation, MESSAGE.c.url, AUTHOR.c.handle)
        .join(AUTHOR, AUTHOR.c.id == MESSAGE.c.author_id)
        .where(MESSAGE.c.platform == outgoing.platform, MESSAGE.c.external_id == outgoing.reply_to)
    ).one_or_none()
    here = PUBLICATION.c.platform == outgoing.platform
    ours = select(PUBLICATION.c.id).where(here, PUBLICATION.c.external_id == outgoing.reply_to)
    others = select(PUBLICATION.c.id).where(
        here,
        PUBLICATION.c.reply_to == outgoing.reply_to,
        PUBLICATION.c.idempotency_key != outgoing.idempotency_key,
        PUBLICATION.c.state.in_(_SAID),
        PUBLICATION.c.shadow.is_(False),
    )
    invitation = row.invitation if row is not None else None
    by = [(outgoing.platform, row.handle)] if row is not None else []
    return Answerable(
        invited=invitation not in {None, Invitation.NONE.value}
        or connection.execute(ours.limit(1)).first() is not None,
        left_alone=bool(stopped.among(connection, by)),
        answered=connection.execute(others.limit(1)).first() is not None,
        url=row.url if row is not None else None,
        began_at=began_at,
    )


def not_invited(connection: Connection, platform: str, message: str) -> None:
    """The platform says that we may not answer there: that holds from now on."""
    connection.execute(
        update(MESSAGE)
        .where(MESSAGE.c.platform == platform, MESSAGE.c.external_id == message)
        .values(invitation=Invitation.NONE.value)
    )
