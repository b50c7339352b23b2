"""What was compared on a document, as the rules judge it: what is being typed, and what was recorded."""

from __future__ import annotations

from caseman.domain.documents import CopyForm, DocumentKind
from caseman.domain.identity_policy import Finding
from caseman.services.inputs import IdentityInput
from caseman.storage.case_tables import CheckRow


def typed_finding(check: IdentityInput) -> Finding:
    """A check that is about to be recorded."""
    return _finding(check, masked=check.masked, second_reader=check.second_reader)


def recorded_finding(check: CheckRow) -> Finding:
    """A check as it was recorded. Who looked second, and whether a copy was masked, is the office's own."""
    return _finding(check, masked=True, second_reader="-")


def _finding(check: IdentityInput | CheckRow, *, masked: bool | None, second_reader: str) -> Finding:
    return Finding(
        DocumentKind(check.document),
        check.expires_on,
        check.name_agrees,
        check.address_agrees,
        check.birth_date_agrees,
        masked,
        issued_on=check.issued_on,
        form=CopyForm(check.form),
        back_side=check.back_side,
        register_name_agrees=check.register_name_agrees,
        register_address_agrees=check.register_address_agrees,
        sharp=check.sharp,
        second_reader=second_reader,
        known_by_agrees=check.known_by_agrees,
    )
