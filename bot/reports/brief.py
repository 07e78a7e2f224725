"""The findings in a few sentences, for someone who has one minute."""

from collections.abc import Sequence
from datetime import tzinfo

from bot.reports.page import language_name
from bot.reports.values import Findings
from policies.routing import Route
from translations.catalogs import Catalog
from translations.formats import format_date, format_time
from translations.values import OFFICIAL_LANGUAGES, UNDETERMINED


def brief(findings: Findings, t: Catalog) -> list[str]:
    """Return the sentences, one paragraph each; those about nothing are left out."""
    lines = [
        t(
            "demo.brief.messages",
            messages=t.plural("demo.count.messages", findings.messages),
            people=t.plural("demo.count.people", findings.authors),
            languages=_languages(findings, t),
        ),
        t.plural("demo.brief.nothing", findings.by_route[Route.IGNORE]),
    ]
    if findings.urgent:
        lines.append(t.plural("demo.brief.escalate", findings.urgent))
    if findings.in_danger:
        lines.append(t.plural("demo.brief.danger", findings.in_danger))
    if findings.by_route[Route.REVIEW]:
        lines.append(t.plural("demo.brief.review", findings.by_route[Route.REVIEW]))
    if findings.by_route[Route.DRAFT]:
        lines.append(t.plural("demo.brief.draft", findings.by_route[Route.DRAFT]))
    if findings.drafts:
        lines.append(t.plural("demo.brief.drafts", findings.drafts))
    if findings.contradictions:
        lines.append(t.plural("demo.brief.claims", findings.contradictions))
        top = findings.facts[0]
        if top.contradicts > 1:
            lines.append(
                t.plural(
                    "demo.brief.top_claim",
                    top.contradicts,
                    statement=top.statement[t.lang].rstrip("."),
                )
            )
    if findings.automatic.holding:
        lines.append(t.plural("demo.brief.holding", findings.automatic.people))
    if findings.errors:
        lines.append(t.plural("demo.brief.errors", findings.errors))
    return lines


def queue_lines(findings: Findings, t: Catalog, zone: tzinfo, *, limit: int) -> list[str]:
    """Return the first cases of the queue, two lines each: what it is, and what it says."""
    rows = findings.queue[:limit]
    if not rows:
        return [t("report.queue.none")]
    lines = [t.plural("demo.queue.text", findings.waiting, shown=_number(len(rows), t))]
    for place, row in enumerate(rows, start=1):
        local = row.opened_at.astimezone(zone)
        day = format_date(local.date(), t.lang, with_weekday=True)
        names = [name[t.lang] for name in row.why] or [t(f"report.why.{row.reason}")]
        lines.append(
            t(
                "demo.queue.entry",
                place=place,
                route=t(f"report.route.{row.route}"),
                why="; ".join(names),
            )
        )
        where = t(
            "demo.queue.place",
            case=row.case_id,
            lang=_in_sentence(row.lang, t),
            moment=t("demo.moment.at", day=day, time=format_time(local, t.lang)),
        )
        lines.append(f"    {where}")
        said = t("demo.queue.sensitive") if row.text is None else t("demo.quoted", text=row.text)
        lines.append(f"    {said}")
    return lines


def _languages(findings: Findings, t: Catalog) -> str:
    """Return "in English (159) and French (159), and in 4 other languages (8)"."""
    counted = {row.lang: row.total for row in findings.by_lang}
    both = OFFICIAL_LANGUAGES if t.lang == "en" else OFFICIAL_LANGUAGES[::-1]
    parts = [
        t("demo.lang.counted", name=_in_sentence(lang, t), n=_number(counted[lang], t))
        for lang in both
        if lang in counted
    ]
    others = [lang for lang in counted if lang not in (*OFFICIAL_LANGUAGES, UNDETERMINED)]
    if others:
        total = sum(counted[lang] for lang in others)
        parts.append(t.plural("demo.lang.others", len(others), total=_number(total, t)))
    if UNDETERMINED in counted:
        parts.append(t.plural("demo.lang.und", counted[UNDETERMINED]))
    return _joined(parts, t)


def _in_sentence(lang: str, t: Catalog) -> str:
    name = language_name(lang, t)
    return _lowered(name) if t.lang == "fr" or lang == UNDETERMINED else name


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _number(count: int, t: Catalog) -> str:
    return t.plural("demo.count.bare", count)


def _joined(parts: Sequence[str], t: Catalog) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return t("demo.and", first=", ".join(parts[:-1]), last=parts[-1])
