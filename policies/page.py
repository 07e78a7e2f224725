"""The public comment policy, made from the policy document: accessible HTML, or Markdown."""

import re
from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Final, Literal

from policies.policy import Clause, LabelDefinition, Policy
from translations.catalogs import Catalog, catalog
from translations.formats import format_date

Format = Literal["html", "md"]
_OTHER: Final = {"en": "fr", "fr": "en"}
_STYLE: Final = (
    "body{font:1.125rem/1.6 system-ui,sans-serif;max-width:42rem;margin:0 auto;padding:1rem;"
    "color:#1a1a1a;background:#fff}a{color:#0b4f9e}a:focus{outline:3px solid #0b4f9e;"
    "outline-offset:2px}.skip{position:absolute;left:-999rem}.skip:focus{position:static}"
    "h1,h2,h3{line-height:1.25}footer{border-top:1px solid;margin-top:2rem}"
    "@media(prefers-color-scheme:dark){body{color:#eee;background:#111}"
    "a,a:focus{color:#9cf;outline-color:#9cf}}"
)


_LINK: Final = re.compile(
    r"https://[\w./-]{1,200}[\w/]|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
)


def policy_page(
    policy: Policy,
    lang: str,
    fmt: Format = "html",
    hours: str | None = None,
    today: date | None = None,
) -> str:
    """Return the public page of a policy in one language.

    Args:
        policy: the version to show.
        lang: "en" or "fr".
        fmt: "html" (a whole page) or "md".
        hours: when comments are read, as a text in that language; None leaves the section out.
        today: the day on which it is shown: a version that begins later says so.
    """
    page = (_Html if fmt == "html" else _Markdown)(policy, lang, today)
    return page.render(hours)


class _Page:
    """What both formats say, in what order."""

    def __init__(self, policy: Policy, lang: str, today: date | None) -> None:
        self.policy = policy
        self.lang = lang
        self.today = today
        self.t: Catalog = catalog(lang)

    def render(self, hours: str | None) -> str:
        policy, lang, t = self.policy, self.lang, self.t
        parts = [
            self.heading(1, policy.name[lang]),
            self.paragraph(policy.introduction[lang]),
            self.heading(2, t("policies.page.not_allowed")),
        ]
        for clause, labels in self.sections():
            parts.append(self.heading(3, clause.title[lang], clause.id))
            parts.append(self.paragraph(clause.text[lang]))
            rules = [label.rule[lang] for label in labels if label.rule]
            if rules:
                parts.append(self.paragraph(t("policies.page.comments_that")))
                parts.append(self.items(self.endings(rules)))
        allowed = [one.public[lang] for one in policy.exceptions if one.public]
        if allowed:
            parts.append(self.heading(2, t("policies.page.allowed")))
            parts.append(self.paragraph(t("policies.page.not_only_because")))
            parts.append(self.items(self.endings(allowed)))
        if hours:
            lines = hours.splitlines()
            told = self.items(lines) if len(lines) > 1 else self.paragraph(hours)
            parts += [self.heading(2, t("policies.page.hours")), told]
        parts += [self.heading(2, t("policies.page.appeal")), self.paragraph(policy.appeal[lang])]
        if policy.changes is not None:
            parts.append(self.heading(2, t("policies.page.changes")))
            parts.append(self.paragraph(policy.changes[lang]))
        return self.whole(parts, self.paragraph(self.version()))

    def version(self) -> str:
        """Return which version this is, and when it holds."""
        policy, lang, t = self.policy, self.lang, self.t
        start = policy.effective_from.date()
        later = self.today is not None and start > self.today
        told = t(
            f"policies.page.{'later' if later else 'version'}",
            version=policy.version,
            date=format_date(start, lang),
        )
        if policy.effective_until is None:
            return told
        end = format_date(policy.effective_until.date(), lang)
        return f"{told} {t('policies.page.until', date=end)}"

    def sections(self) -> Iterator[tuple[Clause, list[LabelDefinition]]]:
        for clause in self.policy.clauses:
            labels = [x for x in self.policy.labels.values() if x.clause == clause.id]
            yield clause, [label for label in labels if label.rule]

    def heading(self, level: int, text: str, name: str = "") -> str:
        raise NotImplementedError

    def paragraph(self, text: str) -> str:
        raise NotImplementedError

    def items(self, texts: list[str]) -> str:
        raise NotImplementedError

    def whole(self, parts: list[str], version: str) -> str:
        raise NotImplementedError

    def endings(self, texts: list[str]) -> list[str]:
        """Return the items of a list as parts of one sentence."""
        return [text + (";" if n < len(texts) - 1 else ".") for n, text in enumerate(texts)]


class _Html(_Page):
    def heading(self, level: int, text: str, name: str = "") -> str:
        anchor = f' id="{escape(name)}"' if name else ""
        return f"<h{level}{anchor}>{escape(text)}</h{level}>"

    def paragraph(self, text: str) -> str:
        return "\n".join(f"<p>{_linked(each)}</p>" for each in text.strip().split("\n") if each)

    def items(self, texts: list[str]) -> str:
        return "<ul>\n" + "\n".join(f"<li>{escape(x)}</li>" for x in texts) + "\n</ul>"

    def whole(self, parts: list[str], version: str) -> str:
        policy, lang, t = self.policy, self.lang, self.t
        other = _OTHER[lang]
        alternate = "".join(
            f'<link rel="alternate" hreflang="{each}-CA" href="{escape(address)}">\n'
            for each, address in policy.home.items()
        )
        title = escape(policy.name[lang])
        home = policy.home.get(other)
        name = escape(t("policies.page.languages"))
        link = (
            f'<nav aria-label="{name}">'
            f'<a href="{escape(home)}" lang="{other}" hreflang="{other}">'
            f"{escape(t('policies.page.other'))}</a></nav>\n"
            if home
            else ""
        )
        body = "\n".join(parts)
        return (
            f'<!DOCTYPE html>\n<html lang="{lang}-CA">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{title}</title>\n{alternate}<style>{_STYLE}</style>\n</head>\n<body>\n"
            f'<a class="skip" href="#main">{escape(t("policies.page.skip"))}</a>\n'
            f'<header>\n{link}</header>\n<main id="main">\n{body}\n</main>\n'
            f"<footer>\n{version}\n</footer>\n</body>\n</html>\n"
        )


class _Markdown(_Page):
    def heading(self, level: int, text: str, name: str = "") -> str:  # noqa: ARG002 # Markdown makes its own anchors
        return f"{'#' * level} {_plain(text)}"

    def paragraph(self, text: str) -> str:
        return _plain(text.strip())

    def items(self, texts: list[str]) -> str:
        return "\n".join(f"- {_plain(text)}" for text in texts)

    def whole(self, parts: list[str], version: str) -> str:
        home = self.policy.home.get(_OTHER[self.lang])
        link = [f"[{self.t('policies.page.other')}]({home})"] if home else []
        return "\n\n".join([parts[0], *link, *parts[1:], version]) + "\n"


def _linked(text: str) -> str:
    """Return text as HTML, its addresses as links."""
    out, at = [], 0
    for match in _LINK.finditer(text):
        address = escape(match.group())
        target = address if "@" not in address else f"mailto:{address}"
        out += [escape(text[at : match.start()]), f'<a href="{target}">{address}</a>']
        at = match.end()
    return "".join([*out, escape(text[at:])])


def _plain(text: str) -> str:
    """Escape what Markdown would read as markup."""
    for mark in "\\`*_[]<>":
        text = text.replace(mark, f"\\{mark}")
    return text
