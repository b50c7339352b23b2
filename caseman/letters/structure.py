"""What the marks on a page mean, for those who listen to it: the structure tree of PDF/A-2a (ISO 19005-2, 6.7).

Everything drawn is either part of an element (a heading, a paragraph, a cell of a table) or an artifact: rules, frames,
fold marks, page numbers. Elements stand in the order in which they are drawn (ISO 32000-1, 14.7 and 14.8).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from caseman.letters.tags import Tag


@dataclass
class _Element:
    tag: Tag
    alt: str = ""
    kids: list[_Element | tuple[int, int]] = field(default_factory=list)  # elements, or page and mark of what is drawn

    @property
    def drew(self) -> bool:
        """Whether anything of it is on paper; what drew nothing is not told."""
        return any(isinstance(kid, tuple) or kid.drew for kid in self.kids)


class Structure:
    """Follows what a canvas draws. Nothing but `draw` and `aside` may come before each thing that is drawn."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._document: Any = vars(canvas)["_doc"]
        self._root = _Element(Tag.DOCUMENT)
        self._stack = [self._root]
        self._open: _Element | None = None
        self._is_open = False  # an element's mark, or without an element an artifact's
        self._asides = 0
        self._marks: list[list[_Element]] = [[]]  # of each page, the element of each mark

    @contextmanager
    def element(self, tag: Tag, alt: str = "") -> Iterator[None]:
        """What is drawn here belongs to a new element; `alt` tells a figure in words."""
        made = _Element(tag, alt)
        if not self._asides:
            self._stack[-1].kids.append(made)
        self._stack.append(made)
        try:
            yield
        finally:
            self._stack.pop()

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn here tells nothing of its own: it is left out when the page is read aloud."""
        self._asides += 1
        try:
            yield
        finally:
            self._asides -= 1

    @property
    def in_figure(self) -> bool:
        """Whether what is drawn is part of a picture."""
        return self._stack[-1].tag is Tag.FIGURE

    def draw(self) -> None:
        """Something that tells something is drawn next. Outside of every element it is a paragraph of its own."""
        if self._asides:
            self.aside()
            return
        target = self._stack[-1]
        if target is self._open and self._is_open:
            return
        if target is self._root:
            target = _Element(Tag.PARAGRAPH)
            self._root.kids.append(target)
        self.close()
        marks = self._marks[-1]
        self._code_list().append(f"/{target.tag} <</MCID {len(marks)}>> BDC")
        target.kids.append((len(self._marks) - 1, len(marks)))
        marks.append(target)
        self._open, self._is_open = target, True

    def aside(self) -> None:
        """An artifact is drawn next."""
        if self._is_open and self._open is None:
            return
        self.close()
        self._code_list().append("/Artifact BMC")
        self._open, self._is_open = None, True

    def close(self) -> None:
        """End the mark that is open: before the state of the canvas is brought back, and at the end of a page."""
        if self._is_open:
            self._code_list().append("EMC")
        self._open, self._is_open = None, False

    def turn_page(self) -> None:
        """The page was shown, another follows."""
        self._marks.append([])

    def write(self) -> None:
        """Put the tree into the document, once every page was shown."""
        document = self._document
        catalog = document.Catalog
        catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        names: dict[int, str] = {}
        self._name(self._root, names)
        nums: list[Any] = ["<< /Nums ["]
        for number, (page, marks) in enumerate(zip(document.Pages.pages, self._marks, strict=False)):
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents"]
            page.StructParents = number
            nums += [f"{number} [", *(_reference(names[id(each)]) for each in marks), "]"]
        tree = document.Reference(_Written([*nums, "] >>"]))
        root = {
            "Type": pdfdoc.PDFName("StructTreeRoot"),
            "K": _reference(names[id(self._root)]),
            "ParentTree": tree,
            "ParentTreeNextKey": len(self._marks),
        }
        document.Reference(pdfdoc.PDFDictionary(root), _ROOT)
        catalog.StructTreeRoot = _reference(_ROOT)
        self._put(self._root, _ROOT, names)

    def _code_list(self) -> list[str]:
        code: list[str] = vars(self._canvas)["_code"]  # another list on each page
        return code

    def _name(self, element: _Element, names: dict[int, str]) -> None:
        names[id(element)] = f"element{len(names)}"
        element.kids = [kid for kid in element.kids if isinstance(kid, tuple) or kid.drew]
        for kid in element.kids:
            if isinstance(kid, _Element):
                self._name(kid, names)

    def _put(self, element: _Element, parent: str, names: dict[int, str]) -> None:
        name = names[id(element)]
        first = next((kid[0] for kid in element.kids if isinstance(kid, tuple)), None)
        told: list[Any] = [f"<< /Type /StructElem /S /{element.tag} /P", _reference(parent)]
        if first is not None:
            told += ["/Pg", _page(first)]
        if element.alt:
            told += ["/Alt", pdfdoc.PDFString(element.alt)]
        if element.tag is Tag.HEAD_CELL:
            told.append("/A << /O /Table /Scope /Column >>")
        told.append("/K [")
        for kid in element.kids:
            told += self._kid(kid, first, names)
        told.append("] >>")
        self._document.Reference(_Written(told), name)
        for kid in element.kids:
            if isinstance(kid, _Element):
                self._put(kid, name, names)

    @staticmethod
    def _kid(kid: _Element | tuple[int, int], first: int | None, names: dict[int, str]) -> tuple[Any, ...]:
        if isinstance(kid, _Element):
            return (_reference(names[id(kid)]),)
        page, mark = kid
        if page == first:
            return (str(mark),)
        return "<< /Type /MCR /Pg", _page(page), f"/MCID {mark} >>"


class _Written(pdfdoc.PDFObject):
    """An object in its own words: texts as they are, and what has a form of its own. A letter has some forty."""

    def __init__(self, parts: list[Any]) -> None:
        self._parts = parts

    def format(self, document: Any) -> bytes:
        written = (part.encode() if isinstance(part, str) else part.format(document) for part in self._parts)
        return b" ".join(written)


_ROOT = "structure"


def _reference(name: str) -> Any:
    return pdfdoc.PDFObjectReference(name)


def _page(number: int) -> Any:
    return _reference(f"Page{number + 1}")  # reportlab's own name of it
