"""The card of an official post: both texts side by side, checks, and what is missing."""

from collections.abc import Sequence
from datetime import datetime

from bot.post import BOTH
from bot.postchecks import Finding
from bot.review.cards import Card
from bot.review.replies import publication_section
from bot.review.sections import Column, Section
from bot.review.wording import Reader, shown
from bot.states import PostState
from bot.storage.posts import PostFile
from bot.storage.publications import Queued
from policies.approvals import StepKind
from responders.values import Weight
from translations.catalogs import Catalog
from translations.values import OFFICIAL_LANGUAGES


def post_card(
    post: PostFile,
    reader: Reader,
    publications: Sequence[Queued] = (),
    *,
    findings: Sequence[Finding] | None = None,
    waits: datetime | None = None,
) -> Card:
    """Return the card of an official post.

    Args:
        publications: those that need a person.
        findings: of the checks; None where they are not shown.
        waits: until when a caretaker period keeps it back.
    """
    sections = (
        state_section(post, reader, waits),
        texts_section(post, reader),
        checks_section(findings, reader),
        approvals_section(post, reader),
        out_section(post, reader),
        publication_section(publications, reader),
    )
    return Card(
        number=post.id,
        lang=reader.lang,
        title=reader.t("desk.post.title", number=post.id),
        sections=tuple(one for one in sections if one.lines or one.columns),
    )


def posts_section(posts: Sequence[PostFile], reader: Reader) -> Section:
    """Return the list of the official posts that somebody has something to do with."""
    t = reader.t
    title = t.plural("desk.post.list", len(posts))
    if not posts:
        return Section(name="posts", title=title, lines=(t("desk.post.none"),))
    lines = []
    for post in posts:
        state = reader.word("post", post.flow.state)
        waiting = reader.ago(post.created_at)
        lines.append(t("desk.post.entry", number=post.id, state=state, waiting=waiting))
        lines.append(f"    {reader.quoted(first_line(post.texts[reader.lang]))}")
    return Section(name="posts", title=title, lines=tuple(lines))


def first_line(text: str) -> str:
    """Return the beginning of a text, as a list shows it."""
    line = " ".join(shown(text).split())
    return line if len(line) <= 70 else f"{line[:69].rstrip()}…"


def need_name(need: str, t: Catalog) -> str:
    """Return what an approval is called: of a language, of a role, of a caretaker period."""
    if need in {*OFFICIAL_LANGUAGES, "caretaker"}:
        return t(f"post.need.{need}")
    return t(f"staff.role.{need.replace(':', '_')}")


def state_section(post: PostFile, reader: Reader, waits: datetime | None = None) -> Section:
    """Return where the post stands, whose it is, when and where it goes out."""
    t, content = reader.t, post.content
    lines = [
        t("desk.post.state", state=reader.word("post", post.flow.state)),
        t(
            "desk.post.author",
            name=reader.person(post.flow.author),
            when=reader.moment(post.created_at),
        ),
    ]
    if post.withdrawn is not None:
        who, reason = post.withdrawn
        lines.append(t("post.card.withdrawn", name=reader.person(who), reason=shown(reason)))
    if post.flow.editors - {post.flow.author}:
        names = ", ".join(
            reader.person(one) for one in sorted(post.flow.editors - {post.flow.author})
        )
        lines.append(t("post.card.edited", names=names))
    if content.publish_at is not None:
        lines.append(t("desk.post.scheduled", when=reader.moment(content.publish_at)))
    if waits is not None:
        lines.append(t("post.card.waits", when=reader.moment(waits)))
    lines += [_place(half, place, reader) for half, place in sorted(content.channels.items())]
    if content.topic:
        lines.append(t("post.card.topic", topic=shown(content.topic)))
    lines.append(t(f"post.card.risk.{content.risk.name.lower()}"))
    lines += [t(f"post.card.{mark}") for mark in ("routine", "urgent") if getattr(content, mark)]
    if content.media is not None:
        lines.append(t("post.card.picture", path=shown(content.media)))
    if content.corrects is not None:
        lines.append(t("post.card.corrects", number=content.corrects))
    if content.answers_case is not None:
        lines.append(t("triage.post.answers", number=content.answers_case))
    if post.corrected_by is not None:
        lines.append(t("post.card.corrected_by", number=post.corrected_by))
    return Section(name="state", title=t("desk.section.post_state"), lines=tuple(lines))


