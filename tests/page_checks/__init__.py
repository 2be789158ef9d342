"""What every page has to be, each as a function `check(page)` that tells what is wrong with it, or nothing.

The proofs ask that no page has a fault; the controls, that a page with a known defect has one. Only the HTML checker
stands apart (`browsing.nu_messages`), since one start of it does for many pages.
"""

from collections.abc import Callable

from page_checks import charts, keyboard, markup, printing, seen, tables
from page_checks.subject import Page

Check = Callable[[Page], list[str]]

CHECKS: tuple[Check, ...] = (
    markup.its_language_is_british_english,
    markup.its_title_has_the_year,
    markup.its_headings_are_in_order,
    markup.nothing_runs_in_it,
    markup.nothing_in_it_is_from_outside,
    markup.its_links_lead_somewhere,
    markup.nothing_in_it_is_private,
    markup.it_is_small,
    tables.its_tables_are_marked_up,
    tables.its_tables_have_rows,
    tables.its_tables_can_be_saved,
    charts.its_charts_are_described,
    charts.its_descriptions_tell_figures_of_its_tables,
    charts.its_descriptions_are_of_their_charts,
    charts.it_shows_all_that_its_notebook_made,
    seen.axe_wide_light,
    seen.axe_wide_dark,
    seen.axe_narrow_light,
    seen.axe_narrow_dark,
    seen.it_fits_a_narrow_window,
    seen.it_fits_a_wide_window,
    seen.it_asks_for_nothing,
    keyboard.tab_goes_through_it_in_order,
    keyboard.the_focus_shows_in_light,
    keyboard.the_focus_shows_in_the_dark,
    keyboard.the_skip_link_works,
    keyboard.its_scroll_boxes_can_be_reached,
    printing.its_pdf_is_tagged,
    printing.its_pdf_has_the_descriptions,
    printing.its_pdf_has_every_text,
    printing.nothing_is_cut_on_paper,
)

__all__ = ["CHECKS", "Check", "Page"]
