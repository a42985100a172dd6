"""The writer is right: what other tools read back is what was put in."""

import io
from collections import Counter
from dataclasses import fields, replace
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import docx as python_docx
import pdfplumber
import pypdfium2
import pytest
from lxml import html as lxml_html
from openpyxl import load_workbook

from ingest.records import RAW_TABLES
from tests.carriers import docx, html, office, pdf, scan, xlsx
from tests.carriers import text as text_carrier
from tests.carriers.blocks import Block, Cell, Table, row, table
from tests.carriers.books import BOOKS
from tests.carriers.compare import GOALS, HEADER, compare, folded, level
from tests.carriers.facts import CostItem, Form, Indicator, Money, printed_in
from tests.carriers.filed import filed_forms, stems
from tests.carriers.made_up import PROJECTS
from tests.carriers.registry import all_layouts
from tests.carriers.samples import Document, documents, samples

CHOSEN = (
    ("shanghai-2021-target", "window"),
    ("shanghai-2023-target", "law"),
    ("shanghai-2023-self-evaluation", "odd"),
    ("central-target", "big"),
    ("reason-columns-self-evaluation", "road"),
)


def built(layout: str, project: str) -> Document:
    blocks, form = all_layouts()[layout].build(PROJECTS[project])
    return Document(layout, project, blocks, [form])


SOME = [
    *(built(*names) for names in CHOSEN),
    Document("list-target", "book", *BOOKS["list-target"]()),
]
IDS = [f"{document.layout}.{document.content}" for document in SOME]
each_document = pytest.mark.parametrize("document", SOME, ids=IDS)


def texts_of(blocks: list[Block]) -> list[str]:
    """The texts of all cells and paragraphs, without white space."""
    found = []
    for block in blocks:
        if isinstance(block, Table):
            found += [folded(cell.text) or "" for cells in block.rows for cell in cells]
        elif hasattr(block, "text"):
            found.append(folded(block.text) or "")
    return found


def full_grid(block: Table) -> list[list[str]]:
    """The text of every slot, a spanning cell's in all that it covers; white space removed."""
    found = [[""] * len(block.widths) for _ in block.rows]
    for placed in block.placed():
        for line in range(placed.row, placed.row + placed.cell.row_span):
            for column in range(placed.column, placed.column + placed.cell.column_span):
                found[line][column] = folded(placed.cell.text) or ""
    return found


def tables_of(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


@pytest.mark.parametrize("document", documents(), ids=lambda each: f"{each.layout}.{each.content}")
def test_every_expected_fact_is_printed(document: Document) -> None:
    texts = texts_of(document.blocks)
    page = "|".join(texts)
    for form in document.forms:
        for value in (form.project_name, form.code, form.department, form.unit, form.recurrence):
            assert (folded(value) or "") in page
        for goal in (form.total_goal, form.annual_goal, form.expected_result, form.actual_result):
            assert (folded(goal) or "") in page
        for _, money in form.money:
            assert any((folded(money.text) or "") in words for words in texts)
        for item in form.indicators:
            assert (folded(item.name) or "") in page
            in_cells = all(
                (folded(part) or "") in texts for part in (item.operator, item.value, item.unit)
            )
            assert (folded(item.target) or "") in texts or in_cells
            for value in (item.weight, item.score, item.actual, item.remark):
                assert value is None or folded(value) in texts
            for name in (item.level1, item.level2):
                assert (level(name) or "") in page


def test_every_layout_has_every_project() -> None:
    for each in all_layouts().values():
        for project in PROJECTS.values():
            blocks, form = each.build(project)
            assert form.form_type == each.form_type
            assert len(form.indicators) == len(project.indicators)
            assert any(isinstance(block, Table) for block in blocks)


def test_cells_that_overlap_or_leave_a_hole_are_refused() -> None:
    with pytest.raises(ValueError, match="hole"):
        table([row("a", "b"), row("c")], (1, 1))
    with pytest.raises(ValueError, match="does not fit"):
        table([row(Cell("a", row_span=2), "b"), row("c", "d")], (1, 1))


@each_document
def test_docx_reads_back(document: Document) -> None:
    read = python_docx.Document(io.BytesIO(docx.write_docx(document.blocks)))
    grids = [
        [[folded(cell.text) or "" for cell in line.cells] for line in each.rows]
        for each in read.tables
    ]
    assert grids == [full_grid(block) for block in tables_of(document)]


def test_edited_docx_keeps_the_text_that_stands() -> None:
    data = docx.write_docx([table([row("金额", "486.73万元")], (1, 1))], edited=True)
    body = python_docx.Document(io.BytesIO(data)).element.body
    kept = "".join(node.text for node in body.xpath(".//w:tbl//w:t"))
    deleted = [node.text for node in body.xpath(".//w:delText")]
    assert (kept, deleted) == ("金额486.73万元", ["99999"])


def shown(cell: Any) -> str:
    """What a sheet shows of a cell."""
    value, pattern = cell.value, cell.number_format
    if value is None:
        return ""
    if isinstance(value, date | datetime):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, str):
        return value
    decimals = len(pattern.partition(".")[2].rstrip("%"))
    if pattern.endswith("%"):
        return f"{value * 100:.{decimals}f}%"
    return f"{value:{',' if ',' in pattern else ''}.{decimals}f}"


