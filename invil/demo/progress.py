"""A progress bar for a terminal; plain lines where there is none."""

import sys
import time
from collections.abc import Iterable, Iterator


class Progress:
    """Names the step, then counts: `for x in progress.over("Villages", xs)`."""

    def __init__(self, out=None) -> None:
        self.out = out or sys.stdout
        self.started = time.monotonic()
        self.interactive = getattr(self.out, "isatty", lambda: False)()

    def say(self, text: str) -> None:
        """One line with the seconds so far."""
        self.out.write(f"  [{time.monotonic() - self.started:5.0f} s] {text}\n")
        self.out.flush()

    def over(self, name: str, things: Iterable) -> Iterator:
        """Go through `things`, showing how far."""
        things = list(things)
        shown = -1
        for number, thing in enumerate(things, start=1):
            yield thing
            tenth = number * 20 // len(things)
            if tenth != shown:
                shown = tenth
                self._draw(name, number, len(things))
        if self.interactive:
            self.out.write("\n")
        elif not things:
            self.say(f"{name}: none")

    def _draw(self, name: str, number: int, total: int) -> None:
        bar = "#" * (number * 20 // total)
        line = f"  [{time.monotonic() - self.started:5.0f} s] {name:<34} {bar:<20} {number}/{total}"
        if self.interactive:
            self.out.write(f"\r{line}")
        elif number == total or number * 20 // total in (5, 10, 15):
            self.out.write(f"{line}\n")
        self.out.flush()
