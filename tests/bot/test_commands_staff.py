"""liaison staff: invitations, one-time codes, rights, and who is at the terminal."""

import json
from pathlib import Path

import pytest

from bot.storage import record
from tests.bot.office import Office, office


def _code(told: str) -> str:
    return told.splitlines()[-1]


def test_first_administrator(tmp_path: Path) -> None:
    """Whoever has the database invites the first administrator, and nobody else before."""
    here = office(tmp_path, staffed=False)
    refused = here.both("staff", "invite", "Ada", "--role", "officer")
    assert [(told.code, told.out) for told in refused] == [(2, "")] * 2
    assert "no administrator yet" in refused[0].err
    assert "ni administratrice ni administrateur" in refused[1].err
    invited = here.run("staff", "invite", "Ada", "--role", "admin")
    assert invited.code == 0
    assert f"liaison staff join {_code(invited.out)}" in invited.err
    assert (
        here.run("staff", "join", _code(invited.out)).out == "This account is now known as Ada.\n"
    )
    row = json.loads(here.run("staff", "list", "--json").out)
    assert row == {
        "name": "Ada",
        "roles": ["admin"],
        "languages": [],
        "reads": "en",
        "bound": ["terminal"],
        "invited": False,
        "revoked": False,
    }


def test_lost_first_code(tmp_path: Path) -> None:
    """As long as no administrator has joined, the first invitation can be made again."""
    here = office(tmp_path, staffed=False)
    first = here.run("staff", "invite", "Ada", "--role", "admin")
    again = here.run("staff", "invite", "Ada", "--role", "admin")
    assert here.run("staff", "join", _code(first.out)).code == 2
    assert here.run("staff", "join", _code(again.out)).code == 0


def test_codes_work_once(tmp_path: Path) -> None:
    """A code that was used, or that nobody gave, binds nobody; both languages say so."""
    here = office(tmp_path, staffed=False)
    code = _code(here.run("staff", "invite", "Ada", "--role", "admin").out)
    assert code.isalnum()
    assert here.run("staff", "join", code).code == 0
    for one in (code, "nonsense"):
        told = here.both("staff", "join", one)
        assert [each.code for each in told] == [2, 2]
        assert told[0].err != told[1].err


