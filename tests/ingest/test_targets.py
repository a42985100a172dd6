"""Targets: every example against its parts, and what must hold for any text at all."""

import csv
import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.target_text import fold_text, mend_text, read_table
from ingest.targets import Target, format_target, parse_actual, parse_target

HERE = Path(__file__).parent
KINDS = {"exact", "bound", "range", "deadline", "frequency", "relation", "standard"}
KINDS |= {"word", "sentence", "blank", "unread"}
OPERATORS = {">=", "<=", ">", "<", "=", None}


def read_examples(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


DOMAIN_EXAMPLES = read_examples("target_examples.csv")
OWN_EXAMPLES = read_examples("target_examples_own.csv")
EXAMPLES = DOMAIN_EXAMPLES + OWN_EXAMPLES


def parse_example(row: dict[str, str]) -> Target:
    year = int(row["fiscal_year"]) if row["fiscal_year"] else None
    return parse_target(row["text"], indicator_name=row["indicator_name"], fiscal_year=year)


def number(printed: str) -> Decimal | None:
    return Decimal(printed) if printed else None


def codes(target: Target) -> list[str]:
    return [issue.code for issue in target.issues]


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["text"])
def test_example_is_read_into_its_parts(row: dict[str, str]) -> None:
    target = parse_example(row)
    assert target.kind == row["kind"]
    assert target.operator == (row["operator"] or None)
    # The printed digits stay: 100.00 is not 100 here.
    assert str(target.value or "0.00") == str(number(row["value"]) or "0.00")
    assert (target.value is None) == (not row["value"])
    assert target.value_max == number(row["value_max"])
    assert target.unit == (row["unit"] or None)
    assert target.date == (dt.date.fromisoformat(row["date"]) if row["date"] else None)
    assert target.value_base == number(row["value_base"])
    assert target.value_max_base == number(row["value_max_base"])
    assert target.base_unit == (row["base_unit"] or None)
    assert target.base_unit_basis == (row["base_unit_basis"] or None)
    assert target.is_approximate == bool(row["is_approximate"])
    assert codes(target) == row["issue_codes"].split()


def test_all_examples_are_there() -> None:
    assert [row["number"] for row in DOMAIN_EXAMPLES] == [str(n) for n in range(1, 94)]
    printed = {row["text"] for row in DOMAIN_EXAMPLES}
    assert len({row["text"] for row in OWN_EXAMPLES} - printed) >= 60


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit", "issues"),
    [
        ("100.00(%)", "exact", "100.00", "%", []),
        ("98.30(null)", "exact", "98.30", None, ["unit_lost"]),
        ("8.00(本)", "exact", "8.00", "本", []),
        ("12", "exact", "12", None, []),
        ("0", "exact", "0", None, []),
        ("-3.5%", "exact", "-3.5", "%", []),
        ("4.00(次/年)", "frequency", "4.00", "次/年", []),
        ("2.00(万人次)", "exact", "2.00", "万人次", []),
        ("达成指标", "word", None, None, []),
        ("达成预期指标", "word", None, None, []),
        ("部分达成预期指标并具有一定效果", "word", None, None, []),
        ("完成", "word", None, None, []),
        ("2023-06-30", "deadline", None, None, []),
        ("", "blank", None, None, []),
        (None, "blank", None, None, []),
    ],
)
def test_actual_needs_no_operator(
    text: str | None, kind: str, value: str | None, unit: str | None, issues: list[str]
) -> None:
    actual = parse_actual(text)
    assert (actual.kind, actual.unit, codes(actual)) == (kind, unit, issues)
    assert (None if actual.value is None else str(actual.value)) == value


@pytest.mark.parametrize(
    ("text", "value", "base"),
    [
        ("≤23.55(万元/月)", "23.55", "235500"),
        ("≤16.92(万/人)", "16.92", "169200"),
        ("≤0.00000001(亿元)", "0.00000001", "1"),
        ("≤999999999999.99999999(亿元)", "999999999999.99999999", "99999999999999999999.00000000"),
        ("≤0.3(分钟)", "0.3", "0.005"),
        ("=0.10(%)", "0.10", "0.1"),
    ],
)
def test_numbers_are_exact(text: str, value: str, base: str) -> None:
    target = parse_target(text)
    assert f"{target.value:f}" == value
    assert target.value_base == Decimal(base)


def test_longer_numbers_are_not_read() -> None:
    assert parse_target("≥1234567890123(个)").kind == "unread"
    assert parse_target("≥0.123456789(个)").value is None


