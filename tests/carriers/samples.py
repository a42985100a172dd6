"""All samples: documents of every layout in every carrier, with the forms they hold."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from tests.carriers import docx, html, office, pdf, scan, text, xlsx
from tests.carriers.blocks import Block
from tests.carriers.books import BOOKS, NEGATIVES, in_row
from tests.carriers.facts import Form
from tests.carriers.filed import filed_forms
from tests.carriers.made_up import PROJECTS
from tests.carriers.registry import all_layouts

Write = Callable[[list[Block]], bytes]


class Document(NamedTuple):
    """Blocks of one document and the forms they hold."""

    layout: str
    content: str
    blocks: list[Block]
    forms: list[Form]


class Sample(NamedTuple):
    """One file and the forms it holds; a negative holds none."""

    name: str
    carrier: str
    layout: str
    data: bytes
    forms: list[Form]


OTHER_PDF = pdf.Style(
    size=10.5,
    ruling="rects",
    spanning="middle",
    page_number="第 {page} 页 共 {count} 页",
    running_head="部门预算公开",
    breaks_rows=True,
)
DRAWN_PDF = pdf.Style(ruling="long", turned=True, single_chars=True, page_number="{page}")
MARKED_PDF = pdf.Style(watermark="公开资料 仅供参考")
UNRULED = pdf.Style(ruling="none", page_number="{page}/{count}")
WRITERS: dict[str, tuple[str, Write]] = {
    "docx": (".docx", docx.write_docx),
    "docx-edited": (".docx", lambda blocks: docx.write_docx(blocks, edited=True)),
    "xlsx-text": (".xlsx", xlsx.write_xlsx),
    "xlsx-numbers": (".xlsx", lambda blocks: xlsx.write_xlsx(blocks, numbers=True, sheets=True)),
    "xlsx-handled": (".xlsx", xlsx.write_handled_xlsx),
    "html": (".html", html.write_html),
    "html-word": (".html", html.write_word_html),
    "html-site": (".html", html.write_site_html),
    "text-tabs": (".txt", lambda blocks: text.write_text(blocks, "tabs")),
    "text-shifted": (".txt", lambda blocks: text.write_text(blocks, "shifted")),
    "text-lines": (".txt", lambda blocks: text.write_text(blocks, "lines")),
    "text-pipes": (".md", lambda blocks: text.write_text(blocks, "pipes")),
    "pdf": (".pdf", pdf.write_pdf),
    "pdf-rects": (".pdf", lambda blocks: pdf.write_pdf(blocks, OTHER_PDF)),
    "pdf-unruled": (".pdf", lambda blocks: pdf.write_pdf(blocks, UNRULED)),
    "pdf-drawn": (".pdf", lambda blocks: pdf.write_pdf(blocks, DRAWN_PDF)),
    "pdf-watermark": (".pdf", lambda blocks: pdf.write_pdf(blocks, MARKED_PDF)),
    "scan": (".pdf", lambda blocks: scan.write_scan(pdf.write_pdf(blocks))),
    "scan-150": (".pdf", lambda blocks: scan.write_scan(pdf.write_pdf(blocks), 150, -0.5)),
}
CONVERTED = {
    "docx-pdf": ("docx", "pdf"),
    "docx-doc": ("docx", "doc"),
    "xlsx-pdf": ("xlsx-text", "pdf"),
    "xls": ("xlsx-numbers", "xls"),
}
CARRIERS = (*WRITERS, *CONVERTED)


FILED_LAYOUTS = {
    "2021-songjiang-service-centre.target": ("shanghai-2021-target", "province-three-cells-target"),
    "2023-songjiang-government-office.target": ("shanghai-2023-target", "central-target"),
    "2026-songjiang-service-centre.target": ("shanghai-2026-target", "check-box-target"),
    "2023-shanghai-water-service-centre.self-evaluation": (
        "shanghai-2023-self-evaluation",
        "province-two-phases-self-evaluation",
    ),
}
LONG = ("budget-book-target", "budget-book", "final-accounts-self-evaluation")


@cache
def documents(full: bool = False) -> tuple[Document, ...]:
    """Every layout with three of the made-up projects in turn, the books, the real content.

    With `full` every layout with every project, and all forms of the committed filings.
    """
    return (*_single(full), *_books(), *_filed(full))


def _single(full: bool) -> Iterator[Document]:
    for number, (_, each) in enumerate(sorted(all_layouts().items())):
        for offset, content in enumerate(PROJECTS):
            if full or (offset - number) % 3 == 0:
                blocks, form = each.build(PROJECTS[content])
                yield Document(each.name, content, blocks, [form])


def _books() -> Iterator[Document]:
    for name, build in BOOKS.items():
        blocks, forms = build()
        yield Document(name, "book", blocks, forms)
    for name, write in NEGATIVES.items():
        yield Document(name, "negative", write(), [])


def _filed(full: bool) -> Iterator[Document]:
    """Real content in its own layout and in another; its first four forms unless `full`."""
    for stem, layouts in FILED_LAYOUTS.items():
        forms = filed_forms(stem)[: None if full else 4]
        for layout in layouts:
            yield Document(layout, f"filed-{stem}", *in_row(layout, forms, breaks=False))


def is_scanned(document: Document) -> bool:
    """Whether the document is short enough to be worth scanning."""
    return document.layout not in LONG and not document.content.startswith("filed-")


def in_carrier(carrier: str, full: bool = False) -> tuple[Document, ...]:
    """The documents that are written in a carrier."""
    return tuple(
        each for each in documents(full) if not carrier.startswith("scan") or is_scanned(each)
    )


def suffix(carrier: str) -> str:
    """The suffix of a carrier's files."""
    return WRITERS[carrier][0] if carrier in WRITERS else f".{CONVERTED[carrier][1]}"


@cache
def _written(carrier: str, number: int, full: bool) -> bytes:
    return WRITERS[carrier][1](in_carrier(carrier, full)[number].blocks)


@cache
def _converted(carrier: str, full: bool) -> tuple[bytes, ...]:
    source, to = CONVERTED[carrier]
    count = len(in_carrier(source, full))
    sources = [(_written(source, number, full), suffix(source)) for number in range(count)]
    return tuple(office.converted(sources, to))


def samples(
    carriers: Iterable[str] | None = None, only: str = "", full: bool = False
) -> Iterator[Sample]:
    """The samples of the carriers whose name has `only` in it, each written when it is asked for.

    What LibreOffice makes is left out where it is not installed.
    """
    for carrier in CARRIERS if carriers is None else carriers:
        if carrier in CONVERTED and not office.is_here():
            continue
        for number, document in enumerate(in_carrier(carrier, full)):
            if only in _name(document, carrier):
                yield sample_of(carrier, number, full)


def sample_of(carrier: str, number: int, full: bool = False) -> Sample:
    """One document of those written in a carrier, counted from 0."""
    document = in_carrier(carrier, full)[number]
    is_converted = carrier in CONVERTED
    data = _converted(carrier, full)[number] if is_converted else _written(carrier, number, full)
    return Sample(_name(document, carrier), carrier, document.layout, data, document.forms)


def _name(document: Document, carrier: str) -> str:
    return f"{document.layout}.{document.content}.{carrier}{suffix(carrier)}"
