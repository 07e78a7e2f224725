"""What proves to X who we are: four words of an account, from the environment or from a file."""

import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from pydantic import SecretStr

from bot.settings import Environment
from bot.xsettings import XAccount

_LINE: Final = re.compile(r"\s*(\w+)\s*[:=]\s*(\S+)\s*")


class NoCredentials(Exception):
    """They are missing, or incomplete; `file` is where they should be, None: the environment."""

    def __init__(self, handle: str, file: Path | None, missing: str) -> None:
        super().__init__(f"no credentials for {handle}")
        self.handle = handle
        self.file = file
        self.missing = missing  # names of what is missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """OAuth 1.0a: the app's two words, and the account's two. They do not end by themselves."""

    consumer_key: SecretStr
    consumer_secret: SecretStr
    access_token: SecretStr
    access_token_secret: SecretStr


NAMES: Final = tuple(field.name for field in fields(Credentials))


def read_credentials(
    account: XAccount, environment: Environment, *, first: bool = True
) -> Credentials:
    """Return an account's credentials: its file's, else, for the first account, the environment's.

    Raises:
        NoCredentials: they are not there, or not whole.
    """
    file = account.credentials_file
    if file is not None:
        found = _from_file(account.handle, file)
    elif first:
        given = {name: getattr(environment, f"x_{name}") for name in NAMES}
        found = {name: secret for name, secret in given.items() if secret is not None}
    else:
        found = {}
    missing = [name for name in NAMES if name not in found]
    if missing:
        raise NoCredentials(account.handle, file, ", ".join(missing))
    return Credentials(**{name: found[name] for name in NAMES})


def _from_file(handle: str, file: Path) -> dict[str, SecretStr]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise NoCredentials(handle, file, ", ".join(NAMES)) from wrong
    lines = (_LINE.fullmatch(line) for line in text.splitlines())
    return {line[1]: SecretStr(line[2].strip("'\"")) for line in lines if line is not None}
