"""`grantsdata init`."""

import argparse
from pathlib import Path

from grantsdata import commands
from grantsdata.cli.command import Command
from grantsdata.cli.output import print_line, print_message


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", help="where it comes; what the folder holds stays as it is")
    parser.add_argument("--body", required=True, metavar="NAME", help='such as "Fairshire Borough Council"')
    parser.add_argument("--kind", default="", metavar="KIND",
                        help="what kind of body it is: policing, council, foundation or other")  # fmt: skip
    parser.add_argument("--from", dest="paper", metavar="FILE", help="its first paper, brought in with all tables")
    parser.add_argument("--year", metavar="YEAR", help="the paper's year, such as 2018-19")
    parser.add_argument("--although", default="", metavar="REASON",
                        help="why tables are written although a number of the paper is unaccounted for")  # fmt: skip


def _run(options: argparse.Namespace) -> int:
    from grantsdata.cli.data.imported import file_lines

    made = commands.init(
        options.folder,
        options.body,
        kind=options.kind,
        paper=options.paper,
        year=options.year,
        although=options.although,
    )
    for line in file_lines(made.imported) if made.imported else ():
        print_line(line)
    print_message(f"made the project {made.folder.resolve()}, {len(made.written)} files")
    state = "on" if made.has_disclosure else "off"
    print_message(f"the report on what the law asks policing bodies to publish is {state}, since {made.why_disclosure}")
    step = f"grantsdata confirm {options.year}" if made.imported else "grantsdata import FILE --year YEAR"
    is_here = made.folder.resolve() == Path.cwd()
    says = "NEXT-STEPS.md says" if is_here else f"go to {options.folder}; NEXT-STEPS.md there says"
    print_line(f"Next: {says} what to do, beginning with: {step}")
    return 0


COMMAND = Command(
    name="init",
    summary="make a new project for a body, with its first paper if there is one",
    description="""Make a project: folders for raw tables and reports, an empty register of providers, notebooks, the
        list of reports and a page of next steps. With --from the paper's tables are brought in as well, each guess
        marked. A file that is there already is never changed.""",
    examples=(
        'init grants --body "Fairshire Borough Council" --kind council',
        'init grants --body "Fairshire Borough Council" --from paper.docx --year 2024-25',
    ),
    exit_codes={0: "the project is made", 2: "nothing was made: the folder, the paper or an option is at fault"},
    add_options=_add_options,
    run=_run,
)
