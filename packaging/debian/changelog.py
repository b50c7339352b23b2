"""The package's changelog in Debian's form, from CHANGELOG.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime
from textwrap import wrap

_MAINTAINER = "The caseman founders <caseman@example.org>"
_HEAD = re.compile(r"^## (?:\[?v?(?P<version>\d[\w.]*)\]?|Unreleased)", re.MULTILINE)


def changelog(markdown: str, version: str, when: datetime) -> str:
    """An entry a version. What is unreleased is told under `version`; all entries are dated `when`."""
    return "\n".join(_entries(markdown, version, when))


def _entries(markdown: str, version: str, when: datetime) -> Iterator[str]:
    heads = list(_HEAD.finditer(markdown))
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        body = markdown[head.end() : following.start() if following else len(markdown)]
        items = [" ".join(item.split()) for item in re.split(r"^- ", body, flags=re.MULTILINE)[1:]]
        told = "\n".join("\n".join(wrap(item, 76, initial_indent="  * ", subsequent_indent="    ")) for item in items)
        name = head["version"] or version
        yield f"caseman ({name}) unstable; urgency=medium\n\n{told}\n\n -- {_MAINTAINER}  {format_datetime(when)}\n"
