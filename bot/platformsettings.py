"""The part of the settings about platforms of the open web: where third parties speak."""

from bot.feedssettings import FeedsPlatform
from bot.mastodonsettings import MastodonPlatform
from bot.settingspart import Part
from bot.xsettings import XPlatform


class PlatformSettings(Part):
    """One group a platform; without its group it is not connected."""

    x: XPlatform | None = None
    feeds: FeedsPlatform | None = None
    mastodon: MastodonPlatform | None = None
