"""What every page has to be, each as a function `check(page)` that tells what is wrong with it, or nothing.

What needs no browser is in `grantsdata.runs.qa`, which every run asks before it publishes. The proofs ask that no page
has a fault; the controls, that a page with a known defect has one. Only the HTML checker stands apart
(`browsing.nu_messages`), since one start of it does for many pages.
"""

from collections.abc import Callable

from grantsdata.runs.qa import charts, document
from grantsdata.runs.qa.checks import PAGE_CHECKS
from grantsdata.runs.qa.reading import accessibility
from page_checks import keyboard, printing, seen
from page_checks.subject import Page

Check = Callable[[Page], list[str]]

CHECKS: tuple[Check, ...] = (
    *PAGE_CHECKS,
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
    printing.no_sheet_holds_only_the_foot,
)

__all__ = [
    "CHECKS",
    "PAGE_CHECKS",
    "Check",
    "Page",
    "accessibility",
    "charts",
    "document",
    "keyboard",
    "printing",
    "seen",
]
