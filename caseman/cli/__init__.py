"""The command line: the same services as the window, for those without one and for scripts.

An expected failure prints one sentence on standard error and exits 1; wrong usage exits 2; no traceback, ever.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

_COMPLETE = "_CASEMAN_COMPLETE"  # set by a shell that asks what can follow, or for its script


def main() -> None:
    """The `caseman` command."""
    from caseman.hardening import harden  # noqa: PLC0415

    harden()
    from typer.main import get_command  # noqa: PLC0415

    from caseman import log  # noqa: PLC0415
    from caseman.cli.app import app  # noqa: PLC0415  the command line alone pays for its imports
    from caseman.cli.console import choose_language, chosen_language, told  # noqa: PLC0415
    from caseman.cli.words import asked_language, frame_in, speak  # noqa: PLC0415
    from caseman.errors import CasemanError  # noqa: PLC0415
    from caseman.text import T  # noqa: PLC0415

    log.start_log()
    choose_language(asked_language(sys.argv[1:]))
    command = get_command(app)
    speak(command, chosen_language())
    if _COMPLETE in os.environ:
        from typer.completion import completion_init  # type: ignore[attr-defined]  # noqa: PLC0415

        completion_init()
    try:
        try:
            with frame_in(chosen_language()):
                command()
        finally:
            sys.stdout.flush()  # whoever read it may be gone, which Python would else tell at its end
    except CasemanError as error:
        log.note("refused", code=error.code)
        sys.stderr.write(told(error) + "\n")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        with suppress(BrokenPipeError):
            sys.stdout.close()
        sys.stderr.close()
        sys.exit(1)
    except Exception as error:  # noqa: BLE001  a bug must not spill case data in a traceback
        kind, where = log.where_raised(error).split(" ")
        log.note("crashed", kind=kind, where=where)
        text = T(
            "Something unexpected happened ({kind} at {where}). Nothing half done was saved. Please report this line.",
            kind=kind,
            where=where,
        )
        sys.stderr.write(text.say(chosen_language()) + "\n")
        sys.exit(1)
