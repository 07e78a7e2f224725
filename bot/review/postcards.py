"""The card of an official post: both halves side by side, and what is missing."""

from collections.abc import Sequence

from bot.review.cards import Card
from bot.review.replies import publication_section
from bot.review.sections import Column, Section
from bot.review.wording import Reader, shown
from bot.states import PostState
from bot.storage.posts import PostFile
from bot.storage.publications import Queued
from translations.values import OFFICIAL_LANGUAGES


def post_card(post: PostFile, reader: Reader, publications: Sequence[Queued] = ()) -> Card:
    """Return the card of an official post; of its publications, those that need a person."""
    sections = (
        _state(post, reader),
        _texts(post, reader),
        _approvals(post, reader),
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
        lines.append(f"    {reader.quoted(_first_line(post.texts[reader.lang]))}")
    return Section(name="posts", title=title, lines=tuple(lines))


def _first_line(text: str) -> str:
    line = " ".join(shown(text).split())
    return line if len(line) <= 70 else f"{line[:69].rstrip()}…"


def _state(post: PostFile, reader: Reader) -> Section:
    t = reader.t
    lines = [
        t("desk.post.state", state=reader.word("post", post.flow.state)),
        t(
            "desk.post.author",
            name=reader.person(post.flow.author),
            when=reader.moment(post.created_at),
        ),
    ]
    if post.publish_at is not None:
        lines.append(t("desk.post.scheduled", when=reader.moment(post.publish_at)))
    lines += [
        t(
            "desk.post.place",
            language=reader.language_title(lang),
            platform=place[0],
            channel=place[1],
        )
        for lang, place in sorted(post.channels.items())
    ]
    return Section(name="state", title=t("desk.section.post_state"), lines=tuple(lines))


def _texts(post: PostFile, reader: Reader) -> Section:
    return Section(
        name="texts",
        title=reader.t("desk.section.post_texts"),
        columns=tuple(
            Column(
                title=reader.language_title(lang),
                lines=tuple(shown(post.texts[lang]).split("\n")),
            )
            for lang in OFFICIAL_LANGUAGES
        ),
    )


def _approvals(post: PostFile, reader: Reader) -> Section:
    t, flow = reader.t, post.flow
    lines = [
        t("desk.approval.given", language=reader.language_title(lang), name=reader.person(person))
        for lang, person in sorted(flow.approvals.items())
    ]
    missing = [lang for lang in OFFICIAL_LANGUAGES if lang not in flow.approvals]
    if missing and flow.state is PostState.IN_APPROVAL:
        lines.append(t("desk.post.missing", languages=reader.languages(missing)))
    lines += [
        t(
            "desk.post.half",
            language=reader.language_title(lang),
            state=reader.word("half", state),
        )
        for lang, state in sorted(flow.halves.items())
    ]
    return Section(name="approvals", title=t("desk.section.approvals"), lines=tuple(lines))
