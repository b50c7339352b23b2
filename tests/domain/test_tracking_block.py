"""Many tracking numbers at once: every fault with its line, nothing half taken."""

from __future__ import annotations

import pytest

from caseman.domain.post import MailClass
from caseman.domain.tracking_block import read_tracking_block
from caseman.errors import InputErrors

_A, _B, _C = "123-45-67890-3", "998-76-54321-1", "AA123456785JP"
_CLASS = MailClass.SIMPLIFIED_REGISTERED


@pytest.mark.parametrize(
    ("block", "read"),
    [
        (f"{_A}\n{_B}", (_A, _B)),
        ("１２３４５６７８９０３\r\n99876543211\r\n", (_A, _B)),
        (f"\n\n {_A} \n\n{_C}\n", (_A, _C)),
        ("", ()),
    ],
)
def test_a_block_is_read_as_labels_group_it(block: str, read: tuple[str, ...]) -> None:
    assert read_tracking_block(block, [_CLASS] * len(read)) == read


@pytest.mark.parametrize(
    ("block", "count", "told"),
    [
        (f"{_A}\n123-45-67890-4", 2, ["Line 2: The check digit of 12345678904 does not fit"]),
        (f"{_A}\n\nabc\n12", 3, ["Line 3: Write the 11 or 12 digits", "Line 4: Write the 11 or 12 digits"]),
        (f"{_A}\n{_B}\n{_A}", 3, ["Line 3: 123-45-67890-3 stands in line 1 too."]),
        (_A, 2, ["1 numbers for 2 letters."]),
        (f"{_A}\n{_B}", 1, ["2 numbers for 1 letters."]),
        ("", 1, ["0 numbers for 1 letters."]),
        (f"{_A}\nx", 3, ["Line 2: Write the", "2 numbers for 3 letters."]),
    ],
)
def test_every_fault_is_told_with_its_line(block: str, count: int, told: list[str]) -> None:
    with pytest.raises(InputErrors) as failed:
        read_tracking_block(block, [_CLASS] * count)
    assert [str(fault)[: len(start)] for fault, start in zip(failed.value.faults, told, strict=True)] == told
    assert {fault.field for fault in failed.value.faults} == {"block"}
