"""The sample office's print run: the letters that wait, printed in one pass in which a sheet was spoilt."""

from __future__ import annotations

from caseman.demo.office_clerk import Clerk
from caseman.domain.post import MailClass
from caseman.services.approval import send_back, submit_for_review
from caseman.services.desk import Desk
from caseman.services.letter_inputs import (
    ReviewInput,
    RunInput,
    RunMailInput,
    RunPrintInput,
    RunSheetInput,
    SendBackInput,
    TrackingInput,
)
from caseman.services.letter_list import waiting_letters
from caseman.services.print_runs import make_run, take_tracking
from caseman.services.run_mail import change_mail_class
from caseman.services.run_printing import begin_printing, finish_printing, note_spoilt, stop_printing
from caseman.services.run_views import show_run

_WRONG = "送付を停止した範囲の記載漏れ（見本）"
_JAM, _CREASED = "紙詰まり（見本）", "紙詰まりで折れた（見本）"
_JAMMED_AT = 2


def print_waiting(desk: Desk, clerk: Clerk) -> None:
    """Print the letters that wait, but three; one goes by another mail class.

    Of the three, one waits to be printed, one to be approved, and one was sent back.
    """
    waiting = waiting_letters(desk)
    in_review, sent_back = waiting[-3:-1]
    for line in (in_review, sent_back):
        submit_for_review(desk, ReviewInput.read(number=line.case_number, document_number=line.document_number))
    send_back(
        desk,
        SendBackInput.read(number=sent_back.case_number, document_number=sent_back.document_number, reason=_WRONG),
    )
    documents = tuple(line.document_number for line in waiting[:-3])
    run = make_run(desk, RunInput.read(documents=documents)).document_number
    assert run is not None
    change_mail_class(
        desk, RunMailInput.read(run=run, document_number=documents[-1], mail_class=MailClass.SPECIFIED_RECORD)
    )
    tracked = [line.mail_class for line in show_run(desk, run).letters if line.mail_class.tracked]
    block = "\n".join(map(clerk.tracking_number, tracked))
    take_tracking(desk, TrackingInput.read(run=run, block=block))
    papers = begin_printing(desk, RunPrintInput.read(run=run))
    stop_printing(desk, RunSheetInput.read(run=run, sheet=_JAMMED_AT, reason=_JAM))
    note_spoilt(desk, RunSheetInput.read(run=run, sheet=_JAMMED_AT, reason=_CREASED))
    begin_printing(desk, RunPrintInput.read(run=run, first=_JAMMED_AT))
    finish_printing(desk, run, len(papers.sheets(duplex=False)))