def _place(half: str, place: tuple[str, str], reader: Reader) -> str:
    platform, channel = place
    if half == BOTH:
        return reader.t("post.card.place_both", platform=platform, channel=channel)
    return reader.t(
        "desk.post.place",
        language=reader.language_title(half),
        platform=platform,
        channel=channel,
    )


def texts_section(post: PostFile, reader: Reader) -> Section:
    """Return both texts, as they go out."""
    return Section(
        name="texts",
        title=reader.t("desk.section.post_texts"),
        columns=tuple(
            Column(
                title=reader.language_title(lang),
                lines=tuple(shown(post.content.described(lang)).split("\n")),
            )
            for lang in OFFICIAL_LANGUAGES
        ),
    )


def checks_section(findings: Sequence[Finding] | None, reader: Reader) -> Section:
    """Return what the checks found."""
    t = reader.t
    if findings is None:
        return Section(name="checks", title="")
    lines = tuple(
        t(
            f"desk.check.{'blocking' if one.weight is Weight.BLOCKING else 'warning'}",
            text=shown(one.result.explanation[reader.lang]),
        )
        for one in findings
    )
    return Section(
        name="checks", title=t("post.card.checks"), lines=lines or (t("post.card.checks_fine"),)
    )


def approvals_section(post: PostFile, reader: Reader) -> Section:
    """Return who approved what, what is missing, and whom the steps ask."""
    t, flow = reader.t, post.flow
    lines = [
        t("desk.approval.given", language=reader.language_title(key), name=reader.person(person))
        if key in OFFICIAL_LANGUAGES
        else t(
            "post.card.step_given",
            step=_capital(need_name(key, t)),
            name=reader.person(person),
        )
        for key, person in sorted(flow.approvals.items())
        if key in flow.needs or key in OFFICIAL_LANGUAGES
    ]
    if flow.state is PostState.IN_APPROVAL and flow.missing:
        what = ", ".join(need_name(key, t) for key in sorted(flow.missing, key=_order))
        lines.append(t("post.card.missing", what=what))
    lines += _consulted(post, reader)
    told = [need_name(who, t) for who in post.asked(StepKind.NOTIFY)]
    if told:
        lines.append(t("post.card.notified", who=", ".join(told)))
    lines += [
        t("desk.post.half", language=t(f"post.half.{half}"), state=reader.word("half", state))
        for half, state in sorted(flow.halves.items())
    ]
    lines.append(t("post.card.hash", hash=post.text_hash[:12]))
    return Section(name="approvals", title=t("desk.section.approvals"), lines=tuple(lines))


def _order(need: str) -> tuple[int, str]:
    return (0 if need in OFFICIAL_LANGUAGES else 1, need)


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _consulted(post: PostFile, reader: Reader) -> list[str]:
    t = reader.t
    asked = [need_name(who, t) for who in post.asked(StepKind.CONSULT)]
    if not asked:
        return []
    lines = [t("post.card.consulted", who=", ".join(asked))]
    for one in post.comments:
        key = "comment" if one.text_hash == post.text_hash else "comment_old"
        when, name = reader.moment(one.at), reader.person(one.reviewer_id)
        lines.append(f"  {t(f'post.card.{key}', name=name, when=when, text=shown(one.text))}")
    if not post.comments:
        lines.append(f"  {t('post.card.no_answer')}")
    return lines


def out_section(post: PostFile, reader: Reader) -> Section:
    """Return what is out and where, and what became of what was to be taken down."""
    t = reader.t
    lines = []
    for one in post.out:
        half = t(f"post.half.{one.half}")
        url = shown(one.url or "")
        if one.removal is not None:
            line = t(f"post.card.removal.{one.removal}", half=half, url=url or "-")
        elif one.shadow:
            line = t("post.card.out_shadow", half=half)
        elif url:
            line = t("post.card.out_at", half=half, url=url)
        else:
            line = t("post.card.out_somewhere", half=half)
        lines.append(line)
    return Section(name="out", title=t("post.card.out"), lines=tuple(lines))
