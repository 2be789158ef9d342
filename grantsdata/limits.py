"""How long a cell and a report may take, and how much memory a report may have."""

from dataclasses import dataclass

from grantsdata.errors import ParameterError


@dataclass(frozen=True)
class Limits:
    """Seconds for a cell and for a whole report: what takes longer hangs, and would hang for ever.

    `report_mib` is the memory, in MiB, that a report may take for itself: one that grows without end must not take
    the others, or the machine, with it.
    """

    cell_seconds: float = 600
    report_seconds: float = 1800
    report_mib: int = 1024

    def __post_init__(self) -> None:
        for name, seconds in (("--cell-seconds", self.cell_seconds), ("--report-seconds", self.report_seconds)):
            if not 1 <= seconds <= 7 * 24 * 3600:
                raise ParameterError(f"{name} is {seconds}; expected a number of seconds from 1 to a week.")
        if not 256 <= self.report_mib <= 1 << 20:
            raise ParameterError(f"--report-mib is {self.report_mib}; expected a number of MiB from 256 to 1,048,576.")
