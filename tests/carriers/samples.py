"""All samples: documents of every layout in every carrier, with the forms they hold."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from tests.carriers import docx, html, office, pdf, scan, text, xlsx
from tests.carriers.blocks import Block
from tests.carriers.facts import Form
from tests.carriers.layouts import LAYOUTS
from tests.carriers.made_up import PROJECTS

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
UNRULED = pdf.Style(ruling="none", page_number="{page}/{count}")
WRITERS: dict[str, tuple[str, Write]] = {
    "docx": (".docx", docx.write_docx),
    "xlsx-text": (".xlsx", xlsx.write_xlsx),
    "xlsx-numbers": (".xlsx", lambda blocks: xlsx.write_xlsx(blocks, numbers=True, sheets=True)),
    "html": (".html", html.write_html),
    "html-word": (".html", html.write_word_html),
    "text-tabs": (".txt", lambda blocks: text.write_text(blocks, "tabs")),
    "text-shifted": (".txt", lambda blocks: text.write_text(blocks, "shifted")),
    "text-lines": (".txt", lambda blocks: text.write_text(blocks, "lines")),
    "text-pipes": (".md", lambda blocks: text.write_text(blocks, "pipes")),
    "pdf": (".pdf", pdf.write_pdf),
    "pdf-rects": (".pdf", lambda blocks: pdf.write_pdf(blocks, OTHER_PDF)),
    "pdf-unruled": (".pdf", lambda blocks: pdf.write_pdf(blocks, UNRULED)),
    "scan": (".pdf", lambda blocks: scan.write_scan(pdf.write_pdf(blocks))),
}
CONVERTED = {
    "docx-pdf": ("docx", "pdf"),
    "xlsx-pdf": ("xlsx-text", "pdf"),
    "xls": ("xlsx-numbers", "xls"),
}
CARRIERS = (*WRITERS, *CONVERTED)
_CONTENTS = tuple(PROJECTS)


@cache
def documents(full: bool = False) -> tuple[Document, ...]:
    """Every layout with three of the made-up projects in turn; with `full` with all of them."""
    found = []
    for number, each in enumerate(LAYOUTS.values()):
        for offset, content in enumerate(_CONTENTS):
            if full or (offset - number) % 3 == 0:
                blocks, form = each.build(PROJECTS[content])
                found.append(Document(each.name, content, blocks, [form]))
    return tuple(found)


def suffix(carrier: str) -> str:
    """The suffix of a carrier's files."""
    return WRITERS[carrier][0] if carrier in WRITERS else f".{CONVERTED[carrier][1]}"


@cache
def _written(carrier: str, full: bool) -> tuple[bytes, ...]:
    found = documents(full)
    if carrier in WRITERS:
        return tuple(WRITERS[carrier][1](document.blocks) for document in found)
    source, to = CONVERTED[carrier]
    sources = [(data, suffix(source)) for data in _written(source, full)]
    return tuple(office.converted(sources, to))


def samples(carriers: Iterable[str] | None = None, full: bool = False) -> Iterator[Sample]:
    """The samples of the carriers; those that LibreOffice makes only where it is installed."""
    for carrier in CARRIERS if carriers is None else carriers:
        if carrier in CONVERTED and not office.is_here():
            continue
        for document, data in zip(documents(full), _written(carrier, full)):
            name = f"{document.layout}.{document.content}.{carrier}{suffix(carrier)}"
            yield Sample(name, carrier, document.layout, data, document.forms)
