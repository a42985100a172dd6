"""Tables made at random of labels and values: read without fault, every number in one place."""

import random

import pytest

from ingest.labels import vocabulary
from ingest.read import read_document
from ingest.readers.assemble import Block, GridCell, Paragraph, Piece, Table, assemble

VALUES = (
    *("12", "1,234.50", "≥90%", "0", "-", "", "√", "某局", "某项目", "张三", "13800001111"),
    *("产出指标", "数量指标", "财政项目支出绩效目标申报表", "（2024年度）", "单位：万元"),
    *("年度目标：做好3件事", "合计", "\ufffd", "年" * 50, "2024.1.1-2024.12.31"),
)
DOCUMENTS = 60


def made_up(chance: random.Random) -> list[Block]:
    """One to four tables with paragraphs between them."""
    words = [*VALUES, *(row["label"] for row in vocabulary("cell_labels"))]
    blocks: list[Block] = []
    for _ in range(chance.randint(1, 4)):
        blocks += [Paragraph([Piece(chance.choice(words))]) for _ in range(chance.randint(0, 3))]
        blocks.append(made_up_table(chance, words))
    return blocks


def made_up_table(chance: random.Random, words: list[str]) -> Table:
    rows, columns = chance.randint(1, 9), chance.randint(1, 8)
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            height = min(rows - row, chance.choice([1, 1, 1, 2, 3]))
            width = min(columns - column, chance.choice([1, 1, 1, 2]))
            squares = {(row + d, column + r) for d in range(height) for r in range(width)}
            if squares & taken:
                height = width = 1
                squares = {(row, column)}
            taken |= squares
            pieces = [Piece(chance.choice(words)) for _ in range(chance.choice([0, 1, 1, 1, 2]))]
            cells.append(GridCell(row, column, pieces, height, width))
    return Table(cells, columns, frozenset(chance.sample(range(rows), chance.randint(0, 1))))


@pytest.mark.parametrize("seed", range(20))
def test_any_table_is_read_without_fault_and_every_number_has_one_place(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(DOCUMENTS):
        content = read_document(assemble(made_up(chance)), "f" * 16, "load")
        assert [number.text for number in content.misplaced] == []
