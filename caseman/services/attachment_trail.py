"""The entries of the trail about the disclosed data that go with a letter, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from caseman.domain.attachments import Placing
from caseman.domain.grounds import Ground
from caseman.text import T, Text

_Details = dict[str, Any]


def _redacted(details: _Details) -> Text:
    if not details["boxes"]:
        return T("Attachment “{title}”: nothing is redacted any more.", title=details["title"])
    told = T(
        "Attachment “{title}” was redacted: boxes: {boxes}; pages: {pages}.",
        title=details["title"],
        boxes=details["boxes"],
        pages=[str(page) for page in details["pages"]],
    )
    if not details["grounds"]:
        return told
    return T("{told} Grounds: {grounds}.", told=told, grounds=[Ground(each).label for each in details["grounds"]])


ATTACHMENT_TRAIL: Final[dict[str, Callable[[_Details], Text]]] = {
    "attachment_added": lambda d: T(
        "Attached: “{title}”, {placing}, pages: {pages}.",
        title=d["title"],
        placing=Placing(d["placing"]).label,
        pages=d["pages"],
    ),
    "attachment_changed": lambda d: T(
        "Attachment “{before}” is now “{title}”, {placing}.",
        before=d["before"],
        title=d["title"],
        placing=Placing(d["placing"]).label,
    ),
    "attachment_moved": lambda d: T(
        "Attachment “{title}” was moved to place {to}.", title=d["title"], to=d["position"]
    ),
    "attachment_removed": lambda d: T("Attachment “{title}” was taken out.", title=d["title"]),
    "attachment_opened": lambda d: T(
        "The unredacted file of attachment “{title}” was opened to redact it.", title=d["title"]
    ),
    "attachment_redacted": _redacted,
    "attachment_printed": lambda d: T(
        "The enclosed paper “{title}” of letter {number} was printed or saved.", title=d["title"], number=d["document"]
    ),
}
