"""Blocks as text, the way tools hand out a page's text."""

from collections.abc import Callable

from tests.carriers.blocks import Block, Paragraph, Table


def _flat(words: str) -> str:
    return " ".join(words.split("\n"))


def _tabs(block: Table) -> list[str]:
    """A line for each row, a tab for each column; a covered slot is empty."""
    return [
        "\t".join(_flat(placed.cell.text) if placed else "" for placed in slots)
        for slots in block.grid()
    ]


def _shifted(block: Table) -> list[str]:
    """A line for each row with the cells that begin in it: what spans cover shifts left."""
    return ["\t".join(_flat(cell.text) for cell in cells) for cells in block.rows]


def _lines(block: Table) -> list[str]:
    """A line for each cell."""
    return [_flat(cell.text) for cells in block.rows for cell in cells if cell.text]


def _pipes(block: Table) -> list[str]:
    """A Markdown table."""
    rows = [
        "| " + " | ".join(_flat(placed.cell.text) if placed else "" for placed in slots) + " |"
        for slots in block.grid()
    ]
    return [rows[0], "|" + " --- |" * len(block.widths), *rows[1:]]


_STYLES: dict[str, Callable[[Table], list[str]]] = {
    "tabs": _tabs,
    "shifted": _shifted,
    "lines": _lines,
    "pipes": _pipes,
}


def write_text(blocks: list[Block], style: str = "tabs") -> bytes:
    """UTF-8 text; style is tabs, shifted, lines or pipes."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines += [block.text, ""]
        elif isinstance(block, Table):
            lines += [*_STYLES[style](block), ""]
        else:
            lines.append("")
    return ("\n".join(lines) + "\n").encode()
