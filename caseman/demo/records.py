"""A sheet of disclosed data, as a sample answer has one attached."""

from __future__ import annotations

from datetime import date, timedelta

from caseman.demo.paper import A4, A4_DPI, BOLD, GREY, MINCHO, RULE, Sheet, say_day
from caseman.demo.people import SamplePerson

TITLE = "会員登録情報及び取引の記録（見本）"
_TRADES = (("中古車の落札（見本）", "120,000円"), ("中古車の出品（見本）", "80,000円"), ("会費（見本）", "11,000円"))


def specimen_records(person: SamplePerson, printed_on: date) -> bytes:
    """What the office holds of a person (A4), as its system prints it."""
    sheet = Sheet(*A4)
    sheet.text((496, 110), TITLE, 34, face=BOLD, anchor="mm")
    sheet.text((900, 170), f"出力日　{say_day(printed_on)}", 20, colour=GREY, anchor="rm")
    held = (
        ("氏名", person.name),
        ("フリガナ", person.kana),
        ("会員番号", person.member_id),
        ("住所", f"〒{person.postal_code}　{person.address}"),
        ("電話番号", person.telephone),
        ("電子メール", person.email),
        *(
            (f"{say_day(printed_on - timedelta(days=90 * n))}　{what}", sum_)
            for n, (what, sum_) in enumerate(_TRADES, 1)
        ),
    )
    y = 230
    for label, value in held:
        sheet.draw.line((90, y, 902, y), fill=RULE)
        sheet.text((100, y + 32), label, 20, colour=GREY, room=430)
        sheet.text((890, y + 32), value, 24, face=MINCHO, anchor="rm", room=430)
        y += 64
    sheet.draw.line((90, y, 902, y), fill=RULE)
    sheet.overprint()
    return sheet.png(A4_DPI)
