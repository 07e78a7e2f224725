"""What people settle about publications: unknown ones, refused ones, and those posted by hand."""

from contextlib import AbstractContextManager

from sqlalchemy import Connection

from bot import case as moves
from bot import post as post_moves
from bot.addresses import Posted, read_address
from bot.deciding import NotAllowed
from bot.ports import Clock, Probe, PublicationKind
from bot.states import PublicationEvent, PublicationState
from bot.storage import cases, places, posts, publications, record
from bot.storage.database import Database
from bot.storage.publications import Queued
from bot.storage.record import Entry
from policies.roles import Act, Reviewer


class Settling:
    """Closes what the program could not close by itself."""

    def __init__(self, database: Database, clock: Clock, probe: Probe = lambda _name: None) -> None:
        self._database = database
        self._clock = clock
        self._probe = probe

    def settle_unknown(
        self, publication_id: int, reviewer: Reviewer, *, is_out: bool, url: str | None = None
    ) -> None:
        """Say whether a text of unknown fate is out; one that is not can be approved again."""
        event = PublicationEvent.CONFIRM if is_out else PublicationEvent.WITHDRAW
        with self._write("settle") as connection:
            queued = self._checked(connection, publication_id, reviewer, PublicationState.UNKNOWN)
            self._move(connection, queued, event)
            publications.note(connection, queued.id, url=url)
            self._log(connection, queued, reviewer, "found" if is_out else "absent", url)

    def hand_off(self, publication_id: int, reviewer: Reviewer) -> None:
        """Take a refused text over, to post it by hand."""
        with self._write("hand_off") as connection:
            queued = self._checked(connection, publication_id, reviewer, PublicationState.FAILED)
            self._move(connection, queued, PublicationEvent.HAND_OFF)
            if queued.url is None:
                place = places.address_of(connection, queued.outgoing)
                publications.note(connection, queued.id, url=place)
            self._log(connection, queued, reviewer, "handed_off", None)

    def mark_posted(self, publication_id: int, reviewer: Reviewer, url: str | None) -> None:
        """Record that a text was posted by hand, and where; what went to one person has no address.

        Raises:
            NotAllowed: not this person, not this text any more, or that is not where it stands.
        """
        with self._write("posted") as connection:
            queued = self._checked(
                connection, publication_id, reviewer, PublicationState.HANDED_OFF
            )
            posted = self._posted(queued, url)
            self._move(connection, queued, PublicationEvent.CONFIRM)
            publications.note(
                connection,
                queued.id,
                url=posted.url if posted else None,
                external_id=posted.external_id if posted else None,
            )
            self._log(
                connection, queued, reviewer, "posted_by_hand", posted.url if posted else None
            )

    def _posted(self, queued: Queued, url: str | None) -> Posted | None:
        if not url and queued.outgoing.recipient is not None:
            return None
        posted = read_address(queued.outgoing.platform, url or "")
        if posted is None:
            raise NotAllowed("decision.no_address", platform=queued.outgoing.platform)
        return posted

    def drop(self, publication_id: int, reviewer: Reviewer) -> None:
        """Give up a text that was refused or handed off: it is not posted."""
        with self._write("drop") as connection:
            queued = self._checked(
                connection,
                publication_id,
                reviewer,
                PublicationState.FAILED,
                PublicationState.HANDED_OFF,
            )
            self._move(connection, queued, PublicationEvent.WITHDRAW)
            self._log(connection, queued, reviewer, "dropped", None)

    def _write(self, what: str) -> AbstractContextManager[Connection]:
        return self._database.write(what, self._probe)

    def _checked(
        self,
        connection: Connection,
        publication_id: int,
        reviewer: Reviewer,
        *states: PublicationState,
    ) -> Queued:
        try:
            queued = publications.load(connection, publication_id)
        except LookupError as missing:
            raise NotAllowed("decision.no_such_publication") from missing
        act = Act.APPROVE_REPLY
        if queued.outgoing.kind is PublicationKind.POST:
            act = Act.APPROVE_POST
        if not reviewer.may(act):
            raise NotAllowed("decision.not_your_role")
        if queued.state not in states:
            raise NotAllowed("decision.settled_already", state=queued.state.value)
        return queued

    def _move(self, connection: Connection, queued: Queued, event: PublicationEvent) -> None:
        now = self._clock()
        if queued.draft_id is not None and queued.case_id is not None:
            case = cases.load(connection, queued.case_id)
            if case.publication_id != queued.id:
                raise NotAllowed("decision.settled_already", state=queued.state.value)
            cases.move(connection, case, moves.Send(event=event), now, reason=None)
        elif queued.post_id is not None:
            if event is PublicationEvent.WITHDRAW:
                raise NotAllowed("decision.half_absent")  # a pair: sent again, or both withdrawn
            post = posts.load(connection, queued.post_id)
            lang = queued.outgoing.lang or post_moves.BOTH
            posts.move(connection, post, post_moves.SendHalf(lang=lang, event=event), now)
        else:
            publications.move(connection, queued, event)

    def _log(
        self,
        connection: Connection,
        queued: Queued,
        reviewer: Reviewer,
        what: str,
        url: str | None,
    ) -> None:
        subject = f"post:{queued.post_id}" if queued.post_id else f"case:{queued.case_id}"
        entry = Entry(
            kind=f"publication.{what}",
            actor=f"staff:{reviewer.id}",
            subject=subject,
            payload={"publication": queued.id, "url": url},
        )
        record.append(connection, [entry], self._clock())
