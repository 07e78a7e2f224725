"""Off topic, by the scope that the channel states; never where it states none."""

from policies.features.reading import Reading
from policies.features.values import Features
from policies.scope import is_off_topic


def read_topic(reading: Reading, features: Features) -> None:
    """Set whether the message shares nothing with the scope of its channel."""
    scope = reading.context.scope
    if not scope or "is_question" in features.values:
        return
    if is_off_topic(reading.plain.text, scope):
        features.set("off_topic", value=True, spans=[(0, len(reading.text))])
