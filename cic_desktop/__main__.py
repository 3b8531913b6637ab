"""`cic-desktop` and `python -m cic_desktop`: a command when one is named, else the window."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the program; returns the exit status. `--register DIR` alone opens the window on that folder."""
    arguments = sys.argv[1:]
    options = _window_options(arguments)
    if options is not None:
        gc.disable()  # nothing of a start is garbage; from the first window on it is swept between turns
        from cic_desktop.main import run_window

        return run_window(*options)
    from cic_desktop.cli import run

    return run(arguments)


def _window_options(arguments: list[str]) -> tuple[str, bool] | None:
    """The window's register ("" for this user's) and whether only its start is measured; None for a command.

    Read by hand: `argparse` brings what the first window need not wait for. `--register DIR find X` is a command.
    """
    register, probe, rest = "", False, iter(arguments)
    for word in rest:
        name, equals, value = word.partition("=")
        if name == "--register":
            register = value if equals else next(rest, "")
        elif name == "--probe-start":
            probe = True
        else:
            return None
    return register, probe


if __name__ == "__main__":
    sys.exit(main())
