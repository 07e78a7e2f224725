"""X as the doctor looks at it: who are we there, what may the token do, what has it cost?"""

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from bot.findings import Finding, fault, fine, warning
from bot.platforms.x.budget import standing
from bot.platforms.x.credentials import NoCredentials, read_credentials
from bot.platforms.x.faults import BadToken, Declined, NoCredit, Skewed, TooMany, XFault
from bot.platforms.x.posts import PLATFORM
from bot.settings import Environment, Settings
from bot.storage import spending
from bot.xsettings import SEARCH, XAccount, XPlatform
from translations.formats import format_money
from translations.values import Bilingual

CHECK: Final = "x"
_ONE_S: Final = 8.0  # for one account
_SOON: Final = timedelta(days=14)


def look_at_x(settings: Settings, environment: Environment) -> list[Finding]:
    """Return what the doctor has to say of X; nothing where it is not configured."""
    platform = settings.platforms.x
    channels = [one for one in settings.channels if one.platform == PLATFORM]
    if platform is None:
        return [warning(CHECK, "x.doctor.not_configured")] if channels else []
    found = list(_of_settings(settings, platform))
    for place, account in enumerate(platform.accounts):
        found += _of_account(platform, account, environment, first=place == 0)
    return found


def look_at_spending(
    connection: Connection, settings: Settings, now: datetime
) -> Iterator[Finding]:
    """Say what X has cost this month."""
    platform = settings.platforms.x
    if platform is None:
        return
    month = f"{now.astimezone(UTC):%Y-%m}"
    here = standing(platform.budget, spending.load(connection, PLATFORM, month))
    values: dict[str, object] = {
        "spent": _money(here.spent_usd),
        "budget": _money(here.month_usd),
        "reads": here.reads,
        "posts": here.posts,
    }
    if here.stopped:
        yield fault(CHECK, "x.doctor.budget.stopped", **values)
    elif here.warned:
        yield warning(CHECK, "x.doctor.budget.warned", **values)
    else:
        yield fine(CHECK, "x.doctor.budget.fine", **values)


def _money(usd: float) -> Bilingual:
    return Bilingual(en=format_money(usd, "en"), fr=format_money(usd, "fr"))


def _of_settings(settings: Settings, platform: XPlatform) -> Iterator[Finding]:
    handles = {one.handle.lower() for one in platform.accounts}
    there = {one.id.lower() for one in settings.channels if one.platform == PLATFORM}
    for account in platform.accounts:
        if account.handle.lower() not in there:
            yield warning(CHECK, "x.doctor.no_channel", handle=account.handle)
        if not account.automated_label:
            yield warning(CHECK, "x.doctor.no_label", handle=account.handle)
    for name in sorted(there):
        if name not in handles and name.partition("/")[0] != SEARCH:
            yield warning(CHECK, "x.doctor.no_account", channel=name)
    today = datetime.now(UTC).date()
    for search in platform.searches:
        if today > search.until:
            yield warning(CHECK, "x.doctor.search_over", name=search.name, owner=search.owner)
        elif today + _SOON > search.until:
            yield warning(
                CHECK, "x.doctor.search_soon", name=search.name, day=search.until.isoformat()
            )


def _of_account(
    platform: XPlatform, account: XAccount, environment: Environment, *, first: bool
) -> list[Finding]:
    handle = account.handle
    try:
        credentials = read_credentials(account, environment, first=first)
    except NoCredentials as none:
        if none.file is not None:
            return [
                fault(
                    CHECK,
                    "x.doctor.no_credentials_file",
                    handle=handle,
                    file=none.file,
                    missing=none.missing,
                )
            ]
        return [fault(CHECK, "x.doctor.no_credentials", handle=handle, missing=none.missing)]

    async def ask() -> list[Finding]:
        from bot.platforms.x.client import XClient
        from bot.platforms.x.limits import Limits

        quick = platform.model_copy(
            update={"timeout_s": _ONE_S / 2, "connect_timeout_s": _ONE_S / 2}
        )
        limits = Limits(clock=time.time)
        client = XClient(quick, credentials, limits)
        try:
            async with asyncio.timeout(_ONE_S):
                answer = await client.get_me()
                found = _of_answer(account, answer.document.get("data"), answer.headers)
        except Skewed:
            found = [fault(CHECK, "x.doctor.clock", handle=handle, seconds=round(limits.skew_s))]
        except (XFault, TimeoutError) as wrong:
            found = [_of_fault(handle, wrong)]
        finally:
            await client.close()
        return found

    return asyncio.run(ask())


def _of_answer(account: XAccount, data: object, headers: object) -> list[Finding]:
    handle = account.handle
    name = str(data.get("username", "")) if isinstance(data, dict) else ""
    if name.lower() != handle.lower():
        return [fault(CHECK, "x.doctor.other_account", handle=handle, other=name or "?")]
    level = headers.get("x-access-level", "") if isinstance(headers, dict) else ""
    if level == "read":
        return [fault(CHECK, "x.doctor.reads_only", handle=handle)]
    if not level:
        return [fine(CHECK, "x.doctor.connected", handle=handle)]
    return [fine(CHECK, "x.doctor.writes", handle=handle)]


def _of_fault(handle: str, wrong: Exception) -> Finding:
    match wrong:
        case BadToken():
            return fault(CHECK, "x.doctor.bad_token", handle=handle)
        case NoCredit():
            return fault(CHECK, "x.doctor.no_credit", handle=handle)
        case TooMany():
            return warning(CHECK, "x.doctor.busy", handle=handle)
        case Declined(word=word):
            return fault(CHECK, "x.doctor.declined", handle=handle, word=word)
        case _:
            return warning(CHECK, "x.doctor.unreachable", handle=handle)
