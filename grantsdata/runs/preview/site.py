"""What a preview shows at the moment: the pages that are made, and what is wrong. Used by several threads."""

from collections.abc import Collection, Sequence
from threading import Condition

from grantsdata.model.years import FinancialYear


class Site:
    """The files of a year by name, such as `annual-report.html` or `data/awards.csv`, and the faults to be shown.

    `looked_at` is the name of the page that a reader asked for last.
    """

    def __init__(self, year: FinancialYear) -> None:
        self.year = year
        self.looked_at = ""
        self.faults: tuple[str, ...] = ()
        self._files: dict[str, bytes] = {}
        self._numbers: dict[str, int] = {}
        self._changes = 0
        self._faults_changed = 0
        self._is_closed = False
        self._changed = Condition()

    def file(self, name: str) -> bytes | None:
        """Return the content of a file, or None if it is not made (yet)."""
        with self._changed:
            return self._files.get(name)

    def pages(self) -> list[str]:
        """Return the names of the pages, in the order in which they were first made."""
        with self._changed:
            return [name for name in self._files if name.endswith(".html")]

    def put(self, name: str, content: bytes) -> None:
        """Show a new file in the place of the former one."""
        with self._changed:
            self._changes += 1
            self._files[name], self._numbers[name] = content, self._changes
            self._changed.notify_all()

    def keep(self, pages: Collection[str]) -> None:
        """Take away the pages that are not among these."""
        with self._changed:
            for name in [name for name in self._files if name.endswith(".html") and name not in pages]:
                del self._files[name]
                self._changes += 1
                self._numbers[name] = self._changes
            self._changed.notify_all()

    def show_faults(self, faults: Sequence[str]) -> None:
        """Show these faults on every page; with none, pages show none."""
        with self._changed:
            if self.faults != tuple(faults):
                self._changes += 1
                self.faults, self._faults_changed = tuple(faults), self._changes
                self._changed.notify_all()

    def version(self, name: str) -> str:
        """Return a text that changes whenever the file or the faults do; "" stands for the list of pages."""
        with self._changed:
            return self._version(name)

    def wait(self, name: str, version: str, seconds: float) -> bool:
        """Wait until the file has another version; return whether it has, or whether the preview has ended."""
        with self._changed:
            return self._changed.wait_for(lambda: self._is_closed or self._version(name) != version, seconds)

    def close(self) -> None:
        """Let no one wait any longer."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def _version(self, name: str) -> str:
        return f"{self._numbers.get(name, 0) if name else self._changes}-{self._faults_changed}"
