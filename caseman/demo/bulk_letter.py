"""The smallest letter that a reader of PDF opens: one page that says it is a sample."""

from __future__ import annotations

_PAGE = b"BT /F 36 Tf 72 720 Td (SPECIMEN) Tj ET"
_OBJECTS = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
    b"<</Length %d>>stream\n%s\nendstream" % (len(_PAGE), _PAGE),
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
)


def sample_pdf() -> bytes:
    """Well under a kilobyte, so that a hundred thousand of them stay small. The same bytes each time."""
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(_OBJECTS, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(places) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (count, table, count, len(out))
    )
