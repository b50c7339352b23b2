"""An office file is not kept in a network folder; its backups may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseman.bootstrap import create_office
from caseman.errors import FileError
from caseman.security.keyslots import FLOOR_COST
from caseman.storage import places
from caseman.storage.engine import open_engine
from tests.services.walking import PASSPHRASE, Office

_MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:25 / /home/見本/share rw - cifs //server/share rw
31 22 0:26 / /mnt/my\\040disk rw - nfs4 server:/x rw
32 22 0:27 / /mnt/ssh rw - fuse.sshfs me@server:/ rw
33 22 0:28 / /media/usb rw - fuseblk /dev/sdb1 rw
34 31 0:29 / /mnt/my\\040disk/inner rw - tmpfs tmpfs rw
35 22 0:30 / /covered rw - nfs server:/y rw
36 22 0:31 / /covered rw - ext4 /dev/sdc1 rw
broken line
37 22 0:32 / /w rw - 9p C: rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/見本", None),
        ("/home/見本/share", "cifs"),
        ("/home/見本/share/a/b", "cifs"),
        ("/home/見本/shared", None),
        ("/mnt/my disk/x", "nfs4"),
        ("/mnt/my disk/inner", None),
        ("/mnt/ssh/x", "fuse.sshfs"),
        ("/media/usb", None),
        ("/covered/x", None),
        ("/w/x", "9p"),
    ],
)
def test_the_longest_mount_point_counts(folder: str, kind: str | None) -> None:
    assert places.kind_in(_MOUNTS, Path(folder)) == kind


def test_the_folders_of_these_tests_are_local(tmp_path: Path) -> None:
    assert places.network_kind(tmp_path) is None


def test_opening_and_making_there_is_refused(
    office: Office, office_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "network_kind", lambda _folder: "nfs4")
    before = office_path.read_bytes()
    with pytest.raises(FileError) as told:
        open_engine(office_path, office.data_key)
    assert (told.value.code, told.value.field) == ("network-folder", "file")
    assert "nfs4" in str(told.value)
    assert "backups may go" in str(told.value)
    with pytest.raises(FileError):
        create_office(
            tmp_path / "new.caseman", office="aucnet", staff_name="見本", passphrase=PASSPHRASE, cost=FLOOR_COST
        )
    assert office_path.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["office.caseman", "office.caseman.keys"]


def test_where_nobody_can_tell_it_is_local(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(places, "_MOUNTS", tmp_path / "nowhere")
    assert places.network_kind(tmp_path) is None
