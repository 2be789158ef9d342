"""All that a report's process needs, imported once by the server that it is forked from.

The server reads no data and starts no thread, so that each process begins with a clean state: what is imported, and the
compiled template of the page.
"""

import gc

from grantsdata.cli import spare_a_grammar

spare_a_grammar()

from grantsdata import captions, figures, page, reports, summaries, wording, work  # noqa: E402

__all__ = ["captions", "figures", "page", "reports", "summaries", "wording", "work"]

reports.warm_exporter()

# What is imported stays for good. A collector that looked through it would have each fork copy it.
gc.freeze()
