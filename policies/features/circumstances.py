"""What is known of a message besides its words: where it came, how, and what came before it."""

from policies.features.reading import NO_CONTEXT, Reading
from policies.features.values import Features
from policies.message import MessageKind
from translations.values import OFFICIAL_LANGUAGES, UNDETERMINED


def read_circumstances(reading: Reading, features: Features) -> None:
    """Set the features that come from the platform and from the window of past messages."""
    message, lang, context = reading.message, reading.detection.lang, reading.context
    length = len(reading.text)
    features.set("length", length)
    features.set("lang", lang)
    if lang != UNDETERMINED and lang not in OFFICIAL_LANGUAGES:
        features.set("official_language", value=False)
    if message.automatic:
        features.set("automatic", value=True)
    if message.kind is not MessageKind.COMMENT:
        features.set("kind", message.kind.value)
    if message.media:
        features.set("media", message.media)
    if context is NO_CONTEXT:
        return
    if context.suspected:
        features.set(f"model_{context.suspected}_pct", 100)
        features.set(f"model_suspects_{context.suspected}", 1)
    whole = [(0, length)]
    features.set("joined_minutes", context.joined_minutes)
    features.set("first_message", context.first_message)
    features.set("joins_lately", context.joins_lately)
    features.set("repeats_by_author", context.repeats_by_author, whole)
    features.set("authors_with_same_text", context.authors_with_same_text, whole)
    features.set("campaign_authors", context.campaign_authors, whole)
