"""The grounds on which a request may be refused in whole or part; `statute` says which law has which."""

from __future__ import annotations

from enum import StrEnum

from caseman.text import T, Text


class Ground(StrEnum):
    """Why a request is refused in whole or part."""

    RIGHTS = "rights"
    BUSINESS = "business"
    OTHER_LAW = "other_law"
    PURPOSE_CLEAR = "purpose_clear"
    STATE_DUTIES = "state_duties"
    NOT_UNTRUE = "not_untrue"
    NOT_JUSTIFIED = "not_justified"
    LEGAL_RETENTION = "legal_retention"
    EXCESSIVE = "excessive"
    IDENTITY = "identity"
    DEFICIENT = "deficient"
    NOT_IDENTIFIABLE = "not_identifiable"
    NOT_RETAINED = "not_retained"
    UNSTATED = "unstated"  # of a case from a register that does not say it; never chosen

    @property
    def label(self) -> Text:
        return _GROUNDS[self]


_GROUNDS: dict[Ground, Text] = {
    Ground.RIGHTS: T("Harm to life, body, property or other rights of the person or a third party"),
    Ground.BUSINESS: T("Serious impediment to the proper conduct of the business"),
    Ground.OTHER_LAW: T("Breach of another law"),
    Ground.PURPOSE_CLEAR: T("The purpose of use of the data that identify the person is clear already"),
    Ground.STATE_DUTIES: T("Hindrance to a duty of the State or a local body in which the business cooperates"),
    Ground.NOT_UNTRUE: T("The content was not found to be untrue"),
    Ground.NOT_JUSTIFIED: T("No ground for cessation was found"),
    Ground.LEGAL_RETENTION: T("The data are kept because a law requires it"),
    Ground.EXCESSIVE: T("The request is manifestly unfounded or excessive"),
    Ground.IDENTITY: T("Identity or authority could not be confirmed"),
    Ground.DEFICIENT: T("Papers deficient or fee unpaid"),
    Ground.NOT_IDENTIFIABLE: T("The data requested could not be identified"),
    Ground.NOT_RETAINED: T("Not retained personal data"),
    Ground.UNSTATED: T("Not stated in the register"),
}

# Published non-statutory answers, which every type of request may meet.
COMMON_GROUNDS = (Ground.IDENTITY, Ground.DEFICIENT, Ground.NOT_IDENTIFIABLE, Ground.NOT_RETAINED)
