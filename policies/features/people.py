"""Who speaks and who is named, as far as the message itself says."""

from policies.features.reading import Reading
from policies.features.values import Features
from policies.minors import abuse_terms, minor_signs
from policies.protectednames import find_names
from policies.screening_values import Speaker
from policies.speakers import find_speaker


def read_people(reading: Reading, features: Features) -> None:
    """Set who speaks, which protected names stand there, and signs of a minor."""
    plain = reading.plain
    speaker, shown = find_speaker(plain.text)
    if speaker is not Speaker.PUBLIC and shown:
        features.set("speaker", speaker.value, [plain.span(*shown)])
    for start, end in find_names(plain.text, reading.context.protected_names):
        features.add("staff_named", plain.span(start, end))
    for start, end in minor_signs(plain.text):
        features.add("minor_signs", plain.span(start, end))
    for start, end in abuse_terms(plain.text):
        features.add("minor_abuse", plain.span(start, end))
