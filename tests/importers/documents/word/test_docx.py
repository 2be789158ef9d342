"""A Word document gives back the cells that were put into it, and tells what is not printed as text."""

import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from support.cases import first
from support.papers import docx_of, raw_rows, signs_of

from grantsdata.errors import SourceError
from grantsdata.importers.documents.found import Cell, Document
from grantsdata.importers.documents.reading import read_document
from grantsdata.importers.documents.unseen import COVERED

TABLES = ("victims-services.csv", "crime-and-disorder-reduction.csv")


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("docx") / "paper.docx"
    return read_document(docx_of([raw_rows(name) for name in TABLES], path, ["Victims' services", "Appendix 1"]))


@pytest.mark.parametrize(("number", "name"), [*enumerate(TABLES)])
def test_each_cell_of_a_word_table_is_the_raw_one(paper: Document, number: int, name: str) -> None:
    assert signs_of(paper.tables[number]) == raw_rows(name)


def test_the_tables_have_their_places_headings_and_sizes(paper: Document) -> None:
    assert [(table.place, table.heading, len(table.rows)) for table in paper.tables] == [
        ("table 1", "Victims' services", 1 + 10),
        ("table 2", "Appendix 1", 1 + 25),
    ]
    assert paper.paragraphs == ("Victims' services", "Appendix 1")


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def typed(tmp_path: Path, body: str) -> Document:
    """A Word document whose body is typed; `{text}` is a paragraph of one run."""
    document = docx.Document()
    body = re.sub(r"{(.*?)}", r"<w:p><w:r><w:t>\1</w:t></w:r></w:p>", body)
    for element in parse_xml(f"<w:body {W}>{body}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, element)
    document.save(str(tmp_path / "typed.docx"))
    return read_document(tmp_path / "typed.docx")


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def run(content: str, properties: str = "") -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr>{content}</w:r></w:p>"


def only_cell(tmp_path: Path, content: str) -> Cell:
    (found,) = typed(tmp_path, table(cell(content) + cell("{x}"))).tables
    return found.rows[0][0]


def test_rows_that_begin_later_or_end_sooner_have_no_cells_there(tmp_path: Path) -> None:
    later = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("{b}") + cell("{c}")
    sooner = '<w:trPr><w:gridAfter w:val="2"/></w:trPr>' + cell("{d}")
    (found,) = typed(tmp_path, table(cell("{Service}") + cell("{Provider}") + cell("{Award}"), later, sooner)).tables
    assert signs_of(found) == [["Service", "Provider", "Award"], ["", "b", "c"], ["d", "", ""]]
    assert found.rows[1][0] == found.rows[2][2] == Cell("", notes=("no cell here",))
    assert found.rows[1][1].at == "row 2, cell 1"


def test_a_column_in_which_no_cell_begins_is_none(tmp_path: Path) -> None:
    wide = '<w:gridSpan w:val="3"/>'
    (found,) = typed(tmp_path, table(cell("{a}", wide) + cell("{b}"), cell("{c}", wide) + cell("{d}"))).tables
    assert signs_of(found) == [["a", "b"], ["c", "d"]]


def test_a_merged_cell_may_hide_a_text_and_begin_without_a_beginning(tmp_path: Path) -> None:
    on = "<w:vMerge/>"
    (found,) = typed(tmp_path, table(cell("{a}", on) + cell("{b}"), cell("{hidden}", on) + cell("{c}"))).tables
    assert signs_of(found) == [["a", "b"], ["〃", "c"]]
    assert found.rows[1][0].notes == ('text that the merged cell hides: "hidden"',)


def test_a_merged_cell_below_a_place_without_a_cell_begins_there(tmp_path: Path) -> None:
    later = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("{c}")
    on = cell("{d}", "<w:vMerge/>") + cell("{e}")
    (found,) = typed(tmp_path, table(cell("{a}") + cell("{b}"), later, on)).tables
    assert signs_of(found) == [["a", "b"], ["", "c"], ["d", "e"]]
    assert found.rows[2][0] == Cell("d", "row 3, cell 1")


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        ('<w:trPr><w:gridBefore w:val="50000"/></w:trPr>' + cell("{a}"), "50,000"),
        ('<w:trPr><w:gridAfter w:val="50000"/></w:trPr>' + cell("{a}"), "50,000"),
        (cell("{a}", '<w:gridSpan w:val="10000"/>') * 3, "20,000"),
    ],
)
def test_a_row_that_claims_too_many_columns_is_refused_before_they_are_made(
    tmp_path: Path, row: str, columns: str
) -> None:
    """Each number by itself, and then cell by cell: what is told is what was claimed up to there."""
    with pytest.raises(SourceError) as refused:
        typed(tmp_path, table(row))
    assert str(refused.value).startswith(f"typed.docx: A table claims {columns} columns; expected at most 16,384. ")


