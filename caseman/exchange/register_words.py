"""The words that registers use (`resources/register/*.toml`), with the program's own terms in both languages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final, TypeAlias

from caseman.domain.authority import AgentKind, PartyRole
from caseman.domain.decisions import Outcome, outcome_of
from caseman.domain.documents import DocumentKind
from caseman.domain.fees import PaymentMeans
from caseman.domain.grounds import Ground
from caseman.domain.post import EnclosureKind, MailClass
from caseman.domain.register_case import Words
from caseman.domain.register_fields import RegisterField
from caseman.domain.register_words import table
from caseman.domain.requests import RequestType
from caseman.text import Language, T, Text

_Pairs: TypeAlias = Iterator[tuple[str, str]]
TAUGHT: Final = (
    "request_types",
    "results",
    "channel",
    "requester_kind",
    "fee_required",
    "payment_means",
    "identity_documents",
    "authority_documents",
    "grounds",
    "state",
)  # the fields whose words a map may teach


@cache
def headings() -> dict[str, str]:
    """The code of the field that a folded heading names."""
    own = (pair for each in RegisterField for pair in _both(each.label, each.value))
    return table((*own, *_listed(_read("headings.toml"))))


@cache
def _terms() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = tomllib.loads(_text("terms.toml"))
    return found


def words(taught: Mapping[str, Mapping[str, str]] | None = None) -> Words:
    """All words; `taught` are those of one register, by field: the cell as written, and the code it means."""
    more = taught or {}

    def known(name: str, own: Iterable[tuple[str, str]], field: str) -> dict[str, str]:
        return table((*more.get(field, {}).items(), *own, *_listed(_terms()[name])))

    dealt_with = outcome_of(RequestType.COMPLAINT, Outcome.GRANT)
    ended = (*_both(T("Withdrawn"), "withdrawn"), *_both(T("Deemed withdrawn"), "deemed_withdrawn"))
    results = (*_enum(Outcome), *_both(dealt_with, "grant"), *ended, *_both(T("Undecided"), "undecided"))
    missing = (T("Undecided"), T("Not sent"), T("Not delivered"))
    return Words(
        request_types=known("request_types", _enum(RequestType), "request_types"),
        results=known("results", results, "results"),
        mail=known("mail", _enum(MailClass), "channel"),
        requester_kind=known(
            "requester_kind", (*_enum(AgentKind), *_both(T("Principal"), "principal")), "requester_kind"
        ),
        fee_required=known(
            "fee_required", (*_both(T("Required"), "yes"), *_both(T("Not required"), "no")), "fee_required"
        ),
        payment_means=known("payment_means", _enum(PaymentMeans), "payment_means"),
        documents=known("documents", _enum(DocumentKind), "identity_documents"),
        authority=known("authority", _enum(EnclosureKind), "authority_documents"),
        grounds=known("grounds", _enum(Ground), "grounds"),
        state=known("state", (), "state"),
        roles=table(_enum(PartyRole)),
        missing=table(pair for each in missing for pair in _both(each, "missing")),
        types_named=table(_enum(RequestType)),
        own_mail=table(_enum(MailClass)),
    )


def codes_of(field: str) -> tuple[str, ...]:
    """The codes that a word of this field can be taught to mean."""
    names = {"channel": "mail", "identity_documents": "documents", "authority_documents": "authority"}
    return tuple(_terms()[names.get(field, field)])


def _enum(terms: type[StrEnum]) -> _Pairs:
    members: Any = terms
    for member in members:
        yield from _both(member.label, member.value)


def _both(term: Text, code: str) -> _Pairs:
    for language in Language:
        yield term.say(language), code


def _listed(words_of: Mapping[str, Iterable[str]]) -> _Pairs:
    for code, written in words_of.items():
        for word in written:
            yield word, code


def _read(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = tomllib.loads(_text(name))
    return found


def _text(name: str) -> str:
    return (files("resources") / "register" / name).read_text(encoding="utf-8")
