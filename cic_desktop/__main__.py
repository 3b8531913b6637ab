"""`cic-desktop` and `python -m cic_desktop`: a command when one is named, else the window."""

from __future__ import annotations

import sys

WINDOW_OPTIONS = {"--register", "--probe-start"}


def main() -> int:
    """Run the program; returns the exit status. `--register DIR` alone opens the window on that folder."""
    arguments = sys.argv[1:]
    if not arguments or (arguments[0].split("=")[0] in WINDOW_OPTIONS and _only_options(arguments)):
        from cic_desktop.main import run_window

        return run_window(arguments)
    from cic_desktop.cli import run

    return run(arguments)


def _only_options(arguments: list[str]) -> bool:
    """Whether nothing but the window's own options is there: `--register DIR find X` is a command."""
    rest = iter(arguments)
    for word in rest:
        if word == "--register":
            next(rest, None)
        elif word.split("=")[0] not in WINDOW_OPTIONS:
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
