"""Contents of scans under keys of their own: what opens them, and what opens nothing."""

from __future__ import annotations

import pytest

from caseman.errors import FileError
from caseman.services import post_views
from caseman.services.auditing import verify_file
from caseman.services.scan_store import find_scan, scan_page, scan_thumbnail, sound_content
from caseman.storage import migrate
from caseman.storage.engine import close_engine, open_engine
from caseman.storage.scan_keys import new_key, opened, sealed
from tests.services.walking import Office, Walk, open_copy, raw

_PLAIN = b"\x89PNG a scan"
_BEFORE = "0008"  # the version whose scans were bare


def test_what_is_sealed_opens_with_its_key_for_its_content_and_page_alone() -> None:
    key, digest = new_key(), "a" * 64
    stored = sealed(key, digest, _PLAIN, 3)
    assert opened(key, digest, stored, 3) == _PLAIN
    assert _PLAIN not in stored
    assert opened(key, digest, stored, 4) is None
    assert opened(key, digest, stored) is None
    assert opened(key, "b" * 64, stored, 3) is None
    assert opened(new_key(), digest, stored, 3) is None
    assert opened(None, digest, stored, 3) is None
    assert opened(key, digest, stored[:-1], 3) is None
    assert opened(key, digest, b"", 3) is None
    assert stored != sealed(key, digest, _PLAIN, 3)


def test_without_its_key_a_scan_is_told_as_damaged(walk: Walk) -> None:
    scan = post_views.show_envelope(walk.desk, walk.envelope()).scans[0]
    assert scan_page(walk.desk, scan.scan_id, 0, 100).startswith(b"\x89PNG")
    assert scan_thumbnail(walk.desk, scan.scan_id, 0)
    raw(walk.desk, "DELETE FROM scan_key")
    with pytest.raises(FileError, match="damaged in the file"):
        scan_page(walk.desk, scan.scan_id, 0, 100)
    assert scan_thumbnail(walk.desk, scan.scan_id, 0) is None
    check = verify_file(walk.desk)
    assert len(check.scans_damaged) == 1


def test_scans_of_an_older_file_are_sealed_when_it_is_brought_up_to_date(walk: Walk, office: Office) -> None:
    """And are bare again in a file that goes back."""
    scan = post_views.show_envelope(walk.desk, walk.envelope()).scans[0]
    with walk.desk.reading() as session:
        plain = sound_content(session, find_scan(session, scan.scan_id))
    walk.desk.close()
    engine = open_engine(walk.desk.file.path, office.data_key)
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM seal")
    migrate.downgrade(engine, _BEFORE)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT data FROM scan_content").scalar_one() == plain
        assert connection.exec_driver_sql("SELECT picture FROM thumbnail").scalars().all()[0].startswith(b"\xff\xd8")
    close_engine(engine, walk.desk.file.path)
    desk = open_copy(office, walk.desk.file.path, walk.clock)
    with desk.reading() as session:
        assert sound_content(session, find_scan(session, scan.scan_id)) == plain
        stored = session.connection().exec_driver_sql("SELECT data FROM scan_content").scalar_one()
    assert plain not in stored
    assert verify_file(desk).sound
    desk.close()
