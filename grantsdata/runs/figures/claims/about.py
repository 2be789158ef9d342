"""What a claim is about: the raw files, the awards of the page, the stream under whose heading it stands."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from grantsdata.runs.verifier.evaluate import chosen
from grantsdata.runs.verifier.raw import Award, Raw


class About(NamedTuple):
    """What a claim is about: the raw files, the awards of the page, the stream, the codes of the findings, and the
    bodies of a page on providers."""

    raw: Raw
    awards: Sequence[Award]
    stream: str
    codes: Collection[str]
    bodies: Collection[str] = ()

    @property
    def inside(self) -> list[Award]:
        """The awards inside the overall budget."""
        return [award for award in self.awards if award["in_overall_budget"]]

    @property
    def measures(self) -> list[Mapping[str, str]]:
        """The measures of the page's stream, or all."""
        code = next((one["code"] for one in self.raw.paper["streams"] if one["name"] == self.stream), "")
        return [one for one in self.raw.listed("measures") if not self.stream or one["stream"] == code]

    @property
    def of_stream(self) -> list[Award]:
        """The awards of the stream under whose heading the claim stands; of a page of one stream, its awards."""
        return chosen(self.raw.awards, {"stream": self.stream})

    def services_named(self, text: str) -> set[str]:
        """The services that a text names; one within the name of another is not looked for."""
        longest_first = sorted({award["service"] for award in self.raw.awards}, key=len, reverse=True)
        return set(re.findall("|".join(map(re.escape, longest_first)), text))

    def lists_none_from(self, text: str) -> bool:
        """Whether no award is from any of the streams that a text names."""
        named = [one["name"] for one in self.raw.paper["streams"] if one["name"] in text]
        return not any(award["stream"] in named for award in self.raw.awards)


Holds = Callable[[About, str], bool]
"""Whether a sentence is true of what it is about; it is given the sentence too."""


def none_with(name: str) -> Holds:
    """No award of the page has a value in this column."""
    return lambda about, text: not chosen(about.awards, {name: True})


def none_of(these: Callable[[About], Collection[object]]) -> Holds:
    """There are none of these."""
    return lambda about, text: not these(about)
