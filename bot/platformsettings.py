"""The part of the settings about platforms of the open web: where third parties speak."""

from pydantic import BaseModel, ConfigDict

from bot.feedssettings import FeedsPlatform
from bot.mastodonsettings import MastodonPlatform
from bot.xsettings import XPlatform


class PlatformSettings(BaseModel):
    """One group a platform; without its group it is not connected."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    x: XPlatform | None = None
    feeds: FeedsPlatform | None = None
    mastodon: MastodonPlatform | None = None