def test_cells_merged_the_old_way(tmp_path: Path) -> None:
    row = cell("{a}", '<w:hMerge w:val="restart"/>') + cell("{}", "<w:hMerge/>") + cell("{b}")
    (found,) = typed(tmp_path, table(row, cell("{c}") + cell("{d}") + cell("{e}"))).tables
    assert signs_of(found) == [["a", "←", "b"], ["c", "d", "e"]]


def test_a_nested_table_comes_after_the_one_that_holds_it(tmp_path: Path) -> None:
    inner = table(cell("{b}") + cell("{c}"))
    found = typed(tmp_path, "{Awards}" + table(cell("{a}" + inner + "{z}") + cell("{d}")))
    assert [(one.place, one.heading) for one in found.tables] == [
        ("table 1", "Awards"),
        ("table 1, within row 1", "Awards"),
    ]
    assert [signs_of(one) for one in found.tables] == [[["a z", "d"]], [["b", "c"]]]
    assert found.tables[0].notes == ("a table of its own stands in a cell of row 1; it is listed after this one",)


def test_a_table_of_one_cell_is_a_frame_around_its_text(tmp_path: Path) -> None:
    found = typed(tmp_path, table(cell("{a}") + cell("{b}" + table(cell("{£5,000}")) + "{c}")))
    assert [signs_of(one) for one in found.tables] == [[["a", "b £5,000 c"]]]
    assert (found.tables[0].notes, found.unaccounted) == ((), ())


def test_tracked_changes_are_shown_as_accepted_and_told(tmp_path: Path) -> None:
    old = "<w:del><w:r><w:delText>£5</w:delText></w:r></w:del>"
    new = "<w:ins><w:r><w:t>£6</w:t></w:r></w:ins>"
    assert only_cell(tmp_path, f"<w:p>{old}{new}</w:p>") == Cell(
        "£6",
        "row 1, cell 1",
        "",
        ('deleted by a tracked change: "£5"', "inserted by a tracked change: “£6”"),
    )


def test_rows_and_cells_of_tracked_changes(tmp_path: Path) -> None:
    gone = "<w:trPr><w:del/></w:trPr>" + cell("{Van}") + cell("{£6}")
    come = "<w:trPr><w:ins/></w:trPr>" + cell("{Bus}") + cell("{£7}", "<w:cellDel/>")
    (found,) = typed(tmp_path, table(cell("{Hub}") + cell("{£5}"), gone, come)).tables
    assert signs_of(found) == [["Hub", "£5"], ["Bus", ""]]
    assert found.notes == ('a row is left out that a tracked change deletes: "Van £6"',)
    assert found.rows[1][0].notes == ("row inserted by a tracked change",)
    assert found.rows[1][1].notes == ("row inserted by a tracked change", 'deleted by a tracked change: "£7"')


def test_a_hidden_row_is_kept_and_told(tmp_path: Path) -> None:
    hidden = "<w:trPr><w:hidden/></w:trPr>" + cell("{Van}") + cell("{£6}")
    flat = "<w:trPr><w:trHeight w:hRule='exact' w:val='2'/></w:trPr>" + cell("{Tram}") + cell("{£8}")
    shown = '<w:trPr><w:hidden w:val="0"/></w:trPr>' + cell("{Bus}") + cell("{£7}")
    (found,) = typed(tmp_path, table(hidden, shown, flat)).tables
    assert [row[0] for row in found.rows] == [
        Cell("Van", "row 1, cell 1", "", ("hidden row",)),
        Cell("Bus", "row 2, cell 1"),
        Cell("Tram", "row 3, cell 1", "", ("hidden row",)),
    ]


HIGH = "<w:vertAlign w:val='superscript'/>"
BOX = "<w:txbxContent>{in a box}</w:txbxContent>"
FIVE = "<w:r><w:t>£5</w:t></w:r>"


