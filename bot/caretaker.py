"""Caretaker periods: from the call of an election until a government is sworn in, say less.

In such a period only official posts that are routine or urgent go out, and only with a second
approver. What counts is the day of publication, in the agency's zone.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.settings import CaretakerPeriod, Settings


def period_at(settings: Settings, moment: datetime) -> CaretakerPeriod | None:
    """Return the period in which a moment falls, None where it falls in none."""
    day = moment.astimezone(ZoneInfo(settings.timezone)).date()
    return next((one for one in settings.caretaker if one.first_day <= day <= one.last_day), None)


def first_free(settings: Settings, moment: datetime) -> datetime:
    """Return the first moment from then on that lies in no period; periods may overlap."""
    zone = ZoneInfo(settings.timezone)
    while (period := period_at(settings, moment)) is not None:
        morning = datetime.combine(period.last_day + timedelta(days=1), time(0), tzinfo=zone)
        moment = morning.astimezone(UTC)
    return moment
