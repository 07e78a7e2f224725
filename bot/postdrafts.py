"""The other language of an official post as a first draft: a machine translation, marked as one."""

from translations.engine import Engine, EngineFault, NoEngine, translate_lines
from translations.values import Bilingual, Official


def translated(text: str, source: Official, engine: Engine | None) -> Bilingual | None:
    """Return a text with its translation, None where no engine on this machine can do it.

    Text never leaves the agency's machines: an engine that sends it away is not used.
    """
    target: Official = "fr" if source == "en" else "en"
    if engine is None or engine.sends_text_away or (source, target) not in engine.pairs():
        return None
    try:
        done = list(translate_lines([text], engine=engine, source=source, target=target))
    except (NoEngine, EngineFault):
        return None
    other = done[0].target.strip()
    if not other:
        return None
    return Bilingual(en=text, fr=other) if source == "en" else Bilingual(en=other, fr=text)
