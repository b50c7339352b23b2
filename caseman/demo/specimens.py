"""Papers a requester might send, drawn for trying the program out: invented, and printed 見本 all over.

Each function gives the bytes of one PNG, the same ones for the same arguments. Numbers are zeros, authorities
do not exist, and what an office must not keep (the registered domicile) is masked, as an office asks for.
"""

from __future__ import annotations

from datetime import date

import jaconv

from caseman.demo.paper import A4, A4_DPI, BLACK, BOLD, GREY, INK, MINCHO, RED, Sheet, say_day
from caseman.demo.people import SamplePerson
from caseman.demo.request_form import specimen_request_form
from caseman.domain.fees import Money
from caseman.text import Language

__all__ = [
    "specimen_bank_receipt",
    "specimen_envelope",
    "specimen_licence",
    "specimen_passport",
    "specimen_proxy",
    "specimen_request_form",
    "specimen_seal_certificate",
]

_DPI_CARD = 300
_DAY = date(2026, 4, 1)


def specimen_licence(person: SamplePerson) -> bytes:
    """A copy of a driver's licence (85.6 × 54 mm), number 000000000000."""
    sheet = Sheet(1011, 638, (238, 245, 240))
    sheet.draw.rounded_rectangle((8, 8, 1002, 629), radius=34, outline=GREY, width=3)
    sheet.text((36, 58), "氏名", 22)
    sheet.text((100, 58), person.name.replace(" ", "　"), 36, face=BOLD, room=430)
    sheet.text((964, 58), f"{say_day(person.birth_date)}生", 28, anchor="rm")
    sheet.draw.line((30, 90, 980, 90), fill=GREY)
    sheet.text((36, 120), "住所", 22)
    sheet.text((100, 120), person.address, 28, room=850)
    sheet.draw.line((30, 150, 980, 150), fill=GREY)
    sheet.text((36, 180), "交付　2024年04月01日　00000", 26)
    sheet.draw.rectangle((30, 206, 660, 258), fill=(120, 178, 212))
    sheet.text((44, 232), "2034年（令和16年）04月01日まで有効", 30, face=BOLD)
    sheet.text((36, 296), "免許の", 22)
    sheet.text((36, 324), "条件等", 22)
    sheet.text((130, 310), "眼鏡等", 28)
    sheet.text((36, 416), "番号", 24)
    sheet.text((110, 416), "第　000000000000　号", 34, face=BOLD)
    for row, label in enumerate(("二・小・原", "他", "二種")):
        y = 480 + row * 38
        sheet.text((36, y), label, 22)
        sheet.text((170, y), "平成00年00月00日", 22)
    _licence_kinds(sheet)
    sheet.portrait((700, 206, 966, 510))
    sheet.text((700, 552), "見本県公安委員会", 24)
    sheet.box((910, 530, 966, 586), colour=RED, width=2)
    sheet.text((938, 546), "見本", 18, colour=RED, anchor="mm")
    sheet.text((938, 570), "之印", 18, colour=RED, anchor="mm")
    sheet.text((36, 606), "運転免許証（見本）", 26, face=BOLD)
    sheet.overprint()
    return sheet.png(_DPI_CARD)


def _licence_kinds(sheet: Sheet) -> None:
    """The grid of vehicle classes; only the ordinary car is held."""
    for number, kind in enumerate(("大型", "中型", "準中型", "普通", "大特", "大自二")):
        left, top = 412 + number % 3 * 84, 466 + number // 3 * 56
        sheet.box((left, top, left + 84, top + 56), colour=GREY)
        held = kind == "普通"
        sheet.text((left + 42, top + 28), kind if held else "－", 22, anchor="mm")


def specimen_passport(person: SamplePerson) -> bytes:
    """The data page of a passport (125 × 88 mm) as issued since February 2020; the domicile is masked."""
    sheet = Sheet(1250, 880, (244, 240, 246))
    family, given = (_romaji(part) for part in person.kana.split(" "))
    sheet.text((40, 52), "日本国　見本旅券", 36, face=MINCHO)
    sheet.text((1210, 52), "SPECIMEN PASSPORT", 32, face=BOLD, anchor="rm")
    sheet.portrait((48, 120, 396, 570))
    cells = (
        (440, 130, "型/Type", "P"),
        (640, 130, "発行国/Issuing country", "JPN"),
        (920, 130, "旅券番号/Passport No.", "XX0000000"),
        (440, 220, "姓/Surname", family),
        (440, 310, "名/Given name", given),
        (440, 400, "国籍/Nationality", "JAPAN"),
        (760, 400, "生年月日/Date of birth", _english_day(person.birth_date)),
        (760, 490, "発行年月日/Date of issue", "01 APR 2024"),
        (760, 580, "有効期間満了日/Date of expiry", "01 APR 2034"),
        (440, 580, "発行官庁/Authority", "MIHON (SPECIMEN)"),
    )
    for x, y, label, value in cells:
        sheet.text((x, y), label, 20, colour=GREY)
        sheet.text((x, y + 38), value, 34, face=BOLD, room=1210 - x)
    sheet.text((440, 490), "本籍/Registered Domicile", 20, colour=GREY)
    sheet.draw.rectangle((440, 508, 700, 550), fill=BLACK)
    sheet.text((48, 596), "署名/Signature of bearer", 20, colour=GREY)
    sheet.text((60, 646), person.name, 40, face=MINCHO, colour=INK, room=340)
    sheet.draw.rectangle((0, 700, 1250, 880), fill=(252, 252, 252))
    names = f"{family}<<{given}"
    birth = f"{person.birth_date:%y%m%d}"
    _spaced(sheet, 750, f"P<JPN{names}".ljust(44, "<")[:44])
    _spaced(sheet, 810, f"XX00000000JPN{birth}0<3404010<<<<<<<<<<<<<<00".ljust(44, "<")[:44])
    sheet.overprint()
    return sheet.png(254)


