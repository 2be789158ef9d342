"""A small section for each of several names: headings in order, texts, and tables with the awards that they are of."""

import pandas as pd
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from grantsdata.report.page import sections

TABLE = pd.DataFrame({"provider": ["One", "Total"], "award_gbp": [5.0, 5.0]})


def test_each_name_has_its_contents_below_its_heading(shell: InteractiveShell) -> None:
    with capture_output() as captured:
        sections(["A & B", "C"], {"C": "Of C.", "A & B": "Of A."}, {"A & B": {"Money": TABLE}}, by="stream")
    texts = [output.data["text/plain"].partition("\n")[0] for output in captured.outputs]
    assert texts == ["A & B", "Of A.", "Money", "C", "Of C."]
    facts = [output.metadata["grantsdata"] for output in captured.outputs]
    assert facts[1] == {"kind": "sum", "of": {"stream": "A & B"}}
    assert facts[2] == {"kind": "table", "caption": "Money", "of": {"stream": "A & B"}}
    assert "<h3>A &amp; B</h3>" in captured.outputs[0].data["text/html"]
    assert 'class="total"' in captured.outputs[2].data["text/html"]


def test_a_table_about_some_of_the_awards_says_so(shell: InteractiveShell) -> None:
    some = TABLE.iloc[:1].copy()
    some.attrs["of"] = {"theme": "Safety"}
    with capture_output() as captured:
        sections(["A"], {"A": {"Money": some}}, by="stream")
        sections(["A"], {"A": {"Money": some}})
    (_, narrow, _, free) = captured.outputs
    assert narrow.metadata["grantsdata"]["of"] == {"stream": "A", "theme": "Safety"}
    assert "of" not in free.metadata["grantsdata"]
    assert 'class="total"' not in narrow.data["text/html"]


def test_names_without_contents_are_headings_alone(shell: InteractiveShell) -> None:
    with capture_output() as captured:
        sections(["A"], {"B": "Of B."})
    assert [output.data["text/plain"] for output in captured.outputs] == ["A"]


def test_headings_of_level_2_are_sections_that_the_contents_list(shell: InteractiveShell) -> None:
    with capture_output() as captured:
        sections(["Now & then"], {"Now & then": "Text."}, level=2)
    heading, text = captured.outputs
    assert '<h2 id="now-then">Now &amp; then</h2>' in heading.data["text/html"]
    assert heading.metadata["grantsdata"] == {"kind": "section", "section": "Now & then"}
    assert text.data["text/plain"] == "Text."
