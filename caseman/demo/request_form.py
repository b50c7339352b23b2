"""The request form of Aucnet's procedure (its privacy policy, section 9), filled in by a sample person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from caseman.demo.paper import A4, A4_DPI, BOLD, GOTHIC, Sheet, say_day
from caseman.demo.people import SamplePerson
from caseman.domain.requests import RequestType
from caseman.text import Language

_WORDS: dict[str, dict[str, str]] = {
    "ja": {
        "title": "個人情報開示等請求書",
        "to": "株式会社オークネット　コーポレート管理部　御中",
        "date": "請求日",
        "what": "請求の区分（該当するものに✓）",
        "who": "ご本人",
        "name": "氏名",
        "kana": "フリガナ",
        "birth": "生年月日",
        "postal": "郵便番号",
        "address": "住所",
        "telephone": "電話番号",
        "member": "会員番号等",
        "scope": "請求の内容",
        "agent": "代理人",
        "papers": "同封書類",
        "id": "本人確認書類の写し",
        "receipt": "振込明細書（開示の場合）",
        "proxy": "委任状・印鑑登録証明書（代理人の場合）",
        "note": ("※開示の請求は1通につき手数料5,250円（税込）が必要です。「親展」と朱書きした封筒でご郵送ください。"),
    },
    "en": {
        "title": "Request Form for Personal Information Held",
        "to": "To: Corporate Administration Department, AUCNET INC.",
        "date": "Date of request",
        "what": "Type of request (tick what applies)",
        "who": "The person the data are about",
        "name": "Name",
        "kana": "Name in kana",
        "birth": "Date of birth",
        "postal": "Postal code",
        "address": "Address",
        "telephone": "Telephone",
        "member": "Member number",
        "scope": "What is asked for",
        "agent": "Agent",
        "papers": "Enclosed",
        "id": "Copy of an identity document",
        "receipt": "Bank receipt (for disclosure)",
        "proxy": "Letter of proxy, certificate of seal impression (agents)",
        "note": (
            "Disclosure costs 5,250 yen (tax inclusive) for each form. Write “Confidential” in red ink on the envelope."
        ),
    },
}
_TYPES_JA = {
    RequestType.PURPOSE: "利用目的の通知",
    RequestType.DISCLOSURE: "開示",
    RequestType.THIRD_PARTY_RECORDS: "第三者提供記録の開示",
    RequestType.CORRECTION: "訂正・追加・削除",
    RequestType.CESSATION: "利用停止・消去",
    RequestType.PROVISION_CESSATION: "第三者提供の停止",
    RequestType.COMPLAINT: "苦情",
}
_ON_FORM = (RequestType.DISCLOSURE, RequestType.CORRECTION, RequestType.CESSATION)
_SCOPE: dict[RequestType, dict[str, str]] = {
    RequestType.DISCLOSURE: {
        "ja": "会員登録された私の情報すべて",
        "en": "All data registered about me as a member",
    },
    RequestType.CORRECTION: {"ja": "転居のため住所を訂正", "en": "Correct my address, I have moved"},
    RequestType.CESSATION: {"ja": "案内メールの送付停止と消去", "en": "Stop the mailings and erase my data"},
}


def specimen_request_form(
    person: SamplePerson,
    request_types: Collection[RequestType],
    today: date,
    lang: str = "ja",
    *,
    agent: SamplePerson | None = None,
) -> bytes:
    """The filled form (A4) in Japanese (`ja`) or English (`en`).

    Types that the form does not print, such as a complaint, are added below the printed three.
    """
    words = _WORDS[lang]
    sheet = Sheet(*A4)
    sheet.text((496, 84), words["title"], 38, face=BOLD, anchor="mm")
    sheet.text((70, 156), words["to"], 22)
    day = say_day(today) if lang == "ja" else today.isoformat()
    sheet.text((922, 206), f"{words['date']}: {day}" if lang == "en" else f"{words['date']}　{day}", 22, anchor="rm")
    sheet.text((70, 256), words["what"], 22, face=BOLD)
    y = 300
    printed = [*_ON_FORM, *(kind for kind in RequestType if kind in request_types and kind not in _ON_FORM)]
    for kind in printed:
        label = _TYPES_JA[kind] if lang == "ja" else kind.label.say(Language.EN)
        sheet.tick((92, y), label, 24, ticked=kind in request_types)
        y += 44
    sheet.text((70, y + 20), words["who"], 22, face=BOLD)
    rows = [
        (words["kana"], person.kana),
        (words["name"], person.name),
        (words["birth"], say_day(person.birth_date) if lang == "ja" else person.birth_date.isoformat()),
        (words["postal"], f"〒{person.postal_code}" if lang == "ja" else person.postal_code),
        (words["address"], person.address),
        (words["telephone"], person.telephone),
        (words["member"], person.member_id),
    ]
    below = sheet.fields(70, y + 48, 922, rows, height=54, size=24)
    sheet.seal((872, y + 48 + 54 * 1.5), 24, person.name.split(" ")[0])
    scope = ("、" if lang == "ja" else "; ").join(
        _SCOPE[kind][lang] for kind in printed if kind in request_types and kind in _SCOPE
    )
    agent_line = f"{agent.name}　{agent.address}" if agent else ""
    below = sheet.fields(
        70, below + 24, 922, [(words["scope"], scope), (words["agent"], agent_line)], height=64, size=22
    )
    sheet.text((70, below + 44), words["papers"], 22, face=BOLD)
    enclosed = (
        ("id", True),
        ("receipt", RequestType.DISCLOSURE in request_types),
        ("proxy", agent is not None),
    )
    for number, (key, ticked) in enumerate(enclosed):
        sheet.tick((92, below + 88 + number * 42), words[key], 22, ticked=ticked)
    sheet.paragraph((70, below + 222), words["note"], 18, 852, face=GOTHIC, leading=1.5)
    sheet.overprint()
    return sheet.png(A4_DPI)
