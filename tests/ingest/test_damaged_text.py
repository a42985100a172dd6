"""Whatever happens to a filing's text, reading it gives facts or read issues, never a fault."""

import random
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ingest.read import read_document
from ingest.readers.text import read_text
from tests.expectations import FILINGS, STEMS

NO_SHRINKING = (Phase.explicit, Phase.generate)
DAMAGES = ("drop_line", "swap_lines", "drop_tab", "add_tab", "drop_character", "blank_line", "cut")


@cache
def filing_lines(stem: str) -> list[str]:
    return (FILINGS / f"{stem}.txt").read_text(encoding="utf-8").splitlines()


def damage(lines: list[str], kind: str, chance: random.Random) -> list[str]:
    """The lines with one more damage of the kind that extraction does."""
    if not lines:
        return lines
    at = chance.randrange(len(lines))
    line = lines[at]
    changed = list(lines)
    if kind == "drop_line":
        del changed[at]
    elif kind == "swap_lines":
        other = min(at + 1, len(lines) - 1)
        changed[at], changed[other] = lines[other], line
    elif kind == "drop_tab":
        changed[at] = line.replace("\t", " ", 1)
    elif kind == "add_tab":
        position = chance.randrange(len(line) + 1)
        changed[at] = line[:position] + "\t" + line[position:]
    elif kind == "drop_character" and line:
        position = chance.randrange(len(line))
        changed[at] = line[:position] + line[position + 1 :]
    elif kind == "blank_line":
        changed.insert(at, "")
    elif kind == "cut":
        changed = changed[: max(1, at)]
    return changed


def check(text: str) -> None:
    content = read_document(read_text(text.encode()), "a" * 16, "test")
    assert content.misplaced == []
    printed = set(text)
    for row in content.rows["indicators"]:
        assert set(row.target_text or "") <= printed
    for row in content.rows["funding"]:
        assert "".join(row.amount_text.split()) in "".join(text.split())


@pytest.mark.parametrize("stem", STEMS)
@settings(
    max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), phases=NO_SHRINKING
)
@given(
    seed=st.integers(0, 2**32), kinds=st.lists(st.sampled_from(DAMAGES), min_size=1, max_size=30)
)
def test_damaged_filing_is_read_without_fault(stem: str, seed: int, kinds: list[str]) -> None:
    chance = random.Random(seed)
    lines = filing_lines(stem)
    for kind in kinds:
        lines = damage(lines, kind, chance)
    check("\n".join(lines))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.sampled_from(
            "财政项目支出绩效目标申报表|(2024年度)|项目名称|主管部门|实施单位|项目资金总额|"
            "年度资金申请总额|其中：当年财政拨款|其他资金|100|-|项目总目标|年度总目标|一级指标|"
            "二级指标|三级指标|指标目标值|产出指标|数量指标|=5次|总分|评分等级|\t|\n|\n\n|"
            "项目经费情况说明--甲|一、项目概述|六、年度预算安排|甲为5万元|数量|单价|资金需求".split(
                "|"
            )
        ),
        max_size=60,
    )
)
def test_any_order_of_labels_is_read_without_fault(words: list[str]) -> None:
    check("\t".join(words).replace("\t\n\t", "\n"))


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=400))
def test_any_text_is_read_without_fault(text: str) -> None:
    if text.strip() and not any(0xD800 <= ord(c) <= 0xDFFF for c in text) and "\x00" not in text:
        check(text.replace("\r", "\n"))
