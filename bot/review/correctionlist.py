"""The list of replies that are out and rest on facts that no longer hold."""

from collections.abc import Sequence

from bot.review.sections import Section
from bot.review.wording import Reader, shown
from bot.storage.wanted import WantedCorrection


def corrections_section(found: Sequence[WantedCorrection], reader: Reader) -> Section:
    """Return the list as a part of the desk."""
    t = reader.t
    lines = [
        t(
            "factbank.correction.begun" if one.begun else "factbank.correction.line",
            number=one.id,
            case=one.case_id,
            fact=one.fact_id,
            why=t(f"factbank.why.{one.why}"),
            place=shown(one.url or f"{one.platform}:{one.channel}"),
        )
        for one in found
    ]
    if not lines:
        lines = [t("cli.facts.corrections.none")]
    title = t.plural("desk.section.corrections", len(found))
    return Section(name="corrections", title=title, lines=tuple(lines))
