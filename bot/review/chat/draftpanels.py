"""The panel of an official post that is being written: the draft as it stands, and what is open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.ports import Button, Panel
from bot.post import BOTH, Layout
from bot.postchecks import Finding, doubts
from bot.postcontent import PostContent
from bot.review.chat.folding import Block, fold, pages
from bot.review.chat.postpanels import text_blocks
from bot.review.chat.presses import button
from bot.review.postcards import checks_section
from bot.review.wording import Reader, shown
from policies.approvals import Risk
from responders.values import Weight
from translations.values import OFFICIAL_LANGUAGES, Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPanel:
    """The panel, and the texts on panels of their own where they do not fit on it."""

    panel: Panel
    before: tuple[str, ...] = ()


def draft_panel(
    content: PostContent,
    reader: Reader,
    panel_id: int,
    *,
    findings: Sequence[Finding],
    places: Sequence[tuple[str, str]],
    topics: Sequence[str],
    choosing: bool = False,
) -> DraftPanel:
    """Return the draft.

    Args:
        places: channels that it can go to.
        topics: those that steps know of.
        choosing: whether the channels are offered.
    """
    t = reader.t
    words = text_blocks({lang: content.described(lang) for lang in OFFICIAL_LANGUAGES}, reader)
    checks = checks_section(findings, reader)
    blocks = (
        Block(
            name="state",
            title=t("chatpost.draft.title"),
            body="\n".join(_facts(content, reader)),
            rank=1,
        ),
        *words,
        Block(name="checks", title=checks.title, body="\n".join(checks.lines), rank=1),
        Block(name="picture", title="", body=t("chatpost.draft.picture"), rank=4),
    )
    folded = fold(blocks)
    cut = any(one.name in OFFICIAL_LANGUAGES for one in folded.cut)
    rows = (
        _place_rows(content, reader, panel_id, places)
        if choosing
        else _rows(content, reader, panel_id, findings, topics)
    )
    return DraftPanel(
        panel=Panel(html=folded.html, buttons=rows), before=pages(words) if cut else ()
    )


def _facts(content: PostContent, reader: Reader) -> list[str]:
    t = reader.t
    lines = []
    if content.corrects is not None:
        lines.append(t("post.card.corrects", number=content.corrects))
    for half in content.layout.halves:
        place = content.channels.get(half)
        name = t(f"post.half.{half}")
        if place is None:
            lines.append(t("chatpost.draft.nowhere", half=name))
        else:
            lines.append(t("chatpost.draft.where", half=name, channel="/".join(place)))
    if content.publish_at is None:
        lines.append(t("chatpost.draft.now"))
    else:
        lines.append(t("desk.post.scheduled", when=reader.moment(content.publish_at)))
    if content.topic:
        lines.append(t("post.card.topic", topic=shown(content.topic)))
    lines.append(t(f"post.card.risk.{content.risk.name.lower()}"))
    lines += [t(f"post.card.{mark}") for mark in ("routine", "urgent") if getattr(content, mark)]
    return lines


def _rows(
    content: PostContent,
    reader: Reader,
    panel_id: int,
    findings: Sequence[Finding],
    topics: Sequence[str],
) -> tuple[tuple[Button, ...], ...]:
    t = reader.t

    def make(key: str, verb: str, argument: str = "", style: str | None = None) -> Button:
        return button(t(f"chatpost.button.{key}"), verb, panel_id, argument, style)

    about = [make("risk", "p_risk")]
    if topics:
        about.insert(0, make("topic", "p_topic"))
    rows = [
        (make("edit_en", "p_dtext", "en"), make("edit_fr", "p_dtext", "fr")),
        (make("place", "p_place"), make("when", "p_dwhen")),
        tuple(about),
        tuple(
            make(f"{'un' if getattr(content, mark) else ''}{mark}", "p_mark", mark)
            for mark in ("routine", "urgent")
        ),
    ]
    ready = set(content.channels) == set(content.layout.halves)
    if ready and not any(one.weight is Weight.BLOCKING for one in findings):
        key = "submit_anyway" if doubts(findings) else "submit"
        rows.append((make(key, "p_submit", style="success"),))
    rows.append((make("discard", "p_discard", style="danger"),))
    return tuple(rows)


def _place_rows(
    content: PostContent, reader: Reader, panel_id: int, places: Sequence[tuple[str, str]]
) -> tuple[tuple[Button, ...], ...]:
    """Offer each channel for what still has no place: both texts, then one language, the other."""
    t = reader.t
    pair = content.layout is Layout.PAIR and content.channels
    open_halves = [half for half in OFFICIAL_LANGUAGES if not pair or half not in content.channels]
    halves = open_halves if pair and open_halves else (BOTH, *OFFICIAL_LANGUAGES)
    return tuple(
        (
            button(
                t(f"chatpost.button.at_{half}", channel="/".join(place)),
                "p_at",
                panel_id,
                f"{half}:{at}",
            ),
        )
        for half in halves
        for at, place in enumerate(places)
    )


def written_draft(content: PostContent) -> dict[str, object]:
    """Return a draft as its panel keeps it."""
    return {
        "texts": dict(content.texts.as_mapping()),
        "channels": {half: list(place) for half, place in content.channels.items()},
        "layout": content.layout.value,
        "publish_at": content.publish_at.isoformat() if content.publish_at else None,
        "topic": content.topic,
        "risk": int(content.risk),
        "routine": content.routine,
        "urgent": content.urgent,
        "corrects": content.corrects,
        "machine": content.machine,
    }


def read_draft(detail: Mapping[str, object]) -> PostContent:
    """Return the draft that a panel keeps."""
    kept: Mapping[str, object] = detail
    texts, channels = kept["texts"], kept["channels"]
    if not isinstance(texts, dict) or not isinstance(channels, dict):
        raise TypeError("a draft has texts and channels")
    at, corrects = kept["publish_at"], kept["corrects"]
    return PostContent(
        texts=Bilingual(en=str(texts["en"]), fr=str(texts["fr"])),
        channels={half: (str(place[0]), str(place[1])) for half, place in channels.items()},
        layout=Layout(str(kept["layout"])),
        publish_at=datetime.fromisoformat(str(at)) if at else None,
        topic=str(kept["topic"]) if kept["topic"] else None,
        risk=Risk(int(str(kept["risk"]))),
        routine=bool(kept["routine"]),
        urgent=bool(kept["urgent"]),
        corrects=int(str(corrects)) if corrects is not None else None,
        machine=str(kept["machine"]) if kept["machine"] else None,
    )