@pytest.mark.parametrize(
    ("content", "text", "notes"),
    first([
        (run("<w:t>£446,000</w:t><w:footnoteReference/>"), "£446,000", ("footnote 1 is marked here",)),
        (run("<w:del/><w:t>£5</w:t>"), "£5", ()),
        (f"{{£446,000}}{run('<w:t>1</w:t>', HIGH)}", "£446,000", ('raised mark "1"',)),
        (run("<w:t>st</w:t>", HIGH), "st", ()),
        (run("<w:t>1</w:t>", "<w:vertAlign w:val='subscript'/>"), "1", ()),
        (run("<w:t>secret</w:t>", "<w:vanish/>"), "", ('hidden text left out: "secret"',)),
        (run("<w:t>plain</w:t>", "<w:vanish w:val='false'/>"), "plain", ()),
        (run("<w:t>£5</w:t>", "<w:strike/>"), "£5", ("struck out: “£5”",)),
        (run("<w:t>£5</w:t>", "<w:dstrike/>"), "£5", ("struck out: “£5”",)),
        (run("<w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:softHyphen/>"), "a b c-", ()),
        ("{£213,000}{from OPCC}", "£213,000 from OPCC", ()),
        (run("<w:sym w:font='Arial' w:char='00A3'/><w:t>5</w:t>"), "£5", ()),
        (run("<w:sym w:font='Wingdings' w:char='F0FC'/>"), "", ("a sign of the font Wingdings stands here",)),
        (run("<w:drawing/>"), "", ("a picture stands here",)),
        (run(f"<w:pict>{BOX}</w:pict><w:t>x</w:t>"), "x", ('a text box stands here: "in a box"',)),
        (run("<w:instrText> =SUM(ABOVE) </w:instrText><w:t>£5</w:t>"), "£5", ("formula =SUM(ABOVE)",)),
        (f"<w:p><w:fldSimple w:instr='=SUM(ABOVE)'>{FIVE}</w:fldSimple></w:p>", "£5", ("formula =SUM(ABOVE)",)),
        (f"<w:p><w:fldSimple w:instr='PAGE'>{FIVE}</w:fldSimple></w:p>", "£5", ()),
        (f"<w:p><w:pPr><w:numPr/></w:pPr>{FIVE}</w:p>", "£5", ("a list's number or bullet stands before the text",)),
        ("<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{Hub}</w:sdtContent></w:sdt>", "Hub", ()),
        ("<!-- a comment -->{Hub}", "Hub", ()),
    ], 8),
)  # fmt: skip
def test_what_a_cell_holds_besides_text(tmp_path: Path, content: str, text: str, notes: tuple[str, ...]) -> None:
    assert only_cell(tmp_path, content) == Cell(text, "row 1, cell 1", "", notes)


def test_a_drawing_that_is_there_twice_is_looked_at_once(tmp_path: Path) -> None:
    namespace = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = "<mc:Choice>{new}</mc:Choice><mc:Fallback>{left out}</mc:Fallback>"
    none = f"<mc:AlternateContent {namespace}><mc:Fallback>{{old}}</mc:Fallback></mc:AlternateContent>"
    assert only_cell(tmp_path, f"<mc:AlternateContent {namespace}>{both}</mc:AlternateContent>{none}").text == "new old"


def test_rows_and_tables_in_content_controls_are_found(tmp_path: Path) -> None:
    inner = f"<w:sdt><w:sdtContent><w:tr>{cell('{Van}')}{cell('{£6}')}</w:tr></w:sdtContent></w:sdt>"
    whole = table(cell("{Hub}") + cell("{£5}")).replace("</w:tbl>", f"{inner}</w:tbl>")
    found = typed(tmp_path, f"<w:sdt><w:sdtContent>{{Before}}{whole}</w:sdtContent></w:sdt>")
    assert signs_of(found.tables[0]) == [["Hub", "£5"], ["Van", "£6"]]
    assert found.tables[0].heading == "Before"


def test_the_heading_is_the_nearest_one_even_above_other_paragraphs(tmp_path: Path) -> None:
    heading = "<w:p><w:pPr><w:pStyle w:val='Heading2'/></w:pPr><w:r><w:t>Awards</w:t></w:r></w:p>"
    one = table(cell("{a}") + cell("{b}"))
    found = typed(tmp_path, heading + "{These are:}" + one + "{More:}{}" + one + one)
    assert [table.heading for table in found.tables] == ["Awards", "More:", ""]
    assert found.paragraphs == ("Awards", "These are:", "More:")


