# PYTHON_ARGCOMPLETE_OK: shells that complete every program look for this
"""The entry point: the commands, and an exit code and one plain message for every error."""

from collections.abc import Sequence
from pathlib import Path

from grantsdata.cli.data import check, compare, confirm, import_paper, matches, new_year, providers, returns
from grantsdata.cli.output import print_json, print_message
from grantsdata.cli.pages import archive, changes, export, pdf, preview, report, trace, verify
from grantsdata.cli.parser import parse
from grantsdata.cli.project import demo, doctor, init, years
from grantsdata.cli.surroundings import MORE_MEMORY, any_streams, check_memory, stopped_by_sigterm
from grantsdata.errors import GrantsDataError, Stopped, of_system
from grantsdata.runs.notebooks import skip_unused_formats
from grantsdata.runs.publish.outcome import BAD_INPUT, INTERRUPTED, STOPPED, exit_code_for

COMMANDS = (
    init.COMMAND,
    demo.COMMAND,
    doctor.COMMAND,
    years.COMMAND,
    new_year.COMMAND,
    import_paper.COMMAND,
    confirm.COMMAND,
    compare.COMMAND,
    check.COMMAND,
    providers.COMMAND,
    matches.COMMAND,
    returns.COMMAND,
    preview.COMMAND,
    report.COMMAND,
    changes.COMMAND,
    trace.COMMAND,
    verify.COMMAND,
    export.COMMAND,
    pdf.COMMAND,
    archive.COMMAND,
)
"""The commands in the order in which an office needs them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. An error is printed as one plain message on standard error."""
    skip_unused_formats()
    with any_streams():
        options = parse(COMMANDS, arguments)
        if options is None:
            return BAD_INPUT
        try:
            with stopped_by_sigterm():
                if not options.command.is_light:
                    check_memory()
                return int(options.command.run(options))
        except GrantsDataError as error:
            code = exit_code_for(error)
            print_message(str(error))
            if getattr(options, "json", False):
                print_json({"error": str(error), "exit_code": code})
            return code
        except (MemoryError, ImportError) as error:
            if isinstance(error, ImportError) and "failed to map" not in str(error):
                raise
            print_message(f"there is not enough memory. {MORE_MEMORY}")
            return BAD_INPUT
        except OSError as error:  # the code that raised it has not turned it into an error of this package
            known = of_system(Path.cwd(), error)
            print_message(str(known))
            return exit_code_for(known)
        except Stopped as stopped:
            print_message(str(stopped))
            return STOPPED
        except KeyboardInterrupt:
            print_message("interrupted. What was not published before that stays as it was; run again to make it.")
            return INTERRUPTED
