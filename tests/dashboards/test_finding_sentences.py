"""Every sentence that a rule can write has English words, and its values have a unit."""

import csv
import re
from pathlib import Path

import pytest

from dashboards.finding_sentences import SENTENCES, finding_said, value_unit
from dashboards.texts import Words

ROOT = Path(__file__).parent.parent.parent / "dbt_project"
MODELS = sorted((ROOT / "models" / "intermediate").glob("int_*_findings.sql"))
MESSAGE = re.compile(
    r"\n        (?:format|if|concat_ws)\("
    r"(\n(?:(?!\n        \)).)*?\n        \)[^\n]*|[^\n]*\)) as message_text",
    re.DOTALL,
)
CHINESE = re.compile("[\u4e00-\u9fff]")
LITERAL = re.compile(r"'([^'\n]*)'")


def known() -> list[dict[str, str]]:
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def literals() -> list[str]:
    """The Chinese texts within the expressions that make the models' sentences."""
    found = [
        text
        for model in MODELS
        for message in MESSAGE.findall(model.read_text(encoding="utf-8"))
        for text in LITERAL.findall(message)
    ]
    return sorted({text for text in found if CHINESE.search(text)})


def test_the_sentences_of_all_models_are_found() -> None:
    assert len(literals()) > 40


@pytest.mark.parametrize("literal", literals())
def test_every_text_of_a_model_stands_in_the_table(literal: str) -> None:
    pieces = [part for part in re.split(r"\{\}", literal) if CHINESE.search(part)]
    texts = [re.sub(r"\{\w+\}", "{}", row["zh"]) for row in known()]
    assert all(any(piece.strip("；，") in text for text in texts) for piece in pieces)


@pytest.mark.parametrize("row", known(), ids=lambda row: row["zh"])
def test_both_languages_have_the_same_places(row: dict[str, str]) -> None:
    places = [sorted(re.findall(r"\{(\w+)\}", row[language])) for language in ("zh", "en")]
    assert places[0] == places[1]


@pytest.mark.parametrize(
    ("said", "english", "unit"),
    [
        (
            "年度资金申请总额 2,200,000.00 元，按成本指标测算为 2,158,000.00 元，高出 42,000.00 元；"
            "数量指标为下限，数量增加可以解释",
            "The annual request is 2,200,000.00 yuan, the cost targets give 2,158,000.00 yuan:"
            " 42,000.00 yuan more; the quantity is a lower bound, so more units would explain it",
            "yuan",
        ),
        (
            "全年执行数 1,000,000.00 元，所列各项来源合计 1,100,000.00 元，相差 100,000.00 元",
            "The executed amount (全年执行数) is 1,000,000.00 yuan, the sources it lists add up to"
            " 1,100,000.00 yuan: a difference of 100,000.00 yuan",
            "yuan",
        ),
        (
            "目标文字与项目“政务网络”逐句相近，两字组合 50 个中 40 个相同",
            "The text of the goal is close to that of the project “政务网络” throughout:"
            " 40 of 50 pairs of characters are the same",
            "pairs",
        ),
        (
            "目标文字称“科创服务中心”，与项目单位“松江区政务服务中心”名称相近而不同",
            "The text of the goal names “科创服务中心”, whose name is like that of the form's unit"
            " “松江区政务服务中心” but not the same",
            None,
        ),
        (
            "执行率为 94.6869%（对全年预算数），低于 95%；对年初预算数为 86.805%",
            "The execution rate is 94.6869% (of the final budget), below 95%;"
            " 86.805% of the initial budget",
            "percent",
        ),
        (
            "3 项指标的归类、名称或单位请核：名称为数量，指标值为百分比、名称为率，指标值为文字",
            "Indicators whose place, name or unit is to be checked, 3: a quantity by name,"
            " a percentage as target, a rate by name, words as target",
            "indicators",
        ),
        (
            "9 项指标中 9 项只有文字，产出指标没有数值，其中 2 项指标值重复指标名称",
            "Of 9 indicators, 9 have words only, no output indicator has a number,"
            " 2 of them repeat the name of the indicator as its target",
            "indicators",
        ),
        (
            "项目名称所印期间 2024—2025，预算年度为 2026；项目名称为购置，表载为运转类，请核对",
            "the name prints the period 2024—2025, the fiscal year is 2026;"
            " a purchase by name, filed as operating (运转类): please check",
            "year",
        ),
        (
            "目标文字与项目“<b>甲，乙</b>”有 32 字连续相同",
            "The text of the goal shares 32 characters in a row with the project “<b>甲，乙</b>”",
            "characters",
        ),
    ],
)
def test_a_sentence_is_said_in_english_with_its_values(said: str, english: str, unit: str) -> None:
    assert finding_said("en", said) == english
    assert finding_said("zh", said) == said
    assert value_unit(said) == unit


def test_every_rule_has_an_english_name_and_every_unit_a_word() -> None:
    with (ROOT / "seeds" / "finding_rules.csv").open(encoding="utf-8", newline="") as file:
        names = {row["rule_name"] for row in csv.DictReader(file)}
    assert names == set(Words("en").codes("rule_name"))
    units = {row["value_unit"] for row in known() if row["value_unit"]}
    assert units == set(Words("en").codes("value_unit"))
