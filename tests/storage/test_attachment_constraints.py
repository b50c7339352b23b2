"""What the database guards of the data that go with a letter, should a service ever forget it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.exc import IntegrityError

from tests.services.attached_walk import BOX, WHY, attach, decided, photograph, redact
from tests.services.walking import Walk, raw


def _with_attachments(walk: Walk) -> None:
    """A letter with an appended and an enclosed attachment, one of them redacted."""
    number = decided(walk, part=True)
    redact(walk, number, attach(walk, number, photograph(), name="a.png"), BOX | WHY)
    attach(walk, number, photograph(), name="b.png", placing="enclosed")
    walk.letter(number)


@pytest.fixture
def walked(walk_after: Callable[[Callable[[Walk], None]], Walk]) -> Walk:
    return walk_after(_with_attachments)


@pytest.mark.parametrize(
    ("change", "guard"),
    [
        ("UPDATE attachment SET placing = 'beside'", "placing_known"),
        ("UPDATE attachment SET pages = 0", "pages_positive"),
        ("UPDATE attachment SET position = 0", "position_positive"),
        ("UPDATE attachment SET sha256 = ''", "sha256_hex"),
        ("UPDATE attachment SET title = ''", "title_filled"),
        ("DELETE FROM attachment", "FOREIGN KEY"),
        ("DELETE FROM request", "FOREIGN KEY"),
        ("INSERT INTO unredacted (attachment_id, data) VALUES (1, x'00')", "UNIQUE"),
        ("INSERT INTO attachment_page (attachment_id, page, picture) VALUES (1, 1, x'00')", "UNIQUE"),
        ("UPDATE attachment_page SET page = 0", "page_positive"),
        ("UPDATE redaction SET page = 0", "page_positive"),
        ("UPDATE redaction SET width = 0", "across_the_page"),
        ("UPDATE redaction SET x = 0.9", "across_the_page"),
        ("UPDATE redaction SET y = -0.1", "down_the_page"),
        ("UPDATE redaction SET height = 1", "down_the_page"),
        ("UPDATE letter_attachment SET pages = 0", "pages_positive"),
        ("UPDATE letter_attachment SET redactions = -1", "redactions_not_negative"),
        ("UPDATE letter_attachment SET original = ''", "original_hex"),
        ("UPDATE letter_attachment SET number = 1", "UNIQUE"),
        ("UPDATE letter_attachment SET pdf = NULL WHERE placing = 'enclosed'", "enclosed_has_paper"),
        ("UPDATE letter_attachment SET enclosure_id = NULL WHERE placing = 'enclosed'", "enclosed_has_paper"),
        ("UPDATE letter_attachment SET pdf = x'00' WHERE placing = 'appended'", "enclosed_has_paper"),
        ("UPDATE letter_attachment SET placing = 'beside'", "enclosed_has_paper"),
        ("DELETE FROM letter_enclosure", "FOREIGN KEY"),
    ],
)
def test_the_database_refuses(walked: Walk, change: str, guard: str) -> None:
    with pytest.raises(IntegrityError, match=guard):
        raw(walked.desk, change)
