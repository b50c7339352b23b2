"""What is given back while nobody works at the desk."""

from __future__ import annotations

from caseman.services.desk import Desk
from caseman.storage.upkeep import give_back


def give_back_memory(desk: Desk) -> None:
    """Let go of the pages of the file that are kept decrypted for the next question, and of what was freed meanwhile.

    The next question reads what it needs again, which takes a few milliseconds.
    """
    with desk.reading() as session:
        give_back(session.connection())
