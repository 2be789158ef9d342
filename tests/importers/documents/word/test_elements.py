"""Elements of a Word document are found at any depth, once, and not in what is deleted."""

from support.word import element, run

from grantsdata.importers.documents.word.elements import all_text, children, inside, other_forms
from grantsdata.importers.documents.word.styles import W


def test_content_that_is_there_twice_is_read_in_its_new_form() -> None:
    both = "<mc:AlternateContent><mc:Choice><w:p/></mc:Choice><mc:Fallback><w:tbl/></mc:Fallback></mc:AlternateContent>"
    old = "<mc:AlternateContent><mc:Fallback><w:r/></mc:Fallback></mc:AlternateContent>"
    found = children(element(f"<w:body>{both}{old}<mc:AlternateContent/></w:body>"))
    assert [child.tag for child in found] == [W + "p", W + "r"]


def test_elements_are_found_at_any_depth_but_not_in_one_another_or_in_what_is_deleted() -> None:
    whole = (
        "<w:body><w:sdt><w:p w:n='1'><w:p w:n='2'/></w:p></w:sdt><w:del><w:p w:n='3'/></w:del><w:p w:n='4'/></w:body>"
    )
    assert [one.get(W + "n") for one in inside(element(whole), W + "p")] == ["1", "4"]


def test_all_text_holds_what_is_deleted() -> None:
    assert all_text(element(f"<w:p>{run('a  b')}<w:del><w:r><w:delText>c</w:delText></w:r></w:del></w:p>")) == "a b c"


def test_content_that_is_there_twice_with_different_texts_is_reported() -> None:
    forms = "<mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback>"
    both = [
        f"<mc:AlternateContent>{forms.format(run(one), run(other))}</mc:AlternateContent>"
        for one, other in (("£5", "£6"), ("£5 000", "£5000"), ("£7", ""))
    ]
    assert list(other_forms(element(f"<w:p>{''.join(both)}</w:p>"))) == [
        "a part is there twice with different texts, “£5” and, for older programs, “£6”"
    ]
