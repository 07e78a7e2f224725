"""Who is at this terminal: the operating system's account, bound to a person by an invitation."""

import os
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection

from bot.faults import CommandFault
from bot.storage import staff
from policies.roles import Act, Reviewer, roles_for
from translations.catalogs import Catalog

TERMINAL: Final = "terminal"  # the platform that a terminal account is bound on


def account() -> str:
    """Return the number of the operating system's account."""
    return str(os.getuid())


def person(connection: Connection, name: str | None) -> Reviewer:
    """Return who is at this terminal.

    Args:
        name: the --as option, for accounts that several people share.

    Raises:
        CommandFault: nobody is bound to this account, another person is, or several are.
    """
    found = staff.reviewers_for(connection, TERMINAL, account(), datetime.now(UTC))
    if name is not None:
        named = [one for one in found if one.name == name]
        if not named:
            raise CommandFault("staff.not_here", name=name)
        return named[0]
    if not found:
        raise CommandFault("staff.nobody_here")
    if len(found) > 1:
        raise CommandFault("staff.several_here", names=", ".join(one.name for one in found))
    return found[0]


def person_for(connection: Connection, name: str | None, act: Act, t: Catalog) -> Reviewer:
    """Return who is at this terminal, if that person may do the act.

    Raises:
        CommandFault: nobody, or somebody without the right.
    """
    found = person(connection, name)
    if not found.may(act):
        roles = ", ".join(t(f"staff.role.{role.name.lower()}") for role in sorted(roles_for(act)))
        raise CommandFault("staff.no_right", name=found.name, roles=roles)
    return found
