import re
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from tests.histories.judge import judge_links
from tests.histories.maker import make_history
from tests.histories.words import list_bases, read_words

SEEDS = (1, 2, 3)
LINKED = {
    "goes_on",
    "renamed",
    "name_moved",
    "split",
    "merge",
    "tail",
    "part_year",
    "scope_changed",
    "item_to_project",
    "project_to_item",
    "item_stays",
}
REFUSED = {
    "same_name",
    "other_body",
    "namesake",
    "same_amount",
    "same_boilerplate",
    "masked",
    "other_part",
}
MONEY = {"amount", "price"}


@dataclass
class Printed:
    """What the records print of one form or cost item."""

    name: str
    amount: Decimal
    year: int
    unit: str
    text: str
    goal: str = ""
    indicators: list[str] = field(default_factory=list)
    prices: list[Decimal] = field(default_factory=list)


@pytest.fixture(scope="module")
def histories():
    return {seed: make_history(seed) for seed in SEEDS}


@pytest.fixture(params=SEEDS)
def history(request, histories):
    return histories[request.param]


def read_printed(history):
    """All forms and cost items of the records by their ids."""
    made = history.records
    totals = {row.form_id: row.amount_yuan for row in made["funding"] if row.fund_source == "total"}
    overviews = {
        row.form_id: row.section_text
        for row in made["narrative_sections"]
        if row.section_number == 1
    }
    printed = {
        row.form_id: Printed(
            row.project_name,
            totals[row.form_id],
            row.fiscal_year,
            row.unit_name,
            row.annual_goal_text,
            row.annual_goal_text,
        )
        for row in made["forms"]
    }
    for row in made["indicators"]:
        form = printed[row.form_id]
        form.indicators.append(row.indicator_name)
        if row.target_unit == "万元/月":
            form.prices.append(row.target_value_base)
    for row in made["cost_items"]:
        parts = re.split("[：；。]", overviews[row.form_id])
        text = next(part for part in parts if part.partition("，")[0] == row.item_name)
        form = printed[row.form_id]
        printed[row.cost_item_id] = Printed(
            row.item_name, row.amount_yuan, form.year, form.unit, text
        )
    return printed


def shows(sign, evidence, left, right):
    """Whether both print the evidence of a sign."""
    if sign == "name":
        both = all(evidence in side.name + side.text for side in (left, right))
        return both and (evidence in left.name or evidence in right.name)
    if sign == "goal":
        boilerplate = [row["goal_clause"] for row in read_words("boilerplate")]
        is_own = len(evidence) >= 8 and evidence not in boilerplate
        return is_own and evidence in left.goal and evidence in right.goal
    if sign == "indicators":
        generic = {row["indicator_name"] for row in read_words("generic_indicators")}
        names = set(evidence.split("|")) - generic
        return len(names) >= 2 and names <= set(left.indicators) & set(right.indicators)
    if sign == "counts":
        pattern = re.escape(evidence).replace(r"\#", r"(\d+)")
        found = [re.search(pattern, side.text) for side in (left, right)]
        return all(found) and abs(int(found[1][1]) / int(found[0][1]) - 1) <= 0.12
    if sign == "amount":
        return abs(right.amount / left.amount - 1) <= Decimal("0.1")
    assert sign == "price"
    before = [*left.prices, left.amount / 12]
    return any(abs(price / cap - 1) <= Decimal("0.11") for price in before for cap in right.prices)


def test_same_seed_gives_the_same_history(histories):
    assert make_history(1) == histories[1]
    assert histories[1].labels != histories[2].labels


def test_money_adds_up(history):
    items, funding = defaultdict(list), defaultdict(dict)
    for row in history.records["cost_items"]:
        items[row.form_id].append(row)
        if row.unit_price_yuan:
            assert row.quantity * row.unit_price_yuan == row.amount_yuan
    for row in history.records["funding"]:
        funding[row.form_id][row.fund_source] = row.amount_yuan
    totals = {row.form_id: row.amount_yuan for row in history.records["cost_totals"]}
    assert items.keys() == totals.keys()
    for form_id, rows in items.items():
        assert len(rows) >= 1
        assert sum(row.amount_yuan for row in rows) == totals[form_id]
        assert totals[form_id] == funding[form_id]["total"]
    assert all(amounts["fiscal"] == amounts["total"] > 0 for amounts in funding.values())


