"""Mastodon as the doctor looks at it: who are we there, and what may the token do?"""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.findings import Finding, fault, fine, warning
from bot.mastodonsettings import MastodonAccount, MastodonPlatform
from bot.platforms.mastodon.client import MastodonClient, read_token
from bot.platforms.mastodon.faults import (
    BadToken,
    Declined,
    MastodonFault,
    NoLibrary,
    NoToken,
    TooMany,
)
from bot.platforms.mastodon.statuses import PLATFORM
from bot.settings import Environment, Settings
from bot.xsettings import SEARCH

CHECK: Final = "mastodon"
_ONE_S: Final = 8.0  # for one account
_SOON: Final = timedelta(days=14)


def look_at_mastodon(settings: Settings, environment: Environment) -> list[Finding]:
    """Return what the doctor has to say of Mastodon; nothing where it is not configured."""
    platform = settings.platforms.mastodon
    there = {one.id for one in settings.channels if one.platform == PLATFORM}
    if platform is None:
        return [warning(CHECK, "mastodon.doctor.not_configured")] if there else []
    found = list(_of_settings(platform, there))
    for place, account in enumerate(platform.accounts):
        try:
            token = read_token(account, environment, first=place == 0)
            quick = platform.model_copy(
                update={"timeout_s": _ONE_S / 2, "connect_timeout_s": _ONE_S / 2}
            )
            client = MastodonClient(quick, account, token, lambda: datetime.now(UTC))
        except NoToken as none:
            key = "mastodon.doctor.no_token" + ("_file" if none.file else "")
            found.append(fault(CHECK, key, handle=account.handle, file=none.file))
        except NoLibrary:
            return [*found, fault(CHECK, "mastodon.doctor.no_library")]
        else:
            found += asyncio.run(_ask(client, account))
    return found


def _of_settings(platform: MastodonPlatform, there: set[str]) -> Iterator[Finding]:
    handles = {one.handle for one in platform.accounts}
    for handle in sorted(handles - there):
        yield warning(CHECK, "mastodon.doctor.no_channel", handle=handle)
    for name in sorted(there - handles):
        if name.partition("/")[0] != SEARCH:
            yield warning(CHECK, "mastodon.doctor.no_account", channel=name)
    today = datetime.now(UTC).date()
    for search in platform.searches:
        if today > search.until:
            yield warning(CHECK, "x.doctor.search_over", name=search.name, owner=search.owner)
        elif today + _SOON > search.until:
            day = search.until.isoformat()
            yield warning(CHECK, "x.doctor.search_soon", name=search.name, day=day)


async def _ask(client: MastodonClient, account: MastodonAccount) -> list[Finding]:
    handle = account.handle
    try:
        async with asyncio.timeout(_ONE_S):
            told = await client.call("account_verify_credentials")
            name = str(told.get("username", "")) if isinstance(told, dict) else ""
            if name.lower() != account.local:
                return [fault(CHECK, "mastodon.doctor.other_account", handle=handle, other=name)]
            await client.call("notifications", types=["mention"], limit=1)
    except BadToken:
        return [fault(CHECK, "mastodon.doctor.bad_token", handle=handle)]
    except Declined as declined:
        return [fault(CHECK, "mastodon.doctor.reads_not", handle=handle, word=declined.word)]
    except TooMany:
        return [warning(CHECK, "mastodon.doctor.busy", handle=handle)]
    except (MastodonFault, TimeoutError):
        return [warning(CHECK, "mastodon.doctor.unreachable", handle=handle)]
    finally:
        client.close()
    found = [fine(CHECK, "mastodon.doctor.fine", handle=handle)]
    if not told.get("bot"):
        found.append(warning(CHECK, "mastodon.doctor.no_bot", handle=handle))
    return found
