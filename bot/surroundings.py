"""What the configuration knows of the place where a message was written: the same wherever messages
are screened.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.settings import Settings
from policies.message import Message
from policies.screening import Context


def surrounded(
    context: Context, message: Message, settings: Settings, protected_names: Sequence[str] = ()
) -> Context:
    """Return the context with what is the agency's own, and the channel's scope."""
    return replace(
        context,
        own_domains=settings.agency.domains(),
        own_accounts=tuple(settings.agency.accounts),
        own_numbers=tuple(settings.agency.phones),
        own_names=(settings.agency.name.en, settings.agency.name.fr),
        scope=settings.channel(message.platform, message.channel).scope.words(),
        protected_names=tuple(protected_names) or context.protected_names,
    )