def test_every_fact_stands_where_it_says(history):
    lines = {(row.filing_id, row.line_number): row for row in history.records["lines"]}
    for table, column in (
        ("indicators", "indicator_name"),
        ("cost_items", "item_name"),
        ("funding", "amount_text"),
        ("narrative_sections", "section_text"),
    ):
        for row in history.records[table]:
            line = lines[row.filing_id, row.source_line]
            start = row.source_start - line.source_start
            end = row.source_end - line.source_start
            assert line.line_text[start:end] == getattr(row, column)


def test_every_labelled_item_is_printed(history):
    printed = read_printed(history)
    pairs = [(label.left_item_id, label.right_item_id) for label in history.labels]
    assert len(set(pairs)) == len(pairs)
    for label in history.labels:
        assert printed[label.left_item_id].year == label.left_fiscal_year
        assert printed[label.right_item_id].year == label.right_fiscal_year
        assert label.left_fiscal_year < label.right_fiscal_year


def test_every_link_shows_the_signs_it_claims(history):
    printed = read_printed(history)
    for label in history.labels:
        left, right = printed[label.left_item_id], printed[label.right_item_id]
        for sign, evidence in label.signs.items():
            assert shows(sign, evidence, left, right), (label, left, right)
        if label.expectation == "link":
            kinds = {"money" if sign in MONEY else sign for sign in label.signs}
            assert len(kinds) >= 2, label
            assert label.relation and label.comparability


def test_no_refused_pair_shows_two_signs(history):
    refused = [label for label in history.labels if label.expectation == "not"]
    assert refused
    for label in refused:
        kinds = {"money" if sign in MONEY else sign for sign in label.signs}
        assert len(kinds) < 2, label


def test_no_masked_name_and_no_other_body_is_linked(history):
    printed = read_printed(history)
    assert any("**" in thing.name for thing in printed.values())
    for label in history.labels:
        if label.expectation != "not":
            left, right = printed[label.left_item_id], printed[label.right_item_id]
            assert "**" not in left.name + right.name
            assert fold(left.unit) == fold(right.unit)


def fold(name):
    return re.sub("[【（]", "(", re.sub("[】）]", ")", name))


def test_every_fate_and_trap_occurs(history):
    fates = defaultdict(set)
    for label in history.labels:
        fates[label.expectation].add(label.fate)
    assert fates["link"] >= LINKED
    assert fates["not"] == REFUSED
    assert fates["either"] >= {"purchase", "same_money"}


def test_a_history_has_bodies_over_years(history):
    filings = defaultdict(set)
    for row in history.records["forms"]:
        filings[fold(row.unit_name)].add((row.fiscal_year, row.filing_id))
    assert len(filings) >= 6
    assert all(2 <= len(years) <= 4 for years in filings.values())
    per_filing = len(history.records["forms"]) / len(history.records["filings"])
    assert 7 <= per_filing <= 13


def test_the_words_of_a_project_name_its_subject():
    bases = list_bases("projects")
    assert len(bases) >= 60
    for base in bases:
        parts = [name for name, _ in base.parts]
        names = [base.name, base.new_name, *parts, base.purchase or base.name]
        assert all(base.subject in name for name in names), base
        assert len(base.clauses) == 3
        assert len(base.indicators) >= 4


def test_the_judge_counts_right_wrong_and_missed(history):
    links = [
        (label.left_item_id, label.right_item_id)
        for label in history.labels
        if label.expectation == "link"
    ]
    others = {
        label.expectation: (label.left_item_id, label.right_item_id) for label in history.labels
    }
    whole = judge_links(history, [*links, others["either"]])
    assert (whole.precision, whole.recall) == (1, 1)
    worse = judge_links(history, [*links[1:], others["not"], ("unknown", "pair")])
    assert worse.precision < 1 and len(worse.wrong) == 2
    assert [label.left_item_id for label in worse.missed] == [links[0][0]]


def test_a_name_alone_does_not_pass(history):
    printed = read_printed(history)
    found = [
        (left_id, right_id)
        for left_id, left in printed.items()
        for right_id, right in printed.items()
        if left.year < right.year and left.name == right.name
    ]
    judged = judge_links(history, found)
    assert judged.precision < Decimal("0.95")
    assert judged.recall < Decimal("0.85")
