"""`grantsdata matches`."""

import argparse
from typing import Any

from grantsdata import commands
from grantsdata.cli.command import Command
from grantsdata.cli.options import add_json, add_year
from grantsdata.cli.output import print_json, print_line, project_read, project_written
from grantsdata.model.dictionary.headings import EMPTY
from grantsdata.model.money import format_pounds
from grantsdata.sources.files.project import label, year_before


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_year(parser, "2018-19")
    parser.add_argument("--with", default="", metavar="YEAR", dest="compare_with",
                        help="an earlier year on file (default: the latest before)")  # fmt: skip
    parser.add_argument("--write", action="store_true", help="add them to the year's matches.csv, not yet decided")
    add_json(parser)


def _run(options: argparse.Namespace) -> int:
    import pandas as pd

    from grantsdata.awards.decisions import decisions_path
    from grantsdata.awards.load import open_year
    from grantsdata.runs.matches import add_undecided

    found = project_written(options.project, quiet=options.json) if options.write else project_read(options.project)
    opened = open_year(options.year, found)
    year, root = opened.year, opened.root
    before = year_before(year, options.compare_with, project=root)
    pairs = commands.matches(opened, options.compare_with)
    if options.json:
        added = add_undecided(opened, pairs) if options.write else None
        listed = [_keys(pair) for pair in pairs.to_dict("records")]
        print_json({"year": str(year), "compared_with": str(before), "pairs": listed, "added": added})
        return 0
    for number, pair in enumerate(pairs.to_dict("records"), start=1):
        print_line(f"{number}. {pair['similarity_share']:.1%} alike{', on file and not decided' * pair['is_on_file']}")
        for when, side in ((before, "former_"), (year, "")):
            amount = pair["former_gbp" if side else "award_gbp"]
            pounds = EMPTY["award_gbp"] if pd.isna(amount) else format_pounds(amount)
            provider = EMPTY["provider"] if pd.isna(pair[f"{side}provider"]) else pair[f"{side}provider"]
            print_line(f"   {when}: {pair[f'{side}service']}; {provider}; {pounds}")
            print_line(f"            {pair['former_id' if side else 'award_id']}")
    place = label(decisions_path(year, root), root)
    counted = f"{len(pairs)} doubtful {'pair' if len(pairs) == 1 else 'pairs'} of {before} and {year}"
    if not options.write:
        step = f". Add them to {place} with --write, and write yes or no there." if len(pairs) else "."
        print_line(f"{counted}{step}")
        return 0
    added = add_undecided(opened, pairs)
    print_line(f"{counted}; {added or 'none'} added to {place}.")
    return 0


def _keys(pair: dict[Any, Any]) -> dict[str, Any]:
    """Return a pair for JSON: amounts in whole pence, the similarity as a text, what is not stated as null."""
    import pandas as pd

    keys = {name: None if pd.isna(value) else value for name, value in pair.items() if not name.endswith("_gbp")}
    for side in ("former", "award"):
        pounds = pair[f"{side}_gbp"]
        keys[f"{side}_pence"] = None if pd.isna(pounds) else round(pounds * 100)
    return {**keys, "similarity_share": f"{pair['similarity_share']:.4f}", "is_on_file": bool(pair["is_on_file"])}


COMMAND = Command(
    name="matches",
    summary="list the pairs of awards of two years that a person has to decide",
    description="""List the awards of two years that may be the same award under another name, the most similar first.
        With --write they are added to the matches.csv of the year without a decision: write yes or no there.""",
    examples=("matches 2018-19", "matches 2018-19 --with 2016-17 --write"),
    exit_codes={0: "the pairs are listed", 2: "the raw data is at fault, or there is no earlier year"},
    add_options=_add_options,
    run=_run,
)