@pytest.mark.parametrize("numbers", [False, True])
@each_document
def test_xlsx_reads_back(document: Document, numbers: bool) -> None:
    data = xlsx.write_xlsx(document.blocks, numbers=numbers)
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    read = [
        folded(shown(cell)) for line in sheet.iter_rows() for cell in line if cell.value is not None
    ]
    assert read == [words for words in texts_of(document.blocks) if words]
    merged = sum(
        cell.row_span * cell.column_span > 1
        for block in tables_of(document)
        for cells in block.rows
        for cell in cells
    )
    titles = len(document.blocks) - len(tables_of(document))
    assert len(sheet.merged_cells.ranges) == merged + titles


def test_amounts_and_percents_are_numbers_of_the_sheet() -> None:
    words = row("4,867,300.00", "99.33%", "2024-01-01", "=100%", "310226240000000100117", "-")
    sheet = load_workbook(
        io.BytesIO(xlsx.write_xlsx([table([words], (1,) * 6)], numbers=True))
    ).worksheets[0]
    values = [cell.value for cell in sheet[1]]
    assert values == [4867300, 0.9933, datetime(2024, 1, 1), "=100%", "310226240000000100117", "-"]
    assert sheet["D1"].data_type == "s"


def html_grid(rows: list[Any]) -> list[list[str]]:
    """The text of every slot of a web table."""
    found: dict[tuple[int, int], str] = {}
    for number, line in enumerate(rows):
        column = 0
        for cell in line.xpath("./td|./th"):
            while (number, column) in found:
                column += 1
            for below in range(int(cell.get("rowspan", 1))):
                for beside in range(int(cell.get("colspan", 1))):
                    found[number + below, column + beside] = folded(cell.text_content()) or ""
    width = 1 + max(column for _, column in found)
    return [[found[number, column] for column in range(width)] for number in range(len(rows))]


@pytest.mark.parametrize("write", [html.write_html, html.write_word_html, html.write_site_html])
@each_document
def test_html_reads_back(document: Document, write: Any) -> None:
    data = write(document.blocks)
    words = data.decode("utf-8" if write is html.write_html else "gb18030")
    found = [
        each.xpath("./tr|./tbody/tr")
        for each in lxml_html.fromstring(words).xpath("//table[not(.//table)]")
    ]
    assert [html_grid(rows) for rows in found] == [
        full_grid(block) for block in tables_of(document)
    ]


@pytest.mark.parametrize("style", ["tabs", "shifted", "lines", "pipes"])
@each_document
def test_text_holds_every_cell(document: Document, style: str) -> None:
    words = folded(text_carrier.write_text(document.blocks, style).decode()) or ""
    assert all(each in words for each in texts_of(document.blocks))


@pytest.mark.parametrize("ruling", ["lines", "rects", "long"])
def test_pdf_cells_read_back(ruling: str) -> None:
    document = SOME[0]
    with pdfplumber.open(
        io.BytesIO(pdf.write_pdf(document.blocks, pdf.Style(ruling=ruling)))
    ) as opened:
        (page,) = opened.pages
        (found,) = page.find_tables()
        read = Counter(folded(page.crop(cell).extract_text()) or "" for cell in found.cells)
    (block,) = tables_of(document)
    assert read == Counter(folded(cell.text) or "" for cells in block.rows for cell in cells)


