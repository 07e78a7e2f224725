"""A card: one case with all that a reviewer needs to decide. Pure; `layout` makes it text.

Personal data in messages is masked, and a message with a sensitive label is not shown, until the
reviewer asks for the original.
"""

from dataclasses import dataclass
from typing import Final

from bot.moderating import deletable_until
from bot.review.chat.reasons import reason_for
from bot.review.matchlines import facts_section, triage_section
from bot.review.replies import draft_sections, publication_section
from bot.review.sections import Section
from bot.review.veils import (
    Veil,
    message_text,
    quoted_text,
    readable,
    sensitive,
    veiled,
    without_names,
)
from bot.review.wording import Reader, duration, shown, why_failed
from bot.states import ActionState, CaseState
from bot.storage.queue import CardData, CardMessage
from policies.screening_values import Handling, Label, Speaker
from responders.values import Stance

__all__ = ["Card", "Phrases", "Veil", "case_card", "message_heading", "message_text"]
__all__ += ["quoted_text", "readable", "sensitive"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is shown of one case or official post, in one language."""

    number: int
    lang: str
    title: str
    sections: tuple[Section, ...]

    def section(self, name: str) -> Section | None:
        """Return a section by its name, None where the card has none."""
        return next((one for one in self.sections if one.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Sentences that differ between desks: keys of the catalogs."""

    label: str = "desk.rule.label"
    fault: str = "desk.rule.fault"
    evidence_hidden: str = "desk.rule.evidence_hidden"
    publication: str = "desk.publication."  # where the keys begin
    fact_ids: bool = True  # whether facts bear the ids of the bank, which a phone has no room for


DESK: Final = Phrases()
_READY: Final = frozenset({"proposed", "approved"})  # drafts that somebody still waits for
_UNDECIDED: Final = frozenset({CaseState.QUEUED, CaseState.CLAIMED, CaseState.SNOOZED})


def case_card(
    data: CardData,
    reader: Reader,
    *,
    original: bool = False,
    veil: Veil = Veil.MASKED,
    phrases: Phrases = DESK,
) -> Card:
    """Return the card of a case.

    Args:
        data: The case as it stands.
        reader: Who reads it.
        original: Show messages as they were written, sensitive ones too.
        veil: What is shown of messages otherwise; a sensitive one is never shown.
        phrases: How this desk puts some things.
    """
    sections = (
        _state(data, reader),
        _messages(data, reader, original=original, veil=veil),
        _rules(data, reader, phrases, original=original, veil=veil),
        triage_section(data, reader),
        facts_section(data, reader, ids=phrases.fact_ids),
        _context(data, reader, original=original, veil=veil),
        *draft_sections(data, reader),
        publication_section(data.publications, reader, place=phrases.publication),
        _actions(data, reader),
        _decisions(data, reader),
    )
    return Card(
        number=data.case.id,
        lang=reader.lang,
        title=_title(data, reader),
        sections=tuple(one for one in sections if one.lines or one.columns),
    )


def _title(data: CardData, reader: Reader) -> str:
    route = reader.word("route", data.case.route)
    if not data.case.severity:
        return reader.t("desk.card.title", number=data.case.id, route=route)
    return reader.t(
        "desk.card.title_severity", number=data.case.id, route=route, severity=data.case.severity
    )


def _state(data: CardData, reader: Reader) -> Section:
    t, case = reader.t, data.case
    state = reader.word("case", case.flow.case)
    lines = []
    if case.flow.claimed_by is not None:
        state = t("desk.state.with", state=state, name=reader.person(case.flow.claimed_by))
    lines.append(t("desk.state.line", state=state, waiting=reader.ago(case.opened_at)))
    lines.append(t("desk.state.where", platform=case.platform, channel=shown(case.channel)))
    if case.due_at is not None:
        kind = reader.word("due", case.due_kind or "reminder")
        late = case.due_at <= reader.now
        delta = reader.now - case.due_at if late else case.due_at - reader.now
        lines.append(
            t(
                "desk.state.overdue" if late else "desk.state.due",
                what=kind,
                when=reader.moment(case.due_at),
                duration=duration(delta, t),
            )
        )
    lines += _deletable(data, reader)
    if case.reason:
        lines.append(t("desk.state.reason", reason=reader.word("reason", case.reason)))
    lines.append(_author(data, reader))
    return Section(name="state", title=t("desk.section.state"), lines=tuple(lines))


def _deletable(data: CardData, reader: Reader) -> list[str]:
    """Until when the platform lets us delete the oldest message that breaks a rule."""
    case = data.case
    broken = [one for one in data.messages if one.screening.labels and not one.deleted]
    limit = deletable_until(case.platform, broken[0]) if broken else None
    if limit is None or case.flow.case not in _UNDECIDED:
        return []
    key = "desk.deletable.until" if limit > reader.now else "desk.deletable.over"
    return [reader.t(key, when=reader.moment(limit))]


def _author(data: CardData, reader: Reader) -> str:
    if data.stated_lang:
        return reader.t(
            "desk.state.author_language",
            name=data.pseudonym,
            language=reader.language(data.stated_lang),
        )
    return reader.t("desk.state.author", name=data.pseudonym)


def _messages(data: CardData, reader: Reader, *, original: bool, veil: Veil) -> Section:
    lines: list[str] = []
    for message in data.messages:
        lines += _message(message, reader, original=original, veil=veil)
    title = reader.t.plural("desk.section.messages", len(data.messages))
    return Section(name="messages", title=title, lines=tuple(lines))


def message_heading(message: CardMessage, reader: Reader) -> str:
    """Return who wrote a message, when, in which language, and what is known about that."""
    t = reader.t
    about = [reader.moment(message.sent_at), reader.language(message.lang)]
    if message.media:
        key = f"chat.media.{message.media}"
        about.append(t(key if key in t else "chat.media.other"))
    if message.revision > 1:
        about.append(t.plural("desk.message.edited", message.revision - 1))
    if message.deleted:
        about.append(t("desk.message.deleted"))
    if message.screening.speaker is not Speaker.PUBLIC:
        about.append(reader.word("speaker", message.screening.speaker))
    return f"{message.pseudonym}, {'; '.join(about)}"


def _message(message: CardMessage, reader: Reader, *, original: bool, veil: Veil) -> list[str]:
    t = reader.t
    lines = [message_heading(message, reader)]
    if quoted := quoted_text(message, original=original, veil=veil):
        lines.append(f"  {t('desk.message.quotes')}")
        lines += _indented(quoted, 6)
    lines += _indented(message_text(message, reader, original=original, veil=veil), 4)
    if message.url:
        lines.append(f"  {t('desk.message.link', url=shown(message.url))}")
    return lines


def _rules(
    data: CardData, reader: Reader, phrases: Phrases, *, original: bool, veil: Veil
) -> Section:
    t = reader.t
    lines = _why(data, reader)
    told: set[str] = set()
    for message in data.messages:
        for label in message.screening.labels:
            if label.rule in told:
                continue
            told.add(label.rule)
            lines += _label(label, message, reader, phrases, original=original, veil=veil)
        if message.screening.campaign and "campaign" not in told:
            told.add("campaign")
            lines.append(t("desk.rule.campaign"))
        lines += _exceptions(message, reader, told)
        lines += [t(phrases.fault, fault=fault) for fault in message.screening.faults]
    handling = {one for message in data.messages for one in message.screening.handling}
    lines += [
        t(f"desk.handling.{one}")
        for one in (Handling.CRISIS, Handling.PAGE, Handling.NO_PUBLIC_DRAFT)
        if one in handling
    ]
    suggested = {message.screening.suggested_action for message in data.messages} - {None}
    lines += [
        t("desk.rule.suggested", action=reader.word("action", str(action)))
        for action in sorted(map(str, suggested))
    ]
    return Section(name="rules", title=t("desk.section.rules"), lines=tuple(lines))


def _exceptions(message: CardMessage, reader: Reader, told: set[str]) -> list[str]:
    """What was found and is not held against the author, each reason once."""
    lines: list[str] = []
    for name in message.screening.exceptions:
        if f"exception:{name}" in told:
            continue
        told.add(f"exception:{name}")
        found = next((one for one in reader.policy.exceptions if one.id == name), None)
        why = found.why[reader.lang] if found else name
        lines.append(reader.t("desk.rule.exception", why=why))
    return lines


def _why(data: CardData, reader: Reader) -> list[str]:
    """Where no rule is the reason: what the facts have to do with it."""
    if any(message.screening.flagged for message in data.messages):
        return []
    stances = {message.match.stance for message in data.messages if message.match}
    if Stance.UNSURE in stances:
        return [reader.t("desk.why.unsure")]
    ready = data.draft is not None and data.draft.state in _READY
    return [reader.t("desk.why.draft")] if ready else []


def _label(
    label: Label,
    message: CardMessage,
    reader: Reader,
    phrases: Phrases,
    *,
    original: bool,
    veil: Veil,
) -> list[str]:
    t, policy = reader.t, reader.policy
    definition = policy.labels.get(label.label)
    clause = next((one for one in policy.clauses if one.id == label.clause), None)
    lines = [
        t(
            phrases.label,
            name=definition.name[reader.lang] if definition else label.label,
            severity=label.severity,
            clause=clause.title[reader.lang] if clause else label.clause,
            policy=message.screening.policy_version,
            rule=label.rule,
        )
    ]
    if definition is not None and definition.rule is not None:
        lines.append(f"  {t('desk.rule.wording', text=definition.rule[reader.lang])}")
    elif definition is not None:
        lines.append(f"  {t('desk.rule.internal')}")
    if message.screening.policy_version != policy.version:
        lines.append(f"  {t('desk.rule.other_version', version=policy.version)}")
    evidence = _evidence(label, message, reader, phrases, original=original, veil=veil)
    lines += [f"  {line}" for line in evidence]
    return lines


def _evidence(
    label: Label,
    message: CardMessage,
    reader: Reader,
    phrases: Phrases,
    *,
    original: bool,
    veil: Veil,
) -> list[str]:
    """The words that show it; those that the card hides elsewhere stay hidden here."""
    if not label.evidence:
        return []
    visible = ""
    if readable(message, original=original, veil=veil):
        text = message.text if original else without_names(message)
        visible = veiled(text, original=original, veil=veil)
    pieces = [message.text[start:end] for start, end in label.evidence]
    told = [reader.quoted(shown(piece).replace("\n", " ")) for piece in pieces if piece in visible]
    if not told:
        return [reader.t(phrases.evidence_hidden)]
    return [reader.t("desk.rule.evidence", text=", ".join(dict.fromkeys(told)))]


def _context(data: CardData, reader: Reader, *, original: bool, veil: Veil) -> Section:
    lines: list[str] = []
    for message in data.context:
        lines.append(f"{message.pseudonym}, {reader.moment(message.sent_at)}")
        lines += _indented(message_text(message, reader, original=original, veil=veil), 4)
    return Section(name="context", title=reader.t("desk.section.context"), lines=tuple(lines))


def _actions(data: CardData, reader: Reader) -> Section:
    t = reader.t
    lines: list[str] = []
    for action in data.actions:
        key = f"desk.enforcement.{action.state}"
        lines.append(
            t(
                key,
                action=reader.word("action", action.action),
                duration=duration(action.not_before - reader.now, t),
            )
        )
        if action.rule or action.reason:
            rule = _rule_name(action.rule, reader)
            reason = reason_for(shown(action.reason or ""), t)
            lines.append(f"  {t('desk.enforcement.why', rule=rule, reason=reason)}")
        if action.until is not None:
            lines.append(f"  {t('desk.enforcement.until', until=reader.moment(action.until))}")
        if action.state is ActionState.FAILED and action.fault:
            lines.append(f"  {why_failed(action.fault, t)}")
    return Section(name="actions", title=t("desk.section.actions"), lines=tuple(lines))


def _rule_name(rule: str | None, reader: Reader) -> str:
    if rule is None:
        return reader.t("desk.enforcement.no_rule")
    label = reader.policy.labels.get(rule)
    return label.name[reader.lang] if label else rule


def _decisions(data: CardData, reader: Reader) -> Section:
    t = reader.t
    lines: list[str] = []
    for one in data.decisions:
        line = t(
            "desk.decision.line",
            when=reader.moment(one.at),
            name=reader.person(one.reviewer_id),
            choice=reader.word("choice", one.choice),
        )
        if one.undone:
            line = t("desk.decision.undone", line=line)
        lines.append(line)
        if one.reason:
            reason = reason_for(shown(one.reason), t)
            lines.append(f"  {t('desk.decision.reason', reason=reason)}")
    return Section(name="decisions", title=t("desk.section.decisions"), lines=tuple(lines))


def _indented(text: str, by: int) -> list[str]:
    return [f"{' ' * by}{line}" if line.strip() else "" for line in text.split("\n")]
