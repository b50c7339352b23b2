"""A person is addressed with 様, an organisation with 御中."""

from __future__ import annotations

import pytest

from caseman.domain.addressing import is_organisation


@pytest.mark.parametrize(
    "name",
    [
        "株式会社見本",
        "株式会社　見本",
        "見本株式会社",
        "㈱見本",
        "（株）見本",
        "見本（株）",
        "(株) 見本",
        "見本 株式会社",
        "弁護士法人見本",
        "社会福祉法人見本市社会福祉協議会",
        "見本法律事務所",
        "見本銀行",
        "Sample Inc.",
        "Mihon Co., Ltd.",
    ],
)
def test_an_organisation_alone(name: str) -> None:
    assert is_organisation(name)


@pytest.mark.parametrize(
    "name",
    [
        "見本 花子",
        "髙﨑花子",
        "弁護士法人見本 見本 太郎",
        "弁護士法人見本 弁護士 見本太郎",
        "見本法律事務所 見本太郎",
        "株式会社見本\n見本花子",
        "Hanako Mihon",
        "",
        "　",
        "\n",
        "会田 社子",
    ],
)
def test_a_person_also_at_an_organisation(name: str) -> None:
    assert not is_organisation(name)
