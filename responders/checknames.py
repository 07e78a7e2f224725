"""The checks of a draft by name, and what each does where the settings say nothing."""

from collections.abc import Mapping
from typing import Final

from responders.values import Weight

_BLOCKING: Final = Weight.BLOCKING
_WARNING: Final = Weight.WARNING

# in the order in which they run and are shown
USUAL: Final[Mapping[str, Weight]] = {
    "affiliation": _BLOCKING,
    "capacity": _BLOCKING,
    "source": _BLOCKING,
    "facts_valid": _BLOCKING,
    "filled": _BLOCKING,
    "length": _BLOCKING,
    "personal_data": _BLOCKING,
    "hidden": _BLOCKING,
    "partisan": _BLOCKING,
    "promise": _WARNING,
    "cordial": _WARNING,
    "shouting": _WARNING,
    "answered": _WARNING,
    "both_languages": _WARNING,
    "same_content": _BLOCKING,
    "same_names": _WARNING,
    "same_sense": _WARNING,
    "translated": _BLOCKING,  # its warnings warn; translated.NAME sets one of its checks
    "typography": _WARNING,
    "wording": _WARNING,
    "emoji": _WARNING,
    "accessible": _WARNING,
    "machine": _WARNING,
    "other_language": _WARNING,
}
