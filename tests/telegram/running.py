"""`liaison run` as a real process, against a server in a thread; for soak tests and benches."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.storage import staff
from policies.roles import Role
from tests.bot.office import NOW, Office, office
from tests.telegram.places import Place
from tests.telegram.server import TOKEN, Served
from tests.telegram.world import Person, World
from translations.values import Official

PLATFORM: Final = "telegram"
_PROGRAM: Final = "import sys; from bot.cli import main; sys.exit(main())"
_ROOT: Final = Path(__file__).parents[2]
_CONFIG: Final = """\
telegram: {{base_url: "{root}", staff_group: "{desk}", timeout_s: {timeout_s}, poll_s: 5}}
channels:
{channels}
  - {{platform: telegram, id: direct, mode: live}}
hours: {{week: {week}, calendar: none}}
hold_back_seconds: 0
"""
_ALWAYS: Final = "{" + ", ".join(
    f'{day}: ["00:00-24:00"]'
    for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
) + "}"  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An installation, its chats, and the people who work there."""

    served: Served
    world: World
    office: Office
    desk: Place  # the staff group
    groups: tuple[Place, ...]
    reviewers: tuple[Person, ...]

    def start(self, **environment: str) -> subprocess.Popen[bytes]:
        """Start the program."""
        command = [sys.executable, "-c", _PROGRAM, "run", "--config", str(self.office.config)]
        folder = self.office.folder
        with (folder / "out.log").open("ab") as out, (folder / "err.log").open("ab") as err:
            return subprocess.Popen(
                [*command, "--db", str(self.office.db)],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                cwd=_ROOT,
                env={
                    **os.environ,
                    "PYTHONUTF8": "1",
                    "LIAISON_TELEGRAM_TOKEN": TOKEN,
                    **environment,
                },
            )

    def said(self) -> str:
        """Return what the program wrote as its faults."""
        file = self.office.folder / "err.log"
        return file.read_text("utf-8", "replace")[-4000:] if file.exists() else ""


def stop(process: subprocess.Popen[bytes], timeout_s: float = 30.0) -> int:
    """Ask the program to end, and return its exit code."""
    process.send_signal(signal.SIGTERM)
    try:
        return process.wait(timeout_s)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait(timeout_s)


def agency(
    folder: Path,
    served: Served,
    *,
    groups: int = 1,
    reviewers: Mapping[str, Iterable[Official]],
    roles: Iterable[Role] = (Role.MODERATOR, Role.OFFICER),
    others: Mapping[str, Iterable[Role]] | None = None,
    timeout_s: float = 5.0,
    more: str = "",
) -> Agency:
    """Put an agency together: groups with the bot, a staff group, reviewers bound and greeted.

    Args:
        folder: of the installation.
        served: the server.
        groups: how many groups are watched.
        reviewers: name → languages; the first one is that of the screen.
        roles: of every reviewer who is not among the others.
        others: name → roles.
        timeout_s: of one call.
        more: further lines of the configuration.
    """
    world = World(served.server)
    places = tuple(served.do(lambda n=n: world.group(f"Group {n}")) for n in range(groups))  # type: ignore[misc]  # bound per turn
    people = tuple(served.do(lambda n=name: world.person(n)) for name in reviewers)  # type: ignore[misc]
    desk = served.do(lambda: world.group("Staff", *people))
    lines = [f'  - {{platform: telegram, id: "{one.id}", mode: live}}' for one in places]
    config = _CONFIG.format(
        root=served.server.root_url,
        desk=desk.id,
        channels="\n".join(lines),
        week=_ALWAYS,
        timeout_s=timeout_s,
    )
    here = office(folder, config=config + more)
    database = here.open()
    with database.write() as connection:
        for person, (name, languages) in zip(people, reviewers.items(), strict=True):
            spoken = list(languages)
            code = staff.invite(
                connection,
                name=f"{name} T",
                roles=list((others or {}).get(name, roles)),
                lang=spoken[0],
                languages=spoken,
                now=NOW,
                actor="program",
            )
            staff.bind(connection, code=code, platform=PLATFORM, number=str(person.id), now=NOW)
    database.close()
    for person in people:
        served.do(lambda one=person: setattr(one.private.chat, "started", True))  # type: ignore[misc]
    return Agency(
        served=served, world=world, office=here, desk=desk, groups=places, reviewers=people
    )
