"""How official posts look in chat: the card with its buttons, and the draft of a new one. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import post as moves
from bot.ports import Button, Panel
from bot.postchecks import Finding
from bot.postdeciding import may_comment, may_handle, may_write
from bot.review.chat.folding import Block, Frame, fold, pages
from bot.review.chat.markup import bold, plain
from bot.review.chat.presses import button
from bot.review.postcards import (
    approvals_section,
    checks_section,
    first_line,
    need_name,
    out_section,
    state_section,
)
from bot.review.wording import Reader, shown
from bot.states import IllegalMove, PostState, PublicationState
from bot.storage.postpages import can_give
from bot.storage.posts import PostFile
from bot.storage.removals import REFUSED
from policies.roles import Act, Reviewer
from translations.values import OFFICIAL_LANGUAGES

HASH = 12  # digits of the hash that a button bears
_A_ROW = 2
_BEFORE = frozenset({PostState.IN_APPROVAL, PostState.APPROVED})
Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostPanel:
    """The card, and the texts on panels of their own where they do not fit on it."""

    html: str
    before: tuple[str, ...] = ()


def text_blocks(texts: Mapping[str, str], reader: Reader) -> tuple[Block, ...]:
    """Return both texts, each under the name of its language."""
    return tuple(
        Block(
            name=lang,
            title=reader.t(f"post.half.{lang}"),
            body=shown(texts[lang]),
            frame=Frame.QUOTE,
            rank=2,
        )
        for lang in OFFICIAL_LANGUAGES
    )


def post_panel(
    post: PostFile,
    reader: Reader,
    findings: Sequence[Finding],
    note: str = "",
    waits: datetime | None = None,
) -> PostPanel:
    """Return the card of an official post.

    Args:
        note: what has just happened to it, in the reader's language.
        waits: until when a caretaker period keeps it back.
    """
    texts: dict[str, str] = {lang: post.content.described(lang) for lang in OFFICIAL_LANGUAGES}
    blocks: list[Block] = []
    if note:
        blocks.append(Block(name="note", title="", body=note, rank=0))
    title = reader.t("desk.post.title", number=post.id)
    state = state_section(post, reader, waits)
    blocks.append(Block(name="state", title=title, body="\n".join(state.lines), rank=1))
    words = text_blocks(texts, reader)
    blocks += words
    rest = [approvals_section(post, reader), out_section(post, reader)]
    if post.flow.state in _BEFORE:
        rest.insert(0, checks_section(findings, reader))
    blocks += [
        Block(name=one.name, title=one.title, body="\n".join(one.lines), rank=1)
        for one in rest
        if one.lines
    ]
    folded = fold(blocks)
    before = pages(words) if any(one.name in OFFICIAL_LANGUAGES for one in folded.cut) else ()
    return PostPanel(html=folded.html, before=before)


def post_buttons(post: PostFile, reader: Reader, reviewer: Reviewer, panel_id: int) -> Rows:
    """Return what this person may do with the post as it stands."""
    maker = _Maker(reader, panel_id)
    found = [
        *_to_approve(post, reader, reviewer, maker),
        *_to_change(post, reviewer, maker),
        *_to_put_right(post, reviewer, maker),
        *_to_post_by_hand(post, reviewer, maker),
        *_to_end(post, reviewer, maker),
        maker.of("show", "p_show"),
    ]
    return tuple(tuple(found[at : at + _A_ROW]) for at in range(0, len(found), _A_ROW))


class _Maker:
    """Makes the buttons of one panel in its reader's language."""

    def __init__(self, reader: Reader, panel_id: int) -> None:
        self._t = reader.t
        self._panel_id = panel_id

    def of(
        self, key: str, verb: str, argument: str = "", style: str | None = None, **values: object
    ) -> Button:
        label = self._t(f"chatpost.button.{key}", **values)
        return button(label, verb, self._panel_id, argument, style)