def test_a_cell_that_claims_millions_of_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"typed\.docx: A table claims 9,000,000 cells"):
        typed(tmp_path, table(cell("{a}", '<w:gridSpan w:val="9000000"/>')))


def test_the_text_of_a_footnote_is_told_with_its_mark(tmp_path: Path) -> None:
    document = docx.Document()
    (left, right) = document.add_table(1, 2).rows[0].cells
    left.text, right.text = "Hub", "£446,000"
    right.paragraphs[0].runs[0]._r.append(parse_xml(f'<w:footnoteReference {W} w:id="7"/>'))
    note = run("<w:t>From the Ministry.</w:t>")
    content = f'<w:footnotes {W}><w:footnote w:id="7">{note}</w:footnote></w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, content.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.save(str(tmp_path / "notes.docx"))
    (found,) = read_document(tmp_path / "notes.docx").tables
    assert found.rows[0][1] == Cell(
        "£446,000", "row 1, cell 2", "", ('footnote 1 is marked here: "From the Ministry."',)
    )


def zipped(path: Path, parts: dict[str, str]) -> Document:
    """What is read of a Word file of these parts; each key is a name, and "@" stands for the usual beginning."""
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return read_document(path)


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
ROWS = table(cell("{Hub}") + cell("{£446,000}"))


def related(*relations: tuple[str, str], base: str = RELATIONS) -> str:
    entries = "".join(
        f'<Relationship Id="r{number}" Type="{base}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>'
    )


def part(name: str, content: str, namespaces: str = W) -> str:
    content = re.sub(r"{(.*?)}", r"<w:p><w:r><w:t>\1</w:t></w:r></w:p>", content)
    return f"<w:{name} {namespaces}>{content}</w:{name}>"


def typed_parts(path: Path, body: str, **parts: tuple[str, str]) -> Document:
    """What is read of a document with this body and other parts: kind of relation → name of the root, content."""
    files = {f"word/{kind}.xml": part(*content) for kind, content in parts.items()}
    relations = related(*[(kind.rstrip("0123456789"), f"{kind}.xml") for kind in parts])
    return zipped(
        path / "paper.docx",
        {
            "_rels/.rels": related(("officeDocument", "word/document.xml")),
            "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": relations,
            **files,
        },
    )


def cells(found: Document, number: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row] for row in found.tables[number].rows]


def test_a_strict_document_is_read(tmp_path: Path) -> None:
    """ISO/IEC 29500 Strict, as Word saves it on request: other namespaces in all parts."""
    strict = W.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    style = '<w:style w:type="character" w:styleId="Mark"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    marked = run("<w:t>£500</w:t>")[:-6] + '<w:r><w:rPr><w:rStyle w:val="Mark"/></w:rPr><w:t>1</w:t></w:r></w:p>'
    found = zipped(
        tmp_path / "strict.docx",
        {
            "_rels/.rels": related(("officeDocument", "word/document.xml"), base=STRICT),
            "word/document.xml": part("document", f"<w:body>{table(cell('{Hub}') + cell(marked))}</w:body>", strict),
            "word/_rels/document.xml.rels": related(("styles", "styles.xml"), base=STRICT),
            "word/styles.xml": part("styles", style, strict),
        },
    )
    assert cells(found) == [["Hub", "£500"]]
    assert found.unaccounted == ()


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    ],
)
def test_a_template_or_a_document_with_macros_whose_main_part_has_another_name_is_read(
    tmp_path: Path, kind: str
) -> None:
    types = f'<Override PartName="/Word/Document2.xml" ContentType="{kind}"/>'
    found = zipped(
        tmp_path / "paper.docm",
        {
            "[Content_Types].xml": f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{types}</Types>',
            "_rels/.rels": related(("officeDocument", "/word/document2.xml")),
            "word/document2.xml": part("document", f"<w:body>{ROWS}</w:body>"),
            "word/_rels/document2.xml.rels": related(("vbaProject", "vbaProject.bin"), ("image", "NULL")),
            "word/vbaProject.bin": "macros",
        },
    )
    assert cells(found) == [["Hub", "£446,000"]]


def styled(name: str, properties: str = "", based_on: str = "", kind: str = "character") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' * bool(based_on)
    return f'<w:style w:type="{kind}" w:styleId="{name}">{base}<w:rPr>{properties}</w:rPr></w:style>'


