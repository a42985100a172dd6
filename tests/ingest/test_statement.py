"""The department's own statement: its counts and its money, in the wordings that are printed."""

import pytest

from tests.ingest.made_up import issues, read

STATED = "本部门2025年编报绩效目标的项目共 2 个，{units}，涉及项目预算资金 1,860.5 万元。"


def statement(text: str):
    content = read(text)
    (row,) = content.rows["department_statements"]
    return content, row


@pytest.mark.parametrize(
    ("units", "count"),
    [
        ("涉及预算单位 3 个", 3),
        ("涉及预算单位共3家", 3),
        ("涉及预算单位３个", 3),
        ("3 个预算单位", 3),
        ("12家单位", 12),
        ("各预算单位", None),
        ("涉及……预算单位 3 个", 3),
    ],
)
def test_the_number_of_units_stands_before_or_after_the_word(units: str, count: int | None) -> None:
    _, row = statement(STATED.format(units=units))
    assert (row.unit_count, row.project_count, str(row.amount_yuan)) == (count, 2, "18605000.00")


def test_characters_that_fold_to_several_do_not_shift_the_places() -> None:
    text = "某局……㎡，" + STATED.format(units="涉及预算单位 3 个")
    content, row = statement(text)
    assert row.unit_count == 3
    places = {r.number_text: r.place_name for r in content.rows["number_places"]}
    assert places == {
        "2025": "statement_text",
        "2": "project_count",
        "3": "unit_count",
        "1,860.5": "amount_yuan",
    }


@pytest.mark.parametrize("digits", ["99999999999999999999999", "2147483648", "4294967297"])
def test_a_count_that_no_column_holds_is_reported(digits: str) -> None:
    text = f"本部门编报绩效目标的项目共 {digits} 个，涉及项目预算资金 12 万元。"
    content, row = statement(text)
    assert (row.project_count, str(row.amount_yuan)) == (None, "120000.00")
    assert issues(content) == [("number_does_not_fit", digits)]
