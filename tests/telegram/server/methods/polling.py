"""Updates are fetched, or sent to a webhook."""

import re
from typing import Final

from tests.telegram.server.delivery import Ended
from tests.telegram.server.methods.call import Call, Method
from tests.telegram.server.refusals import Refusal, bad
from tests.telegram.server.values import Json, seconds

_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")
_BUSY: Final = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
_HOOKED: Final = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


async def get_updates(call: Call) -> list[Json]:
    """Confirm what is before the offset, and wait for what comes after it."""
    updates = call.state.updates
    if call.state.webhook.url:
        raise Refusal(409, _HOOKED)
    allowed = call.params.items("allowed_updates")
    if allowed is not None:
        updates.allowed = [str(kind) for kind in allowed]
    offset = call.params.number("offset")
    if offset is not None:
        updates.confirm(offset)
    limit = min(max(call.params.number("limit") or 100, 1), 100)
    timeout_s = min(max(call.params.number("timeout") or 0, 0), updates.longest_s)
    updates.end_polls()
    if timeout_s and await updates.wait(timeout_s) is Ended.TAKEN_OVER:
        raise Refusal(409, _BUSY)
    return updates.take(limit)


def set_webhook(call: Call) -> bool:
    """Have updates sent to an address; an empty one means that they are fetched again."""
    secret = call.params.text("secret_token")
    if secret and not _SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    allowed = call.params.items("allowed_updates")
    if allowed is not None:
        call.state.updates.allowed = [str(kind) for kind in allowed]
    if call.params.flag("drop_pending_updates"):
        call.state.updates.drop()
    webhook = call.state.webhook
    webhook.url, webhook.secret = call.params.text("url"), secret
    webhook.last_error, webhook.last_error_at = "", None
    call.state.updates.end_polls()
    return True


def delete_webhook(call: Call) -> bool:
    """Have updates fetched again."""
    if call.params.flag("drop_pending_updates"):
        call.state.updates.drop()
    call.state.webhook.url = ""
    return True


def get_webhook_info(call: Call) -> Json:
    """Return a `WebhookInfo`."""
    webhook = call.state.webhook
    info: Json = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(call.state.updates.waiting),
    }
    if webhook.last_error_at is not None:
        info |= {
            "last_error_date": seconds(webhook.last_error_at),
            "last_error_message": webhook.last_error,
        }
    if call.state.updates.allowed:
        info["allowed_updates"] = call.state.updates.allowed
    return info


METHODS: Final[dict[str, Method]] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
