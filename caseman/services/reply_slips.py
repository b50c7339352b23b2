"""Reply slips: a sheet that goes with a notice, so that the answer finds its case at the post desk."""

from __future__ import annotations

from caseman.domain.codes import Code, CodeKind, office_tag
from caseman.domain.defects import read_defects
from caseman.domain.fees import FeeState
from caseman.domain.permissions import Permission
from caseman.errors import RuleError
from caseman.letters.reply_slip import ReplySlipFacts, render_reply_slip
from caseman.services.case_facts import fee_asked, fee_standing, open_correction
from caseman.services.case_rows import find_case
from caseman.services.desk import Desk
from caseman.services.letter_facts import sender_of
from caseman.services.reading import Paper, note_paper
from caseman.storage.columns import row_id
from caseman.text import Language, T


def reply_slip(desk: Desk, number: str, language: Language | None = None) -> bytes:
    """The slip of a case as PDF: what is deficient, what is still to be paid, and where to send it.

    In the letter language of the case's procedure unless another is asked for. Raises `RuleError` where nothing is
    awaited from the person.
    """
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        case = find_case(session, number)
        correction = open_correction(session, row_id(case))
        due, paid, state = fee_standing(session, row_id(case))
        asked = fee_asked(session, row_id(case))
    procedure = desk.procedure_of(case.procedure_id)
    chosen = language or procedure.replies.language
    owed = asked is not None and state in (FeeState.UNPAID, FeeState.SHORT)
    if correction is None and not owed:
        raise RuleError(
            "nothing-asked",
            T("Nothing is awaited from the person in this case: no correction and no fee was asked for."),
            field="number",
        )
    limits = [correction.limit_on if correction is not None else None, asked.limit_on if owed and asked else None]
    facts = ReplySlipFacts(
        sender_of(procedure, chosen),
        case.number,
        Code(CodeKind.CASE, row_id(case), office_tag(desk.file.file_id)).payload,
        read_defects(correction.defect) if correction is not None else (),
        due - paid if owed else None,
        min((day for day in limits if day is not None), default=None),
        sample=desk.file.sample,
        paper=procedure.letters.paper,
        dates=procedure.letters.dates,
        anchor=desk.anchor(),
    )
    made = render_reply_slip(facts, chosen)
    note_paper(desk, Paper.REPLY_SLIP, case.number)
    return made