def _spaced(sheet: Sheet, y: float, line: str) -> None:
    """A machine-readable line: every sign takes the same room."""
    for number, sign in enumerate(line):
        sheet.text((54 + number * 26.5, y), sign, 34, anchor="mm")


def specimen_bank_receipt(person: SamplePerson, amount: Money, paid_on: date = _DAY) -> bytes:
    """The slip of a cash machine for a transfer to Aucnet's account, from a bank that does not exist."""
    sheet = Sheet(680, 1000)
    sheet.text((340, 66), "ご利用明細票", 40, face=BOLD, anchor="mm")
    sheet.text((340, 114), "見本銀行　見本町支店", 24, anchor="mm")
    rows = (
        ("お取扱日", f"{paid_on:%Y-%m-%d}　10:00"),
        ("お取引", "お振込"),
        ("取扱番号", "0000-0000"),
        ("お振込先", "三菱ＵＦＪ銀行　青山支店"),
        ("預金種目", "普通　0340535"),
        ("お受取人", "AUCNET INC."),
        ("ご依頼人", jaconv.z2h(person.kana, kana=True, ascii=True, digit=True)),
        ("電話番号", person.telephone),
        ("お振込金額", amount.say(Language.JA)),
        ("手数料", "220円"),
        ("合計", (amount + Money(220, amount.currency)).say(Language.JA)),
    )
    y = 170
    for label, value in rows:
        sheet.draw.line((50, y, 630, y), fill=GREY)
        strong = label in ("お振込金額", "合計")
        sheet.text((60, y + 32), label, 24, colour=GREY)
        sheet.text((620, y + 32), value, 30 if strong else 26, face=BOLD if strong else MINCHO, anchor="rm", room=390)
        y += 64
    sheet.draw.line((50, y, 630, y), fill=GREY)
    sheet.text((340, y + 50), "毎度ありがとうございます。", 22, anchor="mm")
    sheet.overprint()
    return sheet.png(203)


def specimen_proxy(person: SamplePerson, agent: SamplePerson, signed_on: date = _DAY) -> bytes:
    """A letter of proxy (A4) from `person` to `agent`, who may also receive the answer; with the seal."""
    sheet = Sheet(*A4)
    sheet.text((496, 130), "委　任　状", 48, face=MINCHO, anchor="mm")
    sheet.text((110, 240), "（受任者）", 24, face=MINCHO)
    _party(sheet, 290, agent)
    below = sheet.paragraph((110, 440), "私は、上記の者を代理人と定め、下記の事項を委任します。", 26, 780)
    sheet.text((496, below + 40), "記", 28, face=MINCHO, anchor="mm")
    duties = (
        "１　株式会社オークネットに対する個人情報の開示、訂正・追加・削除、利用停止・消去の請求の一切",
        "２　上記の請求に対する通知及び書面の受領に関する件",
    )
    y = below + 90
    for duty in duties:
        y = sheet.paragraph((130, y), duty, 26, 740) + 16
    sheet.text((890, y + 20), "以上", 26, face=MINCHO, anchor="rm")
    sheet.text((110, y + 110), say_day(signed_on), 26, face=MINCHO)
    sheet.text((110, y + 190), "（委任者）", 24, face=MINCHO)
    _party(sheet, y + 240, person)
    sheet.seal((820, y + 330), 44, person.name.replace(" ", "")[:4])
    sheet.overprint()
    return sheet.png(A4_DPI)


def _party(sheet: Sheet, y: float, person: SamplePerson) -> None:
    sheet.text((140, y), "住所", 22, face=MINCHO)
    sheet.text((250, y), person.address, 26, face=MINCHO, colour=INK, room=640)
    sheet.text((140, y + 45), "氏名", 22, face=MINCHO)
    sheet.text((250, y + 45), person.name, 30, face=MINCHO, colour=INK)
    sheet.text((140, y + 90), "生年月日", 22, face=MINCHO)
    sheet.text((250, y + 90), say_day(person.birth_date), 26, face=MINCHO, colour=INK)


