"""A page → headings, paragraphs, tables and pictures."""

import base64

from grantsdata.runs.documents.blocks import (
    PageContent,
    Paragraph,
    Picture,
    Run,
    Table,
    TableCell,
    TableRow,
    content_of,
)

AWARDS = (
    "<table><caption><span>Table 1.</span> Awards</caption>"
    '<thead><tr><th>Service</th><th class="n">Amount</th><th>Provider</th></tr></thead><tbody>'
    '<tr class="group"><th colspan="3">Safety</th></tr>'
    '<tr><th>Hub</th><td class="n">£10 <span class="implied">implied</span></td>'
    '<td><span class="none">the cell is blank</span></td></tr>'
    '<tr class="total"><th>Total</th><td class="n">£10</td><td></td></tr></tbody></table>'
)


def content(html: str) -> PageContent:
    return content_of(f"<html><head><title>No</title><style>no</style></head><body>{html}</body></html>")


def texts(html: str) -> list[str]:
    blocks = content(html).blocks
    return ["".join(run.text for run in block.text) for block in blocks if isinstance(block, Paragraph)]


def test_headings_and_paragraphs_come_in_order_with_single_spaces() -> None:
    found = content(
        "<main><h1> The  paper </h1><div><h2><span>1.</span>\n Why</h2><p>First\nline.</p>loose</div></main>"
    )
    assert found.title == "The paper"
    assert found.blocks == [
        Paragraph((Run("The paper"),), "heading", 1),
        Paragraph((Run("1."), Run(" Why")), "heading", 2),
        Paragraph((Run("First line."),)),
        Paragraph((Run("loose"),)),
    ]


def test_bold_italic_links_and_line_breaks_are_kept_and_other_links_are_only_words() -> None:
    (block,) = content(
        '<p>A <strong>b <em>c</em></strong><br><a href="https://a.uk/x">d</a> <a href="#e">e</a><wbr>f</p>'
    ).blocks
    assert isinstance(block, Paragraph)
    assert block.text == (
        Run("A "),
        Run("b ", bold=True),
        Run("c", bold=True, italic=True),
        Run("\n"),
        Run("d", address="https://a.uk/x"),
        Run(" "),
        Run("e"),
        Run("f"),
    )


def test_what_only_works_on_a_page_is_left_out() -> None:
    assert texts(
        '<a class="skip" href="#m">Skip</a><nav><p>Contents</p></nav><p>Said</p><p class="download">Save</p>'
        "<script>x()</script><p hidden>no</p><input><!-- no -->"
        '<footer><p>Source: a paper.</p><p class="of-page">The link below</p>'
        '<p><a href="../index.html">All</a></p></footer>'
    ) == ["Said", "Source: a paper."]


def test_the_line_on_what_the_page_was_made_from_is_known_though_it_is_not_shown() -> None:
    found = content('<footer><p>Made from raw data 12ab; <a href="run.json">the record</a> is beside it.</p></footer>')
    assert (found.blocks, found.made_from) == ([], "Made from raw data 12ab; the record is beside it.")


def test_lists_and_terms() -> None:
    found = content(
        "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ol><li>d</li></ol>"
        "<dl><div><dt>To</dt><dd>the Board</dd></div><div><dt>Date</dt><dd>11 May</dd></div></dl>"
    ).blocks
    assert found == [
        Paragraph((Run("a"),), "bullet", 0, is_first=True),
        Paragraph((Run("b"),), "bullet", 1, is_first=True),
        Paragraph((Run("c"),), "bullet", 0),
        Paragraph((Run("d"),), "number", 0, is_first=True),
        Paragraph((Run("To", bold=True), Run(": "), Run("the Board"))),
        Paragraph((Run("Date", bold=True), Run(": "), Run("11 May"))),
    ]


def test_a_table_of_awards_has_its_caption_before_it_and_blank_cells_where_nothing_is_stated() -> None:
    caption, table = content(AWARDS).blocks
    assert caption == Paragraph((Run("Table 1."), Run(" Awards")), "caption")
    assert table == Table(
        (
            TableRow(
                (
                    TableCell((Run("Service"),)),
                    TableCell((Run("Amount"),), is_amount=True),
                    TableCell((Run("Provider"),)),
                ),
                "head",
            ),
            TableRow((TableCell((Run("Safety"),), width=3),), "group"),
            TableRow(
                (
                    TableCell((Run("Hub"),)),
                    TableCell(
                        (Run("£10 "), Run("(", italic=True), Run("implied", italic=True), Run(")", italic=True)),
                        is_amount=True,
                    ),
                    TableCell(()),
                )
            ),
            TableRow((TableCell((Run("Total"),)), TableCell((Run("£10"),), is_amount=True), TableCell(())), "total"),
        ),
        "Table 1. Awards",
        lists_awards=True,
    )


def test_in_another_table_the_words_for_what_is_not_stated_stay() -> None:
    (table,) = content('<table><tr><th>Fund</th><td><span class="none">not stated</span></td></tr></table>').blocks
    assert isinstance(table, Table)
    assert not table.lists_awards
    assert table.rows[0].cells[1].text == (Run("not stated", italic=True),)


def test_a_picture_has_its_alternative_text_and_its_bytes_if_word_can_show_them() -> None:
    png = base64.b64encode(b"picture").decode()
    assert content(
        f'<figure><figcaption>F</figcaption><img alt="Bars" src="data:image/png;base64,{png}"></figure>'
    ).blocks == [
        Paragraph((Run("F"),), "caption"),
        Picture(b"picture", "Bars"),
    ]
    assert content('<img alt="Bars" src="data:image/svg+xml;base64,AA">').blocks == [Picture(b"", "Bars")]


def test_a_drawing_in_the_page_is_described_once_however_often_it_is_drawn() -> None:
    wide = '<svg role="img" aria-label="Bars"><title>one bar</title><text>£10</text></svg>'
    found = content(
        f"<figure><figcaption>F</figcaption>{wide}{wide}<svg aria-hidden='true'><text>x</text></svg></figure>"
    )
    assert found.blocks == [Paragraph((Run("F"),), "caption"), Picture(b"", "Bars")]
    assert content("<svg><title>Flow</title></svg>").blocks == [Picture(b"", "Flow")]