def test_text_keeps_what_is_printed() -> None:
    assert parse_target("$\\geq 90\\%$").text == "$\\geq90\\%$"
    assert parse_target("＞ ９５％").text == "＞９５％"
    assert parse_target("测评标准未大幅 修改时, 优秀").text == "测评标准未大幅修改时,优秀"
    assert parse_target(" \t").text is None


def test_every_issue_code_of_the_examples_has_a_message() -> None:
    listed = {row["code"] for row in read_table("target_issues.csv")}
    assert {code for row in EXAMPLES for code in row["issue_codes"].split()} <= listed
    assert all(issue.message for row in EXAMPLES for issue in parse_example(row).issues)


def test_vocabulary_lists_each_word_once() -> None:
    keys = {"units": "unit", "periods": "period", "words": "word", "scales": "scale"}
    for name, key in keys.items():
        words = [row[key] for row in read_table(f"target_{name}.csv")]
        assert len(words) == len(set(words)), name


def assert_promises(target: Target, text: str | None) -> None:
    """What holds for every target, whatever was printed."""
    assert target.kind in KINDS
    assert target.operator in OPERATORS
    if target.kind in ("range", "frequency", "relation", "standard", "word", "sentence", "unread"):
        assert target.operator is None
    if target.kind in ("deadline", "relation", "standard", "word", "sentence", "blank", "unread"):
        assert target.value is None
        assert target.unit is None
    if target.kind == "unread":
        assert target.issues
    if target.kind != "deadline":
        assert target.date is None
    if target.value is None:
        assert (target.value_max, target.value_base, target.base_unit) == (None, None, None)
    else:
        assert target.value_base is not None
    assert (target.value_max is None) == (target.value_max_base is None)
    if (target.kind, target.operator) == ("exact", None):
        assert "operator_missing" in codes(target)
    assert (target.kind == "blank") <= (target.text is None or codes(target) == ["dash_printed"])
    assert_numbers_are_printed(target, text or "")


def assert_numbers_are_printed(target: Target, text: str) -> None:
    folded = fold_text(mend_text(text)).replace(",", "")
    if "±" in folded or re.search("[零〇一二两三四五六七八九十百千半]", folded):
        return
    for value in (target.value, target.value_max):
        if value is None:
            continue
        printed = re.findall(r"-?[0-9]+(?:\.[0-9]+)?", folded)
        numbers = {Decimal(digits) for digits in printed}
        assert value in numbers | {-other for other in numbers}


def assert_printing_is_stable(target: Target, year: int | None, name: str | None) -> None:
    printed = format_target(target)
    again = parse_target(printed, indicator_name=name, fiscal_year=year)
    for part in ("kind", "operator", "value", "value_max", "unit", "date", "is_approximate"):
        assert getattr(again, part) == getattr(target, part), (printed, part)
    assert (again.value_base, again.base_unit) == (target.value_base, target.base_unit)
    assert format_target(again) == printed


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["text"])
def test_example_keeps_every_promise(row: dict[str, str]) -> None:
    target = parse_example(row)
    year = int(row["fiscal_year"]) if row["fiscal_year"] else None
    assert_promises(target, row["text"])
    assert_printing_is_stable(target, year, row["indicator_name"])


WORDS = [row["text"] for row in read_table("target_operators.csv")]
WORDS += [row["unit"] for row in read_table("target_units.csv")]
WORDS += [row["period"] for row in read_table("target_periods.csv")]
WORDS += [row["word"] for row in read_table("target_words.csv")]
WORDS += [row["phrase"] for row in read_table("target_phrases.csv")]
WORDS += list(
    "0123456789.,，．（）()/*·±-–~至到每半一二两三十百千万亿零余多年月日季周前底内初%％$\\{} |"
)
WORDS += [">=", "<=", "**", "(null)", "()", "\\geq", "\\pm", "\\text{", "<p>", "</p>", "2026", "12"]
WORDS += [
    "\x00",
    "\u200b",
    "😀",
    "é",
    "e\u0301",
    "٣",
    "²",
    "½",
    "①",
    "　",
    "\ud800",
    "《",
    "》",
    "符合",
]

