"""The other language of an official post as a first draft: a machine translation, marked as one."""

from bot.translating import render
from translations.engine import Engine, EngineFault, NoEngine, translate_lines
from translations.translator import Translator
from translations.values import Bilingual, Official, Origin


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


def drafted(
    text: str, source: Official, translator: Translator
) -> tuple[Bilingual, Official | None] | None:
    """Return a text with its translation by memory and engine, None where neither can.

    Returns:
        Both texts, and the language of the one that a machine made: None where people approved all
        of it before.
    """
    target: Official = "fr" if source == "en" else "en"
    done = render(translator, text, source=source, target=target)
    if done is None:
        return None
    other = done.text.strip()
    both = Bilingual(en=text, fr=other) if source == "en" else Bilingual(en=other, fr=text)
    return both, target if done.origin is Origin.MACHINE else None
