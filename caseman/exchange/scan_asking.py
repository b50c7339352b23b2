"""What the worker process is asked about a PDF or a TIFF, and what its answers are held to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PIL import Image

from caseman.errors import InputError
from caseman.exchange.scan_kinds import MAX_BYTES, damaged, no_such_page, refusal
from caseman.exchange.scan_limits import MAX_PAGES, limits, too_large, too_many_pages, too_many_pixels
from caseman.exchange.scan_worker import NoWorkerError, WorkerLostError, ask, end_worker
from caseman.text import T


def inspect_pdf(name: str, data: bytes) -> tuple[int, int, int]:
    """Pages, and width and height of the first one in points.

    The pictures on all pages are measured, the first page is drawn.
    """
    if b"%%EOF" not in data[-1024:]:  # PDFium would repair a cut file and show half of it
        raise damaged(name)
    numbers, _ = _ask_worker(name, {"verb": "inspect"}, data, 0)
    if len(numbers) != 3 or not 1 <= numbers[0] <= MAX_PAGES:
        raise _distrusted(name)
    return numbers[0], numbers[1], numbers[2]


def pdf_picture(name: str, data: bytes, index: int, max_px: int) -> Image.Image:
    question = {"verb": "draw", "page": index, "max_px": max_px}
    numbers, samples = _ask_worker(name, question, data, 3 * max_px * max_px)
    if len(numbers) != 2 or not all(1 <= side <= max_px for side in numbers):
        raise _distrusted(name)
    if len(samples) != 3 * numbers[0] * numbers[1]:
        raise _distrusted(name)
    return Image.frombytes("RGB", (numbers[0], numbers[1]), samples)


def check_sound(name: str, data: bytes, tell: Callable[[], None]) -> None:
    """Refuse a TIFF with a page that decodes to something else than was written; `tell` is called between jobs.

    Raises `InputError`.
    """
    page = 0
    while True:
        numbers, _ = _ask_worker(name, {"verb": "sound", "first": page}, data, 0)
        if len(numbers) != 1 or not (numbers[0] == 0 or page < numbers[0] <= MAX_PAGES):
            raise _distrusted(name)
        page = numbers[0]
        tell()
        if page == 0:
            return


def pdf_copy(name: str, data: bytes, pages: Sequence[int] | None = None) -> bytes:
    """The pages of a PDF, or some of them, in a fresh document: nothing of the old one but what is seen."""
    question: dict[str, object] = {"verb": "copy", "pages": None if pages is None else list(pages)}
    numbers, copied = _ask_worker(name, question, data, MAX_BYTES)
    if len(numbers) != 1 or (pages is not None and numbers[0] != len(pages)) or not copied.startswith(b"%PDF-"):
        raise _distrusted(name)
    return copied


def _ask_worker(name: str, question: dict[str, object], data: bytes, longest: int) -> tuple[tuple[int, ...], bytes]:
    try:
        code, numbers, samples = ask({**question, "limits": limits()}, data, longest)
    except WorkerLostError as error:
        raise _too_intricate(name) from error
    except NoWorkerError as error:
        raise refusal(
            "scan-no-worker",
            T(
                "“{name}” was not opened: this computer did not start the process that reads PDF and TIFF. "
                "Close other programs and try again, or scan the paper as JPEG or PNG.",
                name=name,
            ),
        ) from error
    if code:
        raise _pdf_refusal(name, code, numbers)
    return numbers, samples


def _pdf_refusal(name: str, code: str, numbers: tuple[int, ...]) -> InputError:
    """The sentence for a code of the worker's."""
    match code, numbers:
        case "scan-protected", ():
            return _protected(name)
        case "scan-damaged", ():
            return damaged(name)
        case "scan-too-many-pages", ():
            return too_many_pages(name)
        case "scan-too-many-pixels", (width, height):
            return too_many_pixels(name, width, height)
        case "scan-no-such-page", (page, pages):
            return no_such_page(page, pages)
        case "scan-too-intricate", ():
            return _too_intricate(name)
        case "scan-unusual", ():
            text = T("“{name}” is written in a way that is not read here. Print it and scan the print.", name=name)
            return refusal(code, text)
        case "scan-script", ():
            text = T("“{name}” contains a script (JavaScript). Print it and scan the print.", name=name)
            return refusal(code, text)
        case "scan-attachments", (count,):
            return refusal(
                code,
                T(
                    "“{name}” carries attached files ({count}). Save each of them on its own, look at it, and take in "
                    "what is a scan; print this one and scan the print.",
                    name=name,
                    count=count,
                ),
            )
        case "scan-too-large", ():
            return too_large(name)
        case _:
            return _distrusted(name)


def _distrusted(name: str) -> InputError:
    """What no sound worker answers: a PDF may have taken it over, and the next PDF shall have another."""
    end_worker()
    return _too_intricate(name)


def _protected(name: str) -> InputError:
    return refusal(
        "scan-protected",
        T(
            "“{name}” is protected by a password or by restrictions. Print it and scan the print.",
            name=name,
        ),
    )


def _too_intricate(name: str) -> InputError:
    return refusal(
        "scan-too-intricate",
        T("A page of “{name}” takes too long to draw. Print it and scan the print.", name=name),
    )
