"""What the accessibility statement of the pages says was tested, and what was not.

It names the checks, so that a test can tell whether it still says what is checked: those of `runs/qa` before each set
is published, and those in a browser (`tests/page_checks`) before a version of this package is released.
"""

STANDARD = "Web Content Accessibility Guidelines (WCAG) 2.2, levels A and AA"

BEFORE_PUBLISHING = {
    "each page says that it is in British English, and its title names the year": (
        "language_is_british_english",
        "title_has_the_year",
    ),
    "headings skip no level, and each entry of the contents leads to its heading": (
        "headings_are_in_order",
        "links_lead_somewhere",
        "ids_are_unique",
    ),
    "each table has a caption, and header cells for its columns and rows, which a narrow window shows beside each "
    "cell": (
        "tables_are_marked_up",
        "tables_have_rows",
        "cells_name_their_columns",
        "wide_tables_become_cards",
    ),
    "each table can be saved as a file with the same numbers": ("tables_can_be_saved",),
    "each chart has a text for those who cannot see it, and its amounts are in a table": (
        "charts_are_described",
        "chart_amounts_are_in_tables",
    ),
    "no page runs a script or loads anything from elsewhere": ("nothing_can_run", "nothing_is_loaded_from_outside"),
}
"""What is true of each page that is published → the checks in `runs/qa` that hold back any other page."""

IN_A_BROWSER = {
    "axe finds no breach of WCAG 2.2 A and AA, or of good practice, at 1280 and 320 pixels, in light and dark "
    "colours": (
        "axe_finds_nothing_at_1280_in_light",
        "axe_finds_nothing_at_1280_in_dark",
        "axe_finds_nothing_at_320_in_light",
        "axe_finds_nothing_at_320_in_dark",
    ),
    "at 320 pixels a page needs no scrolling sideways, and no table hides a column": (
        "it_fits_a_narrow_window",
        "it_fits_a_wide_window",
        "its_scroll_boxes_can_be_reached",
    ),
    "the Tab key leads to every control in the order of the text, and out of the page again": (
        "tab_goes_through_it_in_order",
        "the_skip_link_works",
    ),
    "an outline shows where the focus is": ("the_focus_shows_in_light", "the_focus_shows_in_the_dark"),
    "the page asks for no other file": ("it_asks_for_nothing",),
    "the PDF that the browser prints is tagged, and holds every text and every description": (
        "its_pdf_is_tagged",
        "its_pdf_has_the_descriptions",
        "its_pdf_has_every_text",
        "nothing_is_cut_on_paper",
        "no_sheet_holds_only_the_foot",
    ),
}
"""What was found in Chromium, on the pages of this package's own data → the checks in `tests/page_checks`."""

NOT_TESTED = (
    "use by people with disabilities, or with a screen reader, a magnifier or voice control",
    "use in Firefox, Safari and the browsers of phones",
    "the Word documents, workbooks and other files to download",
    "whether the words are easy to understand",
)
"""What nothing here has tested."""