pieces = st.sampled_from(WORDS)
printed_numbers = st.from_regex(
    r"-?[0-9]{1,5}(,[0-9]{3})?(\.[0-9]{1,2})?|[一二两三十百千万半]{1,3}", fullmatch=True
)
maybe_pieces = st.one_of(st.just(""), pieces)
maybe_brackets = st.one_of(maybe_pieces, pieces.map("({})".format))
texts_like_targets = st.tuples(
    maybe_pieces,
    maybe_pieces,
    printed_numbers,
    maybe_brackets,
    st.one_of(
        st.just(""), st.sampled_from("-~至±/").flatmap(lambda s: printed_numbers.map(s.__add__))
    ),
    maybe_brackets,
    maybe_pieces,
).map("".join)
texts_of_the_grammar = st.lists(pieces, max_size=9).map("".join)
any_texts = st.one_of(texts_of_the_grammar, texts_like_targets, st.text(max_size=60))
years = st.one_of(st.none(), st.integers(-1, 10001), st.integers(2020, 2027))
names = st.one_of(st.none(), st.sampled_from(["月租费", "每月每年费用", "每季次数"]), any_texts)


@given(any_texts, years, names)
@example("≥5.00(万)(万)", 2026, None)
@example("半个月半年一次", 2026, None)
def test_any_text_keeps_every_promise(text: str, year: int | None, name: str | None) -> None:
    target = parse_target(text, indicator_name=name, fiscal_year=year)
    assert_promises(target, text)
    assert_printing_is_stable(target, year, name)


@given(any_texts)
def test_any_actual_has_the_parts_of_its_target(text: str) -> None:
    target, actual = parse_target(text), parse_actual(text)
    assert (actual.kind, actual.value, actual.unit) == (target.kind, target.value, target.unit)
    assert "operator_missing" not in codes(actual)


numbers = st.decimals(0, 10**9, allow_nan=False, allow_infinity=False, places=2)
units = st.sampled_from([row["unit"] for row in read_table("target_units.csv")])


@given(st.sampled_from([("≥", ">="), ("≤", "<="), (">", ">"), ("<", "<")]), numbers, units)
def test_number_target_says_what_was_put_in(
    operator: tuple[str, str], value: Decimal, unit: str
) -> None:
    target = parse_target(f"{operator[0]}{value:,}({unit})")
    assert (target.kind, target.operator, target.unit) == ("bound", operator[1], unit)
    assert str(target.value) == str(value)


@given(numbers, numbers)
def test_range_has_both_printed_ends(low: Decimal, high: Decimal) -> None:
    target = parse_target(f"{low}%-{high}%")
    assert (target.kind, target.value, target.value_max) == ("range", low, high)


@given(st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)))
def test_deadline_is_the_printed_date(date: dt.date) -> None:
    for text in (f"{date}前", f"{date:%Y年%m月%d日}前完成", f"不晚于{date:%Y.%m.%d}"):
        target = parse_target(text)
        assert (target.kind, target.operator, target.date) == ("deadline", "<=", date)


@pytest.mark.parametrize(
    "unit_of_text",
    ["≥", "1", "9,", "1,234", "一", "百万", "每", "(", "提升", "<p>", "\\", " ", "\x00", "e\u0301",
     "a-", "$", "满意度", "《", "😀", "至1", "率", "及时、", "\\text{", "月"],
)  # fmt: skip
def test_long_text_is_read_and_gives_no_number(unit_of_text: str) -> None:
    for size in (1_900, 100_000):
        target = parse_target(unit_of_text * (size // len(unit_of_text)))
        assert target.value is None


ONE_THING = (
    "% 百分比 百分之|百分点 个百分点|元 块钱 千元 万元 百万元 亿元|小时 个小时 h 分钟 min|秒 秒钟"
    "|毫秒 ms|天 日 自然日 个自然日|工作日 个工作日 工作天|周 个星期|月 个月|季 季度 个季度"
    "|次 回 频次|人 名 位 个人 生|人天 人日|床 床位 张床位|岗 个岗位|米 m|延米 延长米"
    "|公里 千米 km|平方米 平米 ㎡ m² 平方|平方公里 平方千米|立方米 方 m³ ㎥ 立方|公斤 千克 kg"
    "|千瓦 kW|千瓦时 千瓦小时|升 公升"
)


def test_units_share_a_base_only_where_they_are_one_thing() -> None:
    bases = {word: group.split()[0] for group in ONE_THING.split("|") for word in group.split()}
    for row in read_table("target_units.csv"):
        assert row["base_unit"] == bases.get(row["unit"], row["unit"]), row["unit"]


@pytest.mark.parametrize(
    ("target", "unit"),
    [
        ("≤40微克/立方米", "微克/立方米"),
        ("≥5毫克/升", "毫克/升"),
        ("≥120盏", "盏"),
        ("≥300剂次", "剂次"),
        ("≥2社区", "社区"),
    ],
)
def test_a_thing_keeps_its_own_unit(target: str, unit: str) -> None:
    assert parse_target(target).base_unit == unit
