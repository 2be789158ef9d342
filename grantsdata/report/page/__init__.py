"""Show the parts of a page from a notebook: charts with alternative text, accessible tables, headline figures, prose.

They look alike in JupyterLab and on the page. Nothing is computed here, and every text is escaped.
"""

from grantsdata.report.chart import chart_html
from grantsdata.report.fragment import Fragment
from grantsdata.report.page.award_list import award_list
from grantsdata.report.page.charts import bar, show
from grantsdata.report.page.notes import notes, notes_html
from grantsdata.report.page.prose import bullets, details, footer, header, key_figures, legend, say, standfirst
from grantsdata.report.page.sections import sections
from grantsdata.report.page.sources import source_documents
from grantsdata.report.page.tables import heading, table, table_html

__all__ = [
    "Fragment",
    "award_list",
    "bar",
    "bullets",
    "chart_html",
    "details",
    "footer",
    "header",
    "heading",
    "key_figures",
    "legend",
    "notes",
    "notes_html",
    "say",
    "sections",
    "show",
    "source_documents",
    "standfirst",
    "table",
    "table_html",
]