def test_inviting_takes_the_right(tmp_path: Path) -> None:
    """Once there is an administrator, only an administrator at their account invites."""
    here = office(tmp_path)
    refused = here.both("staff", "invite", "Ivo", "--role", "admin", "--as", "Bea")
    assert [told.code for told in refused] == [2, 2]
    assert "administration" in refused[0].err
    unknown = here.run("staff", "invite", "Ivo", "--role", "admin", "--as", "Ivo")
    assert (unknown.code, "not bound to Ivo" in unknown.err) == (2, True)
    several = here.run("staff", "invite", "Ivo", "--role", "admin")
    assert (several.code, "--as" in several.err) == (2, True)
    fine = here.run("staff", "invite", "Ivo", "--role", "approver:fr", "--as", "Ada")
    assert fine.code == 0
    row = [json.loads(line) for line in here.run("staff", "list", "--json").out.splitlines()]
    assert [(one["languages"], one["reads"]) for one in row if one["name"] == "Ivo"] == [
        (["fr"], "fr")
    ]


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\u202eb", "a\x1b[31mb"])
def test_names_are_visible(name: str, tmp_path: Path) -> None:
    """A name that cannot be seen as it is does not get into the list."""
    told = office(tmp_path).run("staff", "invite", "--role", "admin", "--as", "Ada", "--", name)
    assert told.code == 2
    assert "\x1b" not in told.err


def test_revoking(tmp_path: Path) -> None:
    """A revoked person is known at no account; the last administrator stays; it is recorded."""
    here = office(tmp_path)
    assert here.run("staff", "revoke", "Gus", "--as", "Ada").code == 0
    assert here.run("pause", "--as", "Gus").code == 2
    assert here.run("staff", "revoke", "Gus", "--as", "Ada").code == 2
    last = here.both("staff", "revoke", "Ada", "--as", "Ada")
    assert [told.code for told in last] == [2, 2]
    assert "Ada" in last[0].err
    assert "rights were taken away" in here.run("staff", "list").out
    assert _kinds(here)[-1] == "staff.revoked"


def test_list_says_what_nobody_can_do(tmp_path: Path) -> None:
    """The list is in the reader's language and ends with the work that staff are too few for."""
    here = office(tmp_path)
    english, french = here.both("staff", "list")
    assert english.err == french.err == ""
    assert "Eva: approval in English; approves in: English; known on: terminal\n" in english.out
    assert "Flo\u00a0: approbation en français; langues d'approbation\u00a0: français" in french.out
    here.run("staff", "revoke", "Flo", "--as", "Ada")
    assert here.run("staff", "list").err == (
        "Too few staff: Nobody can approve the French half of an official post.\n"
    )


def _kinds(here: Office) -> list[str]:
    database = here.open()
    try:
        with database.read() as connection:
            return [entry.kind for entry, _ in record.events(connection)]
    finally:
        database.close()


def test_on_call(tmp_path: Path) -> None:
    """Anybody for themselves, an administrator for everybody; days in the agency's zone."""
    here = office(tmp_path)
    assert here.run("staff", "duty").err == (
        "Nobody is on call: an alarm rings for everybody who may handle it.\n"
    )
    told = here.run("staff", "duty", "Gus", "2999-03-06", "2999-03-08", "--as", "Ada")
    assert (told.code, told.out) == (0, "1. Gus: March 6, 2999 to March 8, 2999\n")
    (row,) = [json.loads(line) for line in here.run("staff", "duty", "--json").out.splitlines()]
    assert row == {
        "number": 1,
        "name": "Gus",
        "starts_at": "2999-03-06T05:00:00+00:00",
        "ends_at": "2999-03-09T05:00:00+00:00",
    }
    refused = here.both("staff", "duty", "Ada", "2999-03-06", "--as", "Gus")
    assert [one.code for one in refused] == [2, 2]
    assert here.run("staff", "duty", "Gus", "soon", "--as", "Ada").code == 2
    assert here.run("staff", "duty", "--remove", "1", "--as", "Gus").code == 0
    assert here.run("staff", "duty", "--remove", "1", "--as", "Gus").code == 2
    assert _kinds(here)[-2:] == ["duty.added", "duty.removed"]


def test_standing_in(tmp_path: Path) -> None:
    """Somebody is away, and another holds the roles; the list says so in both languages."""
    here = office(tmp_path)
    days = ("2999-03-06", "2999-03-08")
    assert here.run("staff", "delegate", "Gus", *days, "--to", "Eva", "--as", "Gus").code == 0
    english, french = here.both("staff", "delegate")
    assert english.out == "1. Gus: March 6, 2999 to March 8, 2999; Eva stands in\n"
    assert french.out == "1. Gus\u00a0: 6 mars 2999 au 8 mars 2999; remplacement\u00a0: Eva\n"
    assert here.run("staff", "delegate", "Gus", *days, "--to", "Gus", "--as", "Gus").code == 2
    assert here.run("staff", "delegate", "Gus", *days, "--as", "Eva").code == 2
    assert here.run("staff", "delegate", "--end", "1", "--as", "Ada").code == 0
    assert here.run("staff", "delegate").err == "Nobody is away.\n"


def test_one_more_account(tmp_path: Path) -> None:
    """Without a role somebody known gets a code for one more account; roles stay as they are."""
    here = office(tmp_path)
    before = here.run("staff", "list").out
    again = here.run("staff", "invite", "Gus", "--as", "Ada")
    assert again.code == 0
    assert here.run("staff", "invite", "Nobody", "--as", "Ada").code == 2
    assert here.run("staff", "invite", "Gus", "--as", "Eva").code == 2
    assert here.run("staff", "join", _code(again.out)).code == 0
    assert here.run("staff", "list").out == before