def specimen_seal_certificate(person: SamplePerson, issued_on: date = _DAY) -> bytes:
    """A certificate of seal impression (A4) of a town that does not exist."""
    sheet = Sheet(*A4, (246, 250, 244))
    sheet.box((60, 60, 932, 1343), colour=(120, 160, 130), width=6)
    sheet.text((496, 150), "印鑑登録証明書", 46, face=MINCHO, anchor="mm")
    sheet.box((110, 230, 400, 520), colour=BLACK, width=2)
    sheet.text((255, 250), "印影", 20, anchor="mm")
    sheet.seal((255, 390), 90, person.name.replace(" ", "")[:4])
    rows = (
        ("氏名", person.name),
        ("フリガナ", person.kana),
        ("生年月日", say_day(person.birth_date)),
        ("登録番号", "000000"),
    )
    for number, (label, value) in enumerate(rows):
        y = 266 + number * 72
        sheet.text((440, y), label, 22, colour=GREY)
        sheet.text((570, y), value, 30, face=MINCHO, room=320)
        sheet.draw.line((440, y + 36, 890, y + 36), fill=GREY)
    sheet.text((110, 590), "住所", 22, colour=GREY)
    sheet.text((200, 590), person.address, 28, face=MINCHO, room=690)
    sheet.draw.line((110, 626, 890, 626), fill=GREY)
    sheet.paragraph((110, 720), "この写しは、登録された印影と相違ないことを証明する。", 28, 780)
    sheet.text((110, 900), say_day(issued_on), 28, face=MINCHO)
    sheet.text((490, 990), "見本市長　見本 太郎", 32, face=MINCHO)
    sheet.box((826, 955, 896, 1025), colour=RED, width=3)
    sheet.text((861, 974), "見本", 24, colour=RED, anchor="mm")
    sheet.text((861, 1006), "之印", 24, colour=RED, anchor="mm")
    sheet.overprint()
    return sheet.png(A4_DPI)


def specimen_envelope(person: SamplePerson, posted_on: date = _DAY) -> bytes:
    """The face of an envelope (235 × 120 mm) to Aucnet, marked 親展 / Confidential in red ink."""
    sheet = Sheet(1175, 600, (243, 234, 214))
    for number, digit in enumerate("1078349"):
        left = 480 + number * 50 + (14 if number > 2 else 0)
        sheet.box((left, 60, left + 42, 118), colour=RED, width=3)
        sheet.text((left + 21, 89), digit, 36, face=MINCHO, colour=INK, anchor="mm")
    sheet.text((400, 196), "東京都港区北青山2-5-8", 36, face=MINCHO, colour=INK)
    sheet.text((400, 276), "株式会社オークネット", 46, face=MINCHO, colour=INK)
    sheet.text((400, 342), "コーポレート管理部　御中", 42, face=MINCHO, colour=INK)
    sheet.box((60, 60, 330, 190), colour=RED, width=5)
    sheet.text((195, 100), "親　展", 48, face=BOLD, colour=RED, anchor="mm")
    sheet.text((195, 156), "Confidential", 34, face=BOLD, colour=RED, anchor="mm")
    sheet.text((60, 236), "開示等請求書在中", 26, colour=RED)
    _stamp(sheet, posted_on)
    sheet.text((60, 456), f"〒{person.postal_code}", 24, face=MINCHO, colour=INK)
    sheet.text((60, 496), person.address, 26, face=MINCHO, colour=INK, room=640)
    sheet.text((60, 540), person.name, 32, face=MINCHO, colour=INK)
    sheet.box((760, 440, 1115, 540), colour=BLACK, width=2)
    sheet.text((937, 468), "簡易書留", 28, face=BOLD, colour=RED, anchor="mm")
    sheet.text((937, 510), "000-00-00000-0", 30, anchor="mm")
    sheet.overprint()
    return sheet.png(127)


def _stamp(sheet: Sheet, day: date) -> None:
    """A stamp of no value, and the postmark of a post office that does not exist."""
    sheet.draw.rectangle((1000, 50, 1120, 200), fill=(214, 226, 206))
    sheet.box((1000, 50, 1120, 200), colour=GREY, width=2)
    sheet.text((1060, 96), "見本切手", 22, anchor="mm")
    sheet.text((1060, 150), "0円", 36, face=BOLD, anchor="mm")
    sheet.draw.ellipse((900, 120, 1040, 260), outline=BLACK, width=3)
    sheet.text((970, 160), "見本", 22, anchor="mm")
    sheet.text((970, 190), f"{day:%y.%m.%d}", 24, face=BOLD, anchor="mm")
    sheet.text((970, 222), "8-12", 20, anchor="mm")


_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def _english_day(day: date) -> str:
    return f"{day.day:02d} {_MONTHS[day.month - 1]} {day.year}"


def _romaji(kana: str) -> str:
    """A name in passport spelling: Hepburn without long vowels (Passport Act Ordinance, Art. 9)."""
    spelt: str = jaconv.kana2alphabet(jaconv.kata2hira(kana)).upper()
    for long, short in (("OU", "O"), ("OO", "O"), ("UU", "U"), ("NB", "MB"), ("NP", "MP"), ("NM", "MM")):
        spelt = spelt.replace(long, short)
    return spelt
