"""A file that tables come from, and what is on record about the words of it that are unaccounted for."""

from collections.abc import Sequence
from dataclasses import dataclass

from grantsdata.errors import Fault, visible
from grantsdata.importers.documents.found import Unaccounted


@dataclass(frozen=True)
class Source:
    """A file that tables come from, the words in it that are unaccounted for, and why it may be used all the same."""

    name: str
    unaccounted: Sequence[Unaccounted]
    although: str

    @property
    def faults(self) -> list[Fault]:
        """One fault for each number that is unaccounted for, unless there is a reason why it may be."""
        step = 'Compare the place with the paper. If every award is there, add: --although "REASON"'
        expected = "every number in one place"
        return [
            Fault(f"{self.name}, {word.at}", f"{word.problem} (beside it: {visible(word.beside)})", expected, step)
            for word in self.unaccounted
            if word.is_number and not self.although
        ]

    @property
    def record(self) -> list[tuple[str, str, str]]:
        """The place of each word that is unaccounted for, the word, and what is recorded about it."""
        reason = f'; written although: "{self.although}"' if self.although else ""
        return [(word.at, word.word, f"{word.problem}; beside it: {word.beside}{reason}") for word in self.unaccounted]
