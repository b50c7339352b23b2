"""Names of files come from strangers too."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.exchange.scans import safe_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("申請書（髙﨑様）.pdf", "申請書（髙﨑様）.pdf"),
        ("葛\U000e0100城.pdf", "葛\U000e0100城.pdf"),  # a variation sequence is part of the name
        ("が.pdf", "が.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\u200bb\u200dc\ufeff.pdf", "abc.pdf"),
        ("a\x00b\nc\x7f\x85.pdf", "abc.pdf"),
        ("\ud800a.pdf", "a.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\花子\\scan.pdf", "scan.pdf"),
        ("/home/x/", "x"),
        ('a<b>c:d"e|f?g*.pdf', "a_b_c_d_e_f_g_.pdf"),
        ("nul.pdf", "_nul.pdf"),
        ("CON", "_CON"),
        ("com1.tar.pdf", "_com1.tar.pdf"),
        ("LPT³.pdf", "_LPT³.pdf"),
        ("aux .pdf", "_aux.pdf"),
        ("console.pdf", "console.pdf"),
        ("nul\u200b.pdf", "_nul.pdf"),
        (".bashrc", "bashrc"),
        ("a.pdf. . .", "a.pdf"),
        ("　 a.pdf", "a.pdf"),
        ("", "scan"),
        ("...", "scan"),
        ("..", "scan"),
        ("\u202e\u200b", "scan"),
        ("あ" * 100 + ".pdf", "あ" * 58 + ".pdf"),
    ],
)
def test_names_are_made_safe_and_keep_their_japanese(name: str, expected: str) -> None:
    assert safe_name(name) == expected


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Z", "C"]), max_size=120))
def test_any_name_becomes_one_that_every_system_holds(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert len(safe.encode()) <= 255
    assert not set(safe) & set('/\\<>:"|?*\0')
    assert not {unicodedata.category(c) for c in safe} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert safe == safe.strip(" .")
    assert safe.split(".")[0].strip().upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1"}
    assert safe_name(safe) == safe
