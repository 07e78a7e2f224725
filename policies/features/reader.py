"""All readers of features, one after the other."""

from collections.abc import Callable
from typing import Final

from policies.features.accounts import read_accounts
from policies.features.addresses import read_addresses
from policies.features.circumstances import read_circumstances
from policies.features.noise import read_noise
from policies.features.offers import read_offers
from policies.features.passedon import read_passed_on
from policies.features.people import read_people
from policies.features.privatedata import read_private_data
from policies.features.reading import Context, Reading
from policies.features.signs import read_text_signs
from policies.features.statements import read_statements
from policies.features.topic import read_topic
from policies.features.values import Features
from policies.features.words import read_words
from policies.lexicons import Lexicons
from policies.message import Message
from translations.values import Detection

READERS: Final[tuple[Callable[[Reading, Features], None], ...]] = (
    read_circumstances,
    read_text_signs,
    read_addresses,
    read_noise,
    read_private_data,
    read_people,
    read_words,
    read_statements,
    read_offers,
    read_accounts,
    read_topic,
    read_passed_on,
)


class FeatureReader:
    """Reads the features of messages against a set of lexicons.

    Args:
        lexicons: the word lists.
        honoured: features whose words are not the author's own, as the policy has it; all if None.
    """

    def __init__(self, lexicons: Lexicons, honoured: frozenset[str] | None = None) -> None:
        self._lexicons = lexicons
        self._honoured = honoured

    def read(self, message: Message, detection: Detection, context: Context) -> Features:
        """Return the features of a message; pure."""
        features = Features()
        reading = Reading(message, detection, context, self._lexicons, self._honoured)
        for read in READERS:
            read(reading, features)
        return features
