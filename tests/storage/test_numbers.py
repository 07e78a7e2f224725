"""Numbers of deleted rows never come again."""

from sqlalchemy import delete, insert

from bot.storage.database import Database
from bot.storage.intake import AUTHOR


def test_the_number_of_a_purged_author_is_not_given_again(database: Database) -> None:
    """What the record and the idempotency keys call 1 stays that one, also after a purge."""
    numbers = []
    for handle in ("first", "second"):
        with database.write() as connection:
            row = insert(AUTHOR).values(platform="web", handle=handle, pseudonym=handle)
            numbers.append(connection.execute(row.returning(AUTHOR.c.id)).scalar_one())
            connection.execute(delete(AUTHOR))
    assert numbers[1] > numbers[0]
