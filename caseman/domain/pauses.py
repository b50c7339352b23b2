"""What a wait for a correction, or for the fee, does to the period: the sentences of the derivation."""

from __future__ import annotations

from datetime import date

from caseman.domain.clock import Defect
from caseman.text import T, Text


def tell_too_late(defect: Defect, end: date) -> Text:
    """Told after the period had ended: nothing is left to pause."""
    told = (
        T("The fee asked for on {day} does not pause the period, which had ended on {end}.")
        if defect.fee
        else T("The correction asked for on {day} does not pause the period, which had ended on {end}.")
    )
    return T(told.template, day=defect.sent_on, end=end)


def tell_nothing_between(defect: Defect) -> Text:
    """The wait held no day that counts."""
    told = (
        T("The fee was awaited from {sent} to {cured}; no day that counts fell between.")
        if defect.fee
        else T("The correction was awaited from {sent} to {cured}; no day that counts fell between.")
    )
    return T(told.template, sent=defect.sent_on, cured=defect.cured_on)


def tell_run_on(defect: Defect) -> Text:
    """The procedure's clock is not stopped by it."""
    told = (
        T("The fee asked for on {day} does not stop the period in this procedure.")
        if defect.fee
        else T("The correction asked for on {day} does not stop the period in this procedure.")
    )
    return T(told.template, day=defect.sent_on)


def tell_pause(defect: Defect, first: date, last: date, length: Text) -> Text:
    """The days that do not count, from the first to the last."""
    if first == last:
        one = (
            T("{day} does not count: the fee was awaited.")
            if defect.fee
            else T("{day} does not count: the correction was awaited.")
        )
        return T(one.template, day=first)
    several = (
        T("{first} to {last} ({length}) do not count: the fee was awaited.")
        if defect.fee
        else T("{first} to {last} ({length}) do not count: the correction was awaited.")
    )
    return T(several.template, first=first, last=last, length=length)


def tell_standing(defect: Defect) -> Text:
    """The wait goes on; how long it will have been, nobody knows yet."""
    told = (
        T(
            "The fee has been awaited since {day}; the days until it comes will not count, and the date will move by "
            "them."
        )
        if defect.fee
        else T(
            "A correction has been awaited since {day}; the days until it comes will not count, and the date will "
            "move by them."
        )
    )
    return T(told.template, day=defect.sent_on)
