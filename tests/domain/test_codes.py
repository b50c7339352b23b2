"""What our QR codes say, and what is told of one that was misread."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.codes import Code, CodeKind, office_tag, parse_code, require_office
from caseman.errors import InputError, RuleError

_CODES = st.builds(
    Code,
    st.sampled_from(CodeKind),
    st.integers(1, 10**18 - 1),
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=8, max_size=8),
    st.booleans(),
)
_TYPED = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@given(_CODES)
def test_what_is_written_is_read(code: Code) -> None:
    assert re.fullmatch(r"[A-Z0-9/.-]+", code.payload)
    for typed in (code.payload, code.payload.lower(), f"  {code.payload}\n"):
        assert parse_code(typed) == code


@given(_CODES, st.data())
def test_one_wrong_sign_is_always_found(code: Code, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([i for i, sign in enumerate(code.payload) if sign in _TYPED and i > 3]))
    sign = data.draw(st.sampled_from([sign for sign in _TYPED if sign != code.payload[at]]))
    with pytest.raises(InputError) as told:
        parse_code(code.payload[:at] + sign + code.payload[at + 1 :])
    assert (told.value.code, told.value.field) == ("code-damaged", "code")


@given(_CODES, st.integers(1, 12))
def test_a_code_that_is_cut_is_told(code: Code, lost: int) -> None:
    with pytest.raises(InputError):
        parse_code(code.payload[: -min(lost, len(code.payload) - 4)])


@pytest.mark.parametrize("text", ["", "P-2026-0001", "https://example.jp/", "CM2/AAAAAAAA/C1/0", "見本", "CM1"])
def test_what_is_none_of_ours_is_nothing(text: str) -> None:
    assert parse_code(text) is None


def test_full_width_typing_is_read() -> None:
    code = Code(CodeKind.PLACE, 7, office_tag("x"))
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code.payload)
    assert parse_code(wide) == code


def test_another_office_s_code_is_refused_by_name() -> None:
    code = Code(CodeKind.CASE, 1, office_tag("theirs"))
    require_office(code, office_tag("theirs"))
    with pytest.raises(RuleError) as told:
        require_office(code, office_tag("ours"))
    assert told.value.code == "code-of-another-office"