STYLES = (
    styled("Mark", HIGH)
    + styled("Mark2", "", "Mark")
    + styled("Level", "<w:vertAlign w:val='baseline'/>", "Mark")
    + styled("Gone", "<w:vanish/>")
    + styled("Out", "<w:strike/>")
    + styled("Up", "<w:position w:val='8'/>")
    + styled("Lost", "<w:vanish/>", kind="paragraph")
    + styled("Round", "", "Round")
)


def beside_500(text: str, properties: str) -> str:
    return f"<w:p><w:r><w:t>£500</w:t></w:r><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def style_of_run(name: str) -> str:
    return f"<w:rStyle w:val='{name}'/>"


@pytest.mark.parametrize(
    ("content", "text", "notes"),
    [
        (beside_500("1", style_of_run("Mark")), "£500", ('raised mark "1"',)),
        (beside_500("1", style_of_run("Mark2")), "£500", ('raised mark "1"',)),
        (beside_500("1", style_of_run("Level")), "£5001", ()),
        (beside_500("1", style_of_run("Round")), "£5001", ()),
        (beside_500("1", style_of_run("Up")), "£500", ('raised mark "1"',)),
        (beside_500("1", "<w:position w:val='6'/>"), "£500", ('raised mark "1"',)),
        (beside_500("1", "<w:position w:val='-6'/>"), "£500", ('small mark "1"',)),
        (beside_500("a", HIGH), "£500", ('raised mark "a"',)),
        (beside_500("(ii)", HIGH), "£500", ('raised mark "(ii)"',)),
        (beside_500("1,2", HIGH), "£500", ('raised mark "1,2"',)),
        (beside_500("[note 1]", HIGH), "£500", ('raised mark "[note 1]"',)),
        (beside_500("0000", style_of_run("Gone")), "£500", ('hidden text left out: "0000"',)),
        (beside_500(" new", style_of_run("Out")), "£500", ("struck out and left out: “new”",)),
        (
            "<w:p><w:pPr><w:pStyle w:val='Lost'/></w:pPr><w:r><w:t>£9</w:t></w:r></w:p>{£5}",
            "£5",
            ('hidden text left out: "£9"',),
        ),
        (
            "<w:p><w:r><w:rPr><w:sz w:val='22'/></w:rPr><w:t>£500</w:t></w:r>"
            "<w:r><w:rPr><w:sz w:val='14'/></w:rPr><w:t>1</w:t></w:r></w:p>",
            "£500",
            ('small mark "1"',),
        ),
        (
            "<w:p><w:r><w:t>£500</w:t></w:r>"
            "<w:hyperlink w:anchor='_ftn1'><w:r><w:t>[1]</w:t></w:r></w:hyperlink></w:p>",
            "£500",
            ('footnote mark "[1]", which is a link',),
        ),
        (
            f"<w:p><w:r><w:t>1</w:t></w:r><w:r><w:rPr>{HIGH}</w:rPr><w:t>s</w:t></w:r>"
            f"<w:r><w:rPr>{HIGH}</w:rPr><w:t>t</w:t></w:r></w:p>",
            "1st",
            (),
        ),
        (
            f"<w:p><w:r><w:t>40 m</w:t></w:r><w:r><w:rPr>{HIGH}</w:rPr><w:t>2</w:t></w:r></w:p>",
            "40 m2",
            (),
        ),
        ("{£500¹}", "£500", ('footnote mark "¹" after the amount',)),
        ("{£500* †}", "£500", ('footnote mark "*" after the amount', 'footnote mark "†" after the amount')),
        ("{£500 [footnote 2]}", "£500", ('footnote mark "[footnote 2]" after the amount',)),
        ("{Hub*}", "Hub*", ()),
        (
            "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> IF </w:instrText></w:r>"
            "<w:r><w:t>£7</w:t></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>£8</w:t></w:r>"
            "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
            "£8",
            ('left out, since it is the instruction of a field: "£7"',),
        ),
        (
            "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:t>£7</w:t></w:r></w:p>",
            "£7",
            (),
        ),
        (
            "<w:p><w:r><w:t>£5</w:t></w:r><w:r><w:commentReference w:id='4'/></w:r></w:p>",
            "£5",
            ('a comment stands here: "Is it £50?"',),
        ),
        (
            "<w:p><w:r><w:object><o:OLEObject xmlns:o='urn:schemas-microsoft-com:office:office' "
            "ProgID='Excel.Sheet.12'/></w:object></w:r></w:p>",
            "",
            (
                "an embedded object (Excel.Sheet.12) stands here: open it in Word with a double click, save it as a "
                "file, and import that",
            ),
        ),
    ],
)  # fmt: skip
def test_what_is_raised_small_struck_out_or_hidden_by_whatever_means_is_told(
    tmp_path: Path, content: str, text: str, notes: tuple[str, ...]
) -> None:
    found = typed_parts(
        tmp_path,
        table(cell(content) + cell("{x}")),
        styles=("styles", STYLES),
        comments=("comments", '<w:comment w:id="4">{Is it £50?}</w:comment>'),
    )
    assert (found.tables[0].rows[0][0].text, found.tables[0].rows[0][0].notes) == (text, notes)
    assert found.unaccounted == ()