@pytest.mark.parametrize(
    "style",
    [
        pdf.Style(),
        pdf.Style(spanning="middle", breaks_rows=True, size=11, page_number="{page}/{count}"),
        pdf.Style(ruling="long", turned=True),
        pdf.Style(ruling="none"),
    ],
    ids=["first", "middle", "turned", "unruled"],
)
@each_document
def test_pdf_loses_no_character(document: Document, style: pdf.Style) -> None:
    data = pdf.write_pdf(document.blocks, style)
    printed = Counter(
        "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    )
    put = Counter(
        "".join(getattr(block, "text", "") for block in document.blocks)
        + "".join(
            cell.text for block in tables_of(document) for cells in block.rows for cell in cells
        )
    )
    lost = {char: count for char, count in (put - printed).items() if char.isalnum()}
    assert lost == {}


def test_pdf_repeats_headings_and_numbers_pages() -> None:
    rows = [row("名称", "值"), *[row(f"行{number}", str(number)) for number in range(90)]]
    data = pdf.write_pdf(
        [table(rows, (1, 1), heading_rows=1)], pdf.Style(page_number="{page}/{count}")
    )
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    assert len(pages) > 2
    assert all("名称" in words for words in pages)
    assert pages[1].split()[-1] == f"2/{len(pages)}"


def test_scan_has_pictures_and_no_text() -> None:
    source = pdf.write_pdf(SOME[0].blocks)
    read = pypdfium2.PdfDocument(scan.write_scan(source, dpi=100))
    assert len(read) == len(pypdfium2.PdfDocument(source))
    assert read[0].get_textpage().get_text_range() == ""
    assert read[0].render(scale=0.5).to_pil().convert("L").getextrema()[0] < 128


@pytest.mark.skipif(not office.is_here(), reason="LibreOffice is not installed")
def test_office_files_are_converted() -> None:
    (source,) = samples(["docx"], "shanghai-2021-target.park")
    (made,) = office.converted([(source.data, ".docx")], "pdf")
    words = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range()
    assert "环湖绿道及滨水公园提升工程" in words


def test_the_same_bytes_every_time() -> None:
    blocks = SOME[0].blocks
    for write in (docx.write_docx, xlsx.write_xlsx, pdf.write_pdf, html.write_html):
        assert write(blocks) == write(blocks)


@pytest.mark.parametrize(
    ("printed", "unit", "pattern", "expected"),
    [
        (Money("3,596,500"), "万元", "1,234.00", "359.65"),
        (Money("12603590.45"), "万元", "1,234.00", "1,260.359045"),
        (Money("486.73", "万元"), "元", "1234", "4867300"),
        (Money("98,765,432.10"), "元", "1,234", "98,765,432.10"),
        (Money("-"), "万元", "1,234.00", "-"),
        (Money("0.00"), "万元", "1234", "0.00"),
    ],
)
def test_money_in_another_unit(printed: Money, unit: str, pattern: str, expected: str) -> None:
    made = printed_in(printed, unit, pattern)
    assert (made.text, made.yuan) == (expected, printed.yuan)


def test_filed_forms_are_loaded() -> None:
    counts = {stem[:4] + stem[-5:]: len(filed_forms(stem)) for stem in stems()}
    assert sum(counts.values()) == 5 + 14 + 43 + 8
    first = filed_forms("2021-songjiang-service-centre.target")[0]
    assert first.amount("proposed", "annual", "total").yuan == Decimal(3596500)
    assert first.recurrence == "经常性项目"
    assert first.indicators[0].target == ">=29000家"


def records(forms: list[Form]) -> dict[str, list[Any]]:
    """Records as a reader without fault would hand them out."""
    found: dict[str, list[Any]] = {name: [] for name in TABLES}
    for number, form in enumerate(forms, 1):
        own = {"form_id": f"f-{number}", "form_number": number}
        found["forms"].append(SimpleNamespace(**vars(form), **own, **header_record(form)))
        for key, money in form.money:
            place = dict(zip(("phase", "basis", "fund_source"), key))
            amount = {"amount_yuan": money.yuan, "amount_text": money.text}
            found["funding"].append(SimpleNamespace(**own, **place, **amount))
        for count, item in enumerate(form.indicators, 1):
            found["indicators"].append(
                SimpleNamespace(**own, **indicator_record(item), indicator_number=count)
            )
        if rate := form.execution:
            parts = {"execution_rate_pct": rate.rate, "weight": rate.weight, "score": rate.score}
            found["execution"].append(SimpleNamespace(**own, **parts))
        for count, cost in enumerate(form.cost_items):
            found["cost_items"].append(
                SimpleNamespace(**own, **cost_record(cost), item_number=count)
            )
        for each in form.sections:
            section = {"section_number": each.number, "section_text": each.text}
            found["narrative_sections"].append(SimpleNamespace(**own, **section))
    return found


TABLES = ("forms", "funding", "execution", "indicators", "cost_items", "narrative_sections")


def header_record(form: Form) -> dict[str, Any]:
    renamed = {record: getattr(form, name) for name, record in (HEADER | GOALS).items()}
    return {name: value for name, value in renamed.items() if name not in vars(form)}


def indicator_record(item: Indicator) -> dict[str, Any]:
    return {
        "indicator_name": item.name,
        "target_text": item.target,
        "actual_text": item.actual,
        "remark_text": item.remark,
        "level1_name": item.level1,
        "level2_name": item.level2,
        "weight": item.weight,
        "score": item.score,
    }


def cost_record(item: CostItem) -> dict[str, Any]:
    return {
        "item_name": item.name,
        "group_name": item.group,
        "quantity": item.quantity_value,
        "unit_price_yuan": item.unit_price_yuan,
        "amount_yuan": item.amount_yuan,
    }


def test_compared_names_are_names_of_the_raw_tables() -> None:
    (form,) = [form for form in SOME[1].forms if form.cost_items]
    law = all_layouts()["shanghai-2023-self-evaluation"].build(PROJECTS["law"])[1]
    for table_name, made in records(
        [replace(law, sections=form.sections, cost_items=form.cost_items)]
    ).items():
        names = {field.name for field in fields(RAW_TABLES[table_name])}
        used = set(vars(made[0])) - {"form_number"} - set(Form.__dataclass_fields__)
        assert used - names == set()
    assert set((HEADER | GOALS).values()) <= {field.name for field in fields(RAW_TABLES["forms"])}


@pytest.mark.parametrize("document", documents(), ids=lambda each: f"{each.layout}.{each.content}")
def test_a_reader_without_fault_scores_full(document: Document) -> None:
    scores = compare(records(document.forms), document.forms)
    assert [score.differences for score in scores.values() if score.differences] == []
    assert sum(score.right for score in scores.values()) == sum(
        score.expected for score in scores.values()
    )


def test_faults_are_counted_by_kind() -> None:
    _, form = all_layouts()["shanghai-2023-self-evaluation"].build(PROJECTS["law"])
    read = records([form])
    read["funding"][0].amount_yuan += 1
    del read["funding"][1]
    read["indicators"][0].level2_name = "质量指标"
    del read["indicators"][3]
    read["forms"].append(
        SimpleNamespace(
            **(
                vars(read["forms"][0])
                | {"project_name": "别的", "form_number": 2, "form_id": "f-2"}
            )
        )
    )
    scores = compare(read, [form])
    counts = {kind: (each.wrong, each.missing, each.invented) for kind, each in scores.items()}
    assert counts["money"] == (1, 1, 0)
    assert counts["indicator.level2"] == (1, 1, 0)
    assert counts["indicator.name"] == (0, 1, 0)
    assert counts["form"] == (0, 0, 1)
    assert scores["money"].precision == pytest.approx(10 / 11)
    assert scores["money"].recall == pytest.approx(10 / 12)


def test_negatives_hold_no_form() -> None:
    empty = [sample.layout for sample in samples(["text-tabs"]) if not sample.forms]
    assert len(empty) == len(set(empty)) == 8
