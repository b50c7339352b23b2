"""PDF/A-2a (ISO 19005-2, level A): what makes a letter readable in twenty years, written by reportlab's own objects.

Fonts are embedded with their way back to text (`font_files.py`), nothing is transparent (`page.py`), and what each mark
means is told (`structure.py`); here come the colour profile, the metadata, which name the kind of document and nobody
in it, and the form of streams. The day in the metadata is the letter's own, so that the same facts give the same bytes.
"""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any, Final

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from caseman.letters.srgb import NAME, srgb_profile

VERSION: Final = (1, 7)
_PROGRAM: Final = "caseman"
_UNDATED: Final = date(2000, 1, 1)
_PACKET: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{program}</xmp:CreatorTool>
<xmp:CreateDate>{day}T00:00:00+00:00</xmp:CreateDate>
<xmp:ModifyDate>{day}T00:00:00+00:00</xmp:ModifyDate>
<pdf:Producer>{program}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def make_archival(canvas: Canvas, title: str, language: str, dated: date | None) -> None:
    """Give a document what PDF/A-2a asks of it beside its pages. Call it before anything is drawn."""
    document: Any = vars(canvas)["_doc"]  # reportlab offers no other way to these objects
    document.archival = True
    day = dated or _UNDATED
    document._timeStamp.YMDhms = (day.year, day.month, day.day, 0, 0, 0)  # noqa: SLF001
    document.info = _Information(title)
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.Metadata = _stream(_packet(title, language, day), Type="Metadata", Subtype="XML")
    profile = _stream(srgb_profile(), N=3)
    profile.filters = [pdfdoc.PDFZCompress]
    catalog.OutputIntents = pdfdoc.PDFArray(
        [
            pdfdoc.PDFDictionary(
                {
                    "Type": pdfdoc.PDFName("OutputIntent"),
                    "S": pdfdoc.PDFName("GTS_PDFA1"),
                    "OutputConditionIdentifier": pdfdoc.PDFString(NAME),
                    "Info": pdfdoc.PDFString(NAME),
                    "DestOutputProfile": document.Reference(profile),
                }
            )
        ]
    )
    catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})


class _Information(pdfdoc.PDFInfo):
    """The information dictionary, with what the metadata say too and nothing else."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.author = self.subject = self.keywords = ""
        self.creator = self.producer = _PROGRAM

    def format(self, document: Any) -> Any:
        day = pdfdoc.PDFDate(ts=document._timeStamp)  # noqa: SLF001
        told = {
            "Title": pdfdoc.PDFString(self.title),
            "Creator": pdfdoc.PDFString(self.creator),
            "Producer": pdfdoc.PDFString(self.producer),
            "CreationDate": day,
            "ModDate": day,
        }
        return pdfdoc.PDFDictionary(told).format(document)


def _packet(title: str, language: str, day: date) -> bytes:
    told = _PACKET.format(title=escape(title, quote=False), language=language, day=day.isoformat(), program=_PROGRAM)
    return told.encode("utf-8")


def _stream(content: bytes, **entries: str | int) -> Any:
    named = {key: pdfdoc.PDFName(value) if isinstance(value, str) else value for key, value in entries.items()}
    return pdfdoc.PDFStream(dictionary=pdfdoc.PDFDictionary(named), content=content)


_plain_format = pdfdoc.PDFStream.format


def _format(stream: Any, document: Any) -> bytes:
    """A stream whose end stands on a line of its own (ISO 19005-2, 6.1.7.1); reportlab leaves that line end out."""
    made: bytes = _plain_format(stream, document)
    if getattr(document, "archival", False):
        made = made.removesuffix(b"endstream\n") + b"\nendstream\n"
    return made


pdfdoc.PDFStream.format = _format  # type: ignore[method-assign, assignment]