DRAWING = "<w:p><w:r><w:drawing><w:txbxContent>{}</w:txbxContent></w:drawing></w:r></w:p>"


def test_every_part_that_is_printed_is_read(tmp_path: Path) -> None:
    """Text boxes, headers, footers, notes: their tables are tables, their texts paragraphs; none is twice."""
    other = table(cell("{Van}") + cell("{£2,000}"))
    found = typed_parts(
        tmp_path,
        "{Awards}"
        + DRAWING.replace("{}", "{Beside}" + ROWS)
        + "<w:p><w:r><w:t>Budget</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
        + table(cell("<w:p><w:r><w:t>Bus</w:t></w:r><w:r><w:footnoteReference w:id='3'/></w:r></w:p>") + cell("{£7}")),
        header=("hdr", "{Police 7}" + other),
        header2=("hdr", "{Police 7}" + other),
        footer=("ftr", "{Page 1}"),
        footnotes=("footnotes", '<w:footnote w:id="2">{Of £9.}</w:footnote><w:footnote w:id="3">{Ten.}</w:footnote>'),
    )
    assert [(one.place, one.heading) for one in found.tables] == [
        ("table 1, in a text box", "Beside"),
        ("table 2", "Budget"),
        ("table 3, in a header", "Police 7"),
    ]
    assert cells(found) == [["Hub", "£446,000"]]
    assert found.paragraphs == ("Awards", "Beside", "Budget", "Police 7", "Page 1", "Of £9.")
    assert found.tables[1].rows[0][0].notes == ('footnote 2 is marked here: "Ten."',)
    assert (found.notes, found.unaccounted) == ((), ())


def test_what_stands_outside_tables_and_is_no_text_is_told(tmp_path: Path) -> None:
    found = typed_parts(
        tmp_path,
        "<w:p><w:del><w:r><w:delText>£5</w:delText></w:r></w:del><w:r><w:drawing/></w:r></w:p>"
        "<w:p><w:r><w:pict/></w:r><w:r><w:commentReference w:id='1'/></w:r></w:p><w:altChunk/>",
        comments=("comments", '<w:comment w:id="1">{See £6.}</w:comment>'),
    )
    assert found.notes == (
        'outside tables, deleted by a tracked change: "£5"',
        "outside tables, a picture stands here (2 times)",
        'outside tables, a comment stands here: "See £6."',
        "a part of another format is embedded; save the document in Word again to see it",
    )
    assert found.unaccounted == ()


WHITE, DARK = '<w:color w:val="FFFFFF"/>', '<w:shd w:val="clear" w:fill="003366"/>'


NOT_REPEATED = f"{COVERED}, and not repeated here: it may have been blacked out"


@pytest.mark.parametrize(
    ("how", "of_cell", "text", "notes"),
    [
        (WHITE, "", "", ('hidden text left out: "£5"',)),
        ('<w:color w:val="FAFAFA"/>', "", "", ('hidden text left out: "£5"',)),
        (WHITE, DARK, "£5", ()),
        (WHITE + DARK, "", "£5", ()),
        (WHITE + '<w:highlight w:val="black"/>', "", "£5", ()),
        ('<w:color w:val="003366"/>', DARK, "", (NOT_REPEATED,)),
        ('<w:highlight w:val="black"/>', "", "", (NOT_REPEATED,)),
        ('<w:color w:val="auto"/>', "", "£5", ()),
        ('<w:sz w:val="2"/>', "", "", ('hidden text left out: "£5"',)),
        ('<w:sz w:val="12"/>', "", "£5", ()),
    ],
)
def test_a_text_that_no_reader_sees_is_left_out_and_quoted(
    tmp_path: Path, how: str, of_cell: str, text: str, notes: tuple[str, ...]
) -> None:
    found = typed(tmp_path, table(cell("{Hub}") + cell(run("<w:t>£5</w:t>", how), of_cell)))
    assert (found.tables[0].rows[0][1].text, found.tables[0].rows[0][1].notes) == (text, notes)
    assert found.unaccounted == ()


