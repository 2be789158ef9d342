"""What python-docx has no function for."""

import docx
from docx.oxml.ns import qn

from grantsdata.runs.documents.word_xml import in_list, link_in, new_list, put, set_language


def test_an_element_is_put_where_word_expects_it_and_replaces_one_of_its_name() -> None:
    row = docx.Document().add_table(1, 1).rows[0]._tr.get_or_add_trPr()
    put(row, "w:tblHeader")
    put(row, "w:cantSplit")
    put(row, "w:tblHeader", val="true")
    assert [element.tag for element in row] == [qn("w:cantSplit"), qn("w:tblHeader")]
    assert row[1].get(qn("w:val")) == "true"


def test_a_language_is_set_for_all_texts_even_if_the_styles_have_no_defaults() -> None:
    document = docx.Document()
    styles = document.styles.element
    styles.remove(styles.find(qn("w:docDefaults")))
    set_language(document, "en-GB")
    (language,) = styles.iter(qn("w:lang"))
    assert language.get(qn("w:val")) == "en-GB"


def test_a_run_becomes_a_link() -> None:
    paragraph = docx.Document().add_paragraph("See ")
    link_in(paragraph, paragraph.add_run("this"), "https://a.uk/")
    assert (paragraph.text, [one.address for one in paragraph.hyperlinks]) == ("See this", ["https://a.uk/"])


def test_a_new_list_counts_from_one_and_needs_a_style_with_numbers() -> None:
    document = docx.Document()
    one, other = (document.add_paragraph(text, style="List Number") for text in "ab")
    numbers = [new_list(document, one), new_list(document, other)]
    in_list(one, numbers[0])
    assert one._p.pPr is not None and one._p.pPr.numPr is not None
    assert one._p.pPr.numPr.numId is not None and one._p.pPr.numPr.numId.val == numbers[0]
    assert numbers[0] != numbers[1]
    assert new_list(document, document.add_paragraph("plain")) == 0
