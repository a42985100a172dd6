"""Links over years against what a reader of the four filings makes of them, and what they add up to."""

import csv
from decimal import Decimal

import pytest

from ingest.folders import DBT_PROJECT
from tests.agreement import link_agreement


@pytest.fixture(scope="module")
def agreement(warehouse):
    return link_agreement(warehouse)


def test_rules_alone_link_what_a_reader_links(agreement):
    assert agreement.precision >= 0.95, agreement.wrong
    assert agreement.recall >= 0.85, agreement.missed


def test_rules_tell_a_link_as_a_reader_does(agreement):
    assert agreement.differently_told == []


def test_links_of_a_person_go_before_those_of_the_rules(query):
    found = query("select origin, count(*) from marts.fct_project_links group by all")
    assert found == [("curated", 16)]


def test_pair_is_a_link_or_a_candidate_but_not_both(query):
    assert query(
        "select count(*) from marts.fct_link_candidates join marts.fct_project_links using (link_id)"
    ) == [(0,)]


def test_masked_name_is_never_linked_by_name(query):
    assert query(
        "select count(*) from intermediate.int_link_signs_judged_to_links as links"
        " join marts.dim_forms on form_id in (left_item_id, right_item_id)"
        " where contains(project_name, '*')"
    ) == [(0,)]


def change(query, name):
    """The change from 2023 to 2026 of a group, by the name of its later project."""
    (found,) = query(
        "select left_amount_yuan, right_amount_yuan, change_yuan, change_pct, volume_effect_yuan,"
        " price_effect_yuan, comparability from marts.fct_cost_changes"
        " where left_fiscal_year = 2023 and right_fiscal_year = 2026 and group_name = ?",
        name,
    )
    return found


def test_network_of_the_village_offices_costs_more_for_more_offices(query):
    """384 offices for 2,856,960 yuan are 7,440 each; 22 more cost 163,680, the rest is price."""
    assert change(query, "松江区街镇村居网络租赁项目(运维)") == (
        Decimal("2856960.00"),
        Decimal("3070578.00"),
        Decimal("213618.00"),
        Decimal("7.4771"),
        Decimal("163680.00"),
        Decimal("49938.00"),
        "like_for_like",
    )


def test_two_lines_of_2023_are_one_project_of_2026(query):
    """160 and 97 in units of 10,000 yuan against 2,731,260."""
    assert change(query, "电子政务光纤租用费(运维)")[:4] == (
        Decimal("2570000.00"),
        Decimal("2731260.00"),
        Decimal("161260.00"),
        Decimal("6.2747"),
    )


@pytest.mark.parametrize(
    ("name", "comparability"),
    [
        ("松江区电子政务外网升级优化—OTN网租用费", "part_year"),
        ("松江区政务网互联网出口带宽备线扩容租费(运维)", "part_year"),
        ("数据运营服务项目", "scope_changed"),
        ("松江区街镇村居网络租赁服务（2024-2025年度）", "tail_payment"),
    ],
)
def test_what_is_not_like_for_like_has_no_rate(query, name, comparability):
    found = change(query, name)
    assert found[3] is None
    assert found[6] == comparability


def test_items_of_a_group_have_the_place_of_their_amounts(query):
    """Line 780 of 2023 lists 160 and 97 万元; line 547 of 2026 prints 2,731,260.00."""
    found = query(
        "select items.side, items.amount_yuan, items.source_line, items.is_remainder"
        " from marts.fct_lineage_items as items"
        " inner join marts.fct_cost_changes as changes using (group_id)"
        " where changes.left_fiscal_year = 2023 and changes.group_name = ?"
        " order by items.side, items.amount_yuan",
        "电子政务光纤租用费(运维)",
    )
    assert found == [
        ("left", Decimal("970000.00"), 780, False),
        ("left", Decimal("1600000.00"), 780, False),
        ("right", Decimal("2731260.00"), 547, False),
    ]


def test_what_has_no_partner_is_new_ended_or_not_seen(query):
    """The centre filed in 2021 and 2026, the office in 2023 only."""
    found = query(
        "select left_fiscal_year, right_fiscal_year, change_state,"
        " sum(left_amount_yuan), sum(right_amount_yuan)"
        " from marts.fct_cost_changes where change_state != 'matched' and phase = 'proposed'"
        " group by all"
    )
    states = {(left, right, state): (before, after) for left, right, state, before, after in found}
    assert states[2021, 2026, "ended"] == (Decimal("8358000.00"), None)
    assert (2023, 2026, "ended") not in states
    assert (2023, 2026, "new") not in states
    assert states[2021, 2023, "not_seen"] == (Decimal("13684500.00"), Decimal("60693088.00"))


def test_every_parameter_is_asked_for_by_a_model():
    with (DBT_PROJECT / "seeds" / "link_parameters.csv").open(encoding="utf-8") as lines:
        parameters = [row["parameter"] for row in csv.DictReader(lines)]
    models = "".join(
        path.read_text(encoding="utf-8") for path in DBT_PROJECT.glob("models/*/*.sql")
    )
    assert [name for name in parameters if f"rule_number(given, '{name}')" not in models] == []
