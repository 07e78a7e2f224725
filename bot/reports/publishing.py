"""Writes everything that a replay leaves in its folder."""

import json
from datetime import datetime, tzinfo

from bot.clocks import stop_clock
from bot.replaying import CASES, DRAFTS, SUMMARY, Folder
from bot.reports.files import case_lines, draft_lines, summary, write_lines, write_text
from bot.reports.gathering import gather
from bot.reports.page import report_page
from bot.reports.values import Findings
from bot.storage.database import Database
from policies.policy import Policy
from responders.facts import FactBank
from translations.values import OFFICIAL_LANGUAGES


def publish(
    database: Database,
    folder: Folder,
    policy: Policy,
    bank: FactBank,
    *,
    title: str,
    zone: tzinfo,
    made_at: datetime,
    seconds: float,
) -> Findings:
    """Write the files for programs and the pages for people; return what they say.

    Args:
        database: the folder's own.
        folder: where to.
        policy: names and wording of the labels.
        bank: statements and sources of the facts.
        title: key of the pages' title.
        zone: in which times are told.
        made_at: aware; when the pages were made.
        seconds: how long the run took.

    Raises:
        OSError: a file cannot be written; names it.
    """
    with database.read() as connection:
        findings = gather(connection, policy, bank)  # facts: as of the last message
        write_lines(folder.path / CASES, case_lines(connection))
        write_lines(folder.path / DRAFTS, draft_lines(connection))
    write_text(folder.path / SUMMARY, f"{json.dumps(summary(findings, seconds), indent=2)}\n")
    for lang in OFFICIAL_LANGUAGES:
        page = report_page(findings, lang, title=title, zone=zone, made_at=made_at)
        write_text(folder.report(lang), page)
    if findings.last_at is not None:
        with database.write() as connection:
            stop_clock(connection, findings.last_at)  # the desk tells waiting times from there
    return findings
