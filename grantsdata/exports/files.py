"""The names of the formats and of the files in which a year's data is published and exported."""

FORMATS = ("360giving", "workbook", "ods", "datapackage", "sqlite", "ocds")
"""The formats of `export`."""

TABLE_FILES = (
    "awards.csv",
    "awards.parquet",
    "findings.csv",
    "separate-funds.csv",
    "measures.csv",
    "budget-bridge.csv",
    "budget-breakdown.csv",
    "by-stream.csv",
    "by-stream-and-provider-type.csv",
    "by-provider-type.csv",
    "by-provider.csv",
    "by-payee.csv",
    "by-arrangement.csv",
    "by-theme.csv",
    "by-size.csv",
    "by-basis.csv",
    "with-other-contributors.csv",
    "contributions.csv",
    "key-figures.csv",
)
"""The files of every year's tables, in the order in which lists show them."""

RECORD_FILES = (
    "agreements.csv",
    "conditions.csv",
    "payments.csv",
    "variations.csv",
    "tenders.csv",
    "returns.csv",
    "promises.csv",
)
"""Further files, each of a year whose `paper.toml` declares the table."""

GIVING, ASSUMED, PACKAGE, DATABASE, SPREADSHEET = (
    "360giving.json", "360giving-assumed.csv", "datapackage.json", "grants.sqlite", "grants.xlsx",
)  # fmt: skip
GIVING_TABLE, OPEN_SPREADSHEET, CSV_METADATA, DATASET, OCDS, OCDS_LEFT_OUT = (
    "360giving.csv", "grants.ods", "csv-metadata.json", "dataset.jsonld", "ocds.json", "ocds-left-out.csv",
)  # fmt: skip
"""Only the command `export` writes these."""
NOT_WRITTEN = {
    GIVING: f"No award is a grant with a printed amount and a provider, so there is no {GIVING}; {ASSUMED} says why.",
    OCDS: f"No award is a contract or single tender, so there is no {OCDS}; {OCDS_LEFT_OUT} says why.",
}
"""File of a format of `export` → why it is not written, since its standard has no file without awards."""

CHANGES, FEED = "changes.csv", "changes.atom"
DOCUMENT_FILES = {
    CHANGES: "each award that a document added, changed or withdrew, in pounds before and after",
    FEED: "the same as an Atom feed, for feed readers",
}
"""The same for a year that has documents beside its paper."""
SHARED_FILES = {
    SPREADSHEET: "a spreadsheet with a cover, notes and one table a sheet",
    GIVING: "the grants in the 360Giving data standard, for comparing funders",
    ASSUMED: "each value that the 360Giving file assumes or leaves out, and why",
    PACKAGE: "what each column of the CSV tables means, in the Frictionless standard",
    DATABASE: "all tables in one SQLite database, for queries",
}
"""File for other programs → its description on the index page, in the order of that page."""