def line(text: str) -> str:
    return "<w:p><w:r><w:t>" + text.replace("|", "</w:t><w:tab/><w:t>") + "</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("lines", "rows", "others"),
    [
        (["Hub|Ely|£446,000", "Van|March|£500"], [["Hub", "Ely", "£446,000"], ["Van", "March", "£500"]], ()),
        (["Date:|May", "Hub|Ely|£6", "Total||£6"], [["Hub", "Ely", "£6"], ["Total", "", "£6"]], ("Date: May",)),
        (["Hub||Ely||£6", "Legal adviser|Ely|£9"], [["Hub", "Ely", "£6"], ["Legal adviser", "Ely", "£9"]], ()),
        (["Hub     Ely     £6", "Van     Ely     £9"], [["Hub", "Ely", "£6"], ["Van", "Ely", "£9"]], ()),
        (["From:|The Chief", "To:|The Board"], [], ("From: The Chief", "To: The Board")),
    ],
)  # fmt: skip
def test_lines_whose_columns_are_set_with_tabs_are_a_table_and_a_guess(
    tmp_path: Path, lines: list[str], rows: list[list[str]], others: tuple[str, ...]
) -> None:
    found = typed_parts(tmp_path, "".join(map(line, lines)) + "{After}")
    assert [cells(found, number) for number in range(len(found.tables))] == ([rows] if rows else [])
    assert all(
        one.notes == ("its columns are set with tabs or spaces, so that its cells are a guess",) for one in found.tables
    )
    assert found.paragraphs == (*others, "After")
    assert found.unaccounted == ()


def test_lines_with_tabs_that_do_not_fit_are_told_with_what_to_do(tmp_path: Path) -> None:
    found = typed_parts(tmp_path, line("Hub|Ely|£446,000") + line("Van|£500"))
    assert found.paragraphs == ("Hub Ely £446,000", "Van £500")
    assert found.notes == (
        "2 lines look like a table set with tabs, but do not have one number of columns: select them, convert "
        "them into a table (in Word: Insert, Table, Convert Text to Table), and import the document again: "
        "“Hub Ely £446,000”",
    )


def with_part(tmp_path: Path, document: docx.document.Document, name: str, kind: str, content: str) -> Document:
    """The document with another part, read again."""
    part = Part(PackURI(f"/word/{name}.xml"), "application/xml", content.encode(), document.part.package)
    document.part.relate_to(part, kind)
    document.save(str(tmp_path / "parts.docx"))
    return read_document(tmp_path / "parts.docx")


def test_a_table_in_a_footnote_is_a_table_of_its_own(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Hub").runs[0]._r.append(parse_xml(f'<w:footnoteReference {W} w:id="7"/>'))
    rows = table(
        cell(run("<w:t>Van</w:t>")) + cell(run("<w:t>£5</w:t>")),
        cell(run("<w:t>Bus</w:t>")) + cell(run("<w:t>£6</w:t>")),
    )
    content = f'<w:footnotes {W}><w:footnote w:id="7">{run("<w:t>Of these:</w:t>")}{rows}</w:footnote></w:footnotes>'
    found = with_part(tmp_path, document, "footnotes", RELATIONSHIP_TYPE.FOOTNOTES, content)
    assert [(one.place, signs_of(one)) for one in found.tables] == [
        ("table 1, in footnote 7", [["Van", "£5"], ["Bus", "£6"]])
    ]
    assert found.paragraphs == ("Hub", "Of these:")
    assert found.unaccounted == ()


def test_the_texts_of_a_diagram_are_paragraphs(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Hub")
    space = "http://schemas.openxmlformats.org/drawingml/2006/main"
    lines = "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in ("Police: £5", "", "Trust: £6"))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/diagramData"
    found = with_part(tmp_path, document, "diagram", kind, f'<d xmlns:a="{space}">{lines}</d>')
    assert found.paragraphs == ("Hub", "Police: £5", "Trust: £6")
    assert found.unaccounted == ()
