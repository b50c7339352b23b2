"""The window: `python -m ui` or `caseman-desk`. Without a screen it says so and makes the sample office instead."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from caseman.hardening import harden


def has_screen() -> bool:
    """Whether a window can be shown; offscreen rendering that was asked for counts."""
    if os.environ.get("QT_QPA_PLATFORM"):
        return True
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main() -> int:
    """Open the window and stay until it is closed."""
    harden()
    if not has_screen():
        import subprocess

        sys.stdout.write(
            "There is no screen here (no DISPLAY or WAYLAND_DISPLAY), so no window can be opened.\n"
            "The same main job is done without one: caseman demo demo/\n\n"
        )
        sys.stdout.flush()
        if Path("demo").exists() and any(Path("demo").iterdir()):
            sys.stdout.write(
                "demo/ is already there from an earlier run: demo/demo.caseman opens with the sample passphrase in\n"
                "demo/passphrase.txt. Remove the folder to make a new one.\n"
            )
            return 0
        return subprocess.run([*command_line(), "demo", "demo/"], check=False).returncode  # noqa: S603  our own program
    from ui import collecting

    collecting.hold_off()
    from ui.app import run

    return run(sys.argv)


def command_line() -> list[str]:
    """How to start the command line: the program beside this one where it is frozen, else its module."""
    if getattr(sys, "frozen", False):
        return [str(Path(sys.executable).with_name("caseman" + Path(sys.executable).suffix))]
    return [sys.executable, "-m", "caseman"]


if __name__ == "__main__":
    sys.exit(main())
