"""What the marts make of the filings: bodies, recurrence, classes, indicators."""

from collections import Counter
from decimal import Decimal


def test_a_renamed_body_is_one_lineage(query):
    found = query(
        "select organisation_id, canonical_name, names from marts.dim_organisations"
        " where contains(names, '松江区行政服务中心') or contains(names, '松江区政务服务中心')"
    )
    assert len(found) == 1
    assert found[0][1] == "上海市松江区政务服务中心"
    years = query(
        "select distinct fiscal_year from marts.dim_forms where department_id = $1 order by all",
        found[0][0],
    )
    assert years == [(2021,), (2026,)]


def test_a_blank_unit_stays_blank(query, read_expected):
    blank = sum(not row["unit"] for row in read_expected("projects"))
    assert query(
        "select count(*) from marts.dim_forms where unit_id is null and unit_name is null"
    ) == [(blank,)]


def test_the_data_centre_is_a_unit_under_the_government_office(query):
    assert query(
        "select units.level, parents.canonical_name from marts.dim_organisations as units"
        " join marts.dim_organisations as parents"
        " on units.parent_organisation_id = parents.organisation_id"
        " where units.canonical_name = '上海市松江区大数据中心'"
    ) == [("unit", "上海市松江区人民政府办公室")]


def test_recurrence_is_read_from_whichever_label_held_it(query):
    found = query("select fiscal_year, form_type, recurrence from marts.dim_forms")
    assert Counter(found) == {
        (2021, "target", "recurring"): 4,
        (2021, "target", "one_off"): 1,
        (2023, "target", "recurring"): 13,
        (2023, "target", "one_off"): 1,
        (2023, "self_evaluation", None): 8,
        (2026, "target", "recurring"): 40,
        (2026, "target", "one_off"): 3,
    }


def test_every_form_is_current(query):
    assert query("select count(*) from marts.dim_forms where not is_current") == [(0,)]


def test_forms_have_the_class_a_reader_gives_them(query, own_expectations):
    found = {
        (file_name.removesuffix(".txt"), form_number): functional_class
        for file_name, form_number, functional_class in query(
            "select file_name, form_number, functional_class"
            " from marts.dim_forms join marts.dim_filings using (filing_id)"
        )
    }
    expected = {
        (row["file_stem"], int(row["form_number"])): row["functional_class"]
        for row in own_expectations("functional_class")
    }
    assert found == expected


def test_cost_items_have_the_class_a_reader_gives_them(query, own_expectations):
    found = query(
        "select form_number, item_number, fct_cost_items.functional_class"
        " from marts.fct_cost_items join marts.dim_forms using (form_id)"
    )
    expected = [
        (int(row["form_number"]), int(row["item_number"]), row["functional_class"])
        for row in own_expectations("item_class")
    ]
    assert sorted(found) == sorted(expected)


def test_cost_indicators_stand_in_one_place_in_all_years(query):
    assert query(
        "select count(*) from marts.fct_indicators where standard_level1 = '产出' and standard_level2 = '成本'"
    ) == [(0,)]
    years = query(
        "select fiscal_year, form_type, count(distinct form_id) from marts.fct_indicators"
        " join marts.dim_forms using (form_id)"
        " where standard_level1 = '成本' and standard_level2 = '经济成本' group by all order by all"
    )
    assert years == [
        (2021, "target", 3),
        (2023, "self_evaluation", 4),
        (2023, "target", 12),
        (2026, "target", 43),
    ]


def test_two_spellings_of_a_name_are_one_standard_indicator(query):
    found = query(
        "select count(distinct standard_indicator_id) from marts.fct_indicators"
        " where indicator_name in ('运维记录齐全', '运维记录齐全性')"
    )
    assert found == [(1,)]


def test_less_is_better_for_complaints_and_more_for_satisfaction(query):
    found = dict(
        query(
            "select distinct indicator_name, polarity from marts.fct_indicators"
            " where indicator_name in ('投诉处置满意度', '使用者投诉率', '志愿者岗位数', '项目每月成本')"
        )
    )
    assert found == {
        "投诉处置满意度": "higher",
        "使用者投诉率": "lower",
        "志愿者岗位数": "exact",
        "项目每月成本": "lower",
    }


def test_targets_are_judged_only_where_a_result_is_printed(query):
    found = query(
        "select form_type, is_met, count(*) from marts.fct_indicators"
        " join marts.dim_forms using (form_id) group by all"
    )
    assert Counter({(form_type, is_met): count for form_type, is_met, count in found}) == {
        ("self_evaluation", True): 128,
        ("target", None): 701,
    }


def test_reuse_is_a_share_of_the_forms_of_a_body_and_year(query):
    found = query(
        "select fct_indicator_reuse.form_count, all_form_count, share_of_forms, distinct_target_count"
        " from marts.fct_indicator_reuse"
        " join marts.dim_indicators using (standard_indicator_id)"
        " where standard_name = '用户满意度' and fiscal_year = 2026"
    )
    assert found == [(9, 43, Decimal("0.2093"), 1)]