def _to_approve(
    post: PostFile, reader: Reader, reviewer: Reviewer, maker: _Maker
) -> Iterator[Button]:
    for need in can_give(reviewer, post.flow):
        bound = f"{need}:{post.text_hash[:HASH]}"
        if need in OFFICIAL_LANGUAGES:
            yield maker.of(f"approve_{need}", "p_ok", bound, "success")
        else:
            step = need_name(need, reader.t)
            yield maker.of("approve_step", "p_ok", bound, "success", step=step)
    if may_comment(reviewer, post) and post.flow.state in _BEFORE:
        yield maker.of("comment", "p_comment")


def _to_change(post: PostFile, reviewer: Reviewer, maker: _Maker) -> Iterator[Button]:
    if may_handle(reviewer, post) and legal(post, moves.EditPost()):
        for lang in OFFICIAL_LANGUAGES:
            yield maker.of(f"edit_{lang}", "p_edit", lang)
        yield maker.of("when", "p_when")


def _to_put_right(post: PostFile, reviewer: Reviewer, maker: _Maker) -> Iterator[Button]:
    """One half is out, or may be: a person says which, and sends what is missing."""
    for half, state in sorted(post.flow.halves.items()):
        lang = half if half in OFFICIAL_LANGUAGES else None
        if not reviewer.may(Act.APPROVE_POST, lang=lang):
            continue
        if not legal(post, moves.RetryHalf(lang=half)):
            continue
        lost = state is PublicationState.UNKNOWN
        if lost:
            yield maker.of(f"found_{half}", "p_found", half)
        yield maker.of(f"{'absent' if lost else 'retry'}_{half}", "p_retry", half)


def _to_post_by_hand(post: PostFile, reviewer: Reviewer, maker: _Maker) -> Iterator[Button]:
    """A half that the platform does not take from us: a person posts it, and says where it is."""
    if not reviewer.may(Act.APPROVE_POST):
        return
    for half, state in sorted(post.flow.halves.items()):
        if state is PublicationState.FAILED:
            yield maker.of(f"by_hand_{half}", "p_byhand", half)
        elif state is PublicationState.HANDED_OFF:
            yield maker.of(f"copy_{half}", "p_copy", half)
            yield maker.of(f"posted_{half}", "p_posted", half, "success")


def _to_end(post: PostFile, reviewer: Reviewer, maker: _Maker) -> Iterator[Button]:
    handles = may_handle(reviewer, post)
    if handles and legal(post, moves.Withdraw()):
        out = PublicationState.SENT in post.flow.halves.values()
        yield maker.of("take_down" if out else "withdraw", "p_withdraw", style="danger")
    if handles and any(one.removal == REFUSED for one in post.out):
        yield maker.of("gone", "p_gone")
    if post.flow.state is PostState.PUBLISHED and may_write(reviewer):
        yield maker.of("correct", "p_correct")


def legal(post: PostFile, event: moves.PostMove) -> bool:
    """Whether something can happen to a post now."""
    try:
        moves.apply(post.flow, event)
    except IllegalMove:
        return False
    return True


def list_panel(posts: Sequence[PostFile], reader: Reader, panel_id: int, title: str) -> Panel:
    """Return the list of official posts; each opens its card."""
    t = reader.t
    lines, rows = [bold(title)], []
    for post in posts:
        state = reader.word("post", post.flow.state)
        waiting = reader.ago(post.created_at)
        lines.append(
            plain(t("desk.post.entry", number=post.id, state=state, waiting=waiting))
            + "\n"
            + plain(reader.quoted(first_line(post.texts[reader.lang])))
        )
        label = t("chatpost.button.open", number=post.id)
        rows.append((button(label, "p_open", panel_id, str(post.id)),))
    if not posts:
        lines.append(plain(t("desk.post.none")))
    return Panel(html="\n\n".join(lines), buttons=tuple(rows))
