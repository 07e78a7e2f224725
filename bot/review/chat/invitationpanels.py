"""What an invitation asks for, and the panel that shows it."""

from collections.abc import Mapping
from typing import Final

from bot.ports import Button, Panel
from bot.review.chat.markup import bold, plain
from bot.review.chat.presses import button
from policies.roles import Role
from translations.catalogs import Catalog
from translations.values import OFFICIAL_LANGUAGES, Official

_ROW: Final = 2  # roles beside each other


def read_invitation(argument: str) -> tuple[str, list[Role], list[Official]]:
    """Return name, roles and languages of what stands after /invite."""
    words = argument.split()
    roles: list[Role] = []
    languages: list[Official] = []
    values = {role.value: role for role in Role}
    while words:
        last = words[-1].casefold().strip(",")
        if last in values:
            roles.insert(0, values[last])
        elif last in ("en", "fr"):
            languages.insert(0, "fr" if last == "fr" else "en")
        else:
            break
        words.pop()
    return " ".join(words), roles, languages


def toggled(detail: Mapping[str, object], verb: str, argument: str) -> dict[str, object]:
    """Return a request with one role, language or reading language changed."""
    if verb == "s_reads":
        return {**detail, "lang": argument}
    key = "roles" if verb == "s_role" else "languages"
    held = words_of(detail[key])
    changed = [one for one in held if one != argument] if argument in held else [*held, argument]
    languages = set(words_of(detail["languages"])) if key == "roles" else set(changed)
    if key == "roles" and argument.startswith("approver:") and argument in changed:
        languages.add(argument.partition(":")[2])  # the role names its language
    return {**detail, key: changed, "languages": sorted(languages)}


def role_names(roles: object, t: Catalog) -> str:
    """Return roles in words."""
    return ", ".join(t(f"staff.role.{Role(role).name.lower()}") for role in words_of(roles))


def request_panel(detail: Mapping[str, object], number: int, t: Catalog) -> Panel:
    """Return what is asked for, with the buttons that change, confirm or give it up."""
    what, name = detail["what"], detail["name"]
    end = (
        button(t(f"chatstaff.button.{what}"), "s_yes", number, style="danger"),
        button(t("chatstaff.button.no"), "s_no", number),
    )
    if what != "invite":
        return Panel(html=plain(t(f"chatstaff.ask.{what}", name=name)), buttons=(end,))
    roles, languages = words_of(detail["roles"]), words_of(detail["languages"])
    lines = [
        bold(t("chatstaff.ask.invite", name=name)),
        plain(t("chatstaff.ask.roles", roles=role_names(roles, t) or t("chatstaff.no_role"))),
        plain(
            t(
                "chatstaff.ask.languages",
                languages=", ".join(t(f"staff.language.{one}") for one in languages)
                or t("staff.language.none"),
            )
        ),
        plain(t("chatstaff.ask.reads", language=t(f"staff.language.{detail['lang']}"))),
    ]
    chosen = [
        button(
            _mark(t(f"staff.role.{role.name.lower()}"), role.value in roles),
            "s_role",
            number,
            role.value,
        )
        for role in Role
    ]
    rows: list[tuple[Button, ...]] = [
        tuple(chosen[at : at + _ROW]) for at in range(0, len(chosen), _ROW)
    ]
    rows.append(
        tuple(
            button(
                _mark(t(f"chatstaff.button.approves.{one}"), one in languages),
                "s_lang",
                number,
                one,
            )
            for one in OFFICIAL_LANGUAGES
        )
    )
    rows.append(
        tuple(
            button(
                _mark(t(f"chatstaff.button.reads.{one}"), one == detail["lang"]),
                "s_reads",
                number,
                one,
            )
            for one in OFFICIAL_LANGUAGES
        )
    )
    return Panel(html="\n".join(lines), buttons=(*rows, end))


def _mark(text: str, chosen: bool) -> str:
    return f"✓ {text}" if chosen else text


def words_of(value: object) -> list[str]:
    """Return a list of words as JSON gives it back."""
    return [str(one) for one in value] if isinstance(value, list | tuple) else []
