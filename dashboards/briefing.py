"""What a 情况报告 says of the chosen filters: sections of sentences and short tables, with places.

Amounts are in 万元 with all their digits. Nothing is summed over bodies or phases.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from dashboards import (
    changes,
    formats,
    queries_changes,
    queries_findings,
    queries_home,
    queries_lineage,
    queries_spending,
)
from dashboards.bodies_of_years import bodies_of_years, bodies_said
from dashboards.citations import Citations, place_said
from dashboards.finding_sentences import finding_said
from dashboards.lost_points import points_not_known
from dashboards.page import Page

SCOPE_ROWS, FINDING_ROWS, SERVICE_ROWS, COST_ROWS, EVALUATION_ROWS = 8, 10, 8, 8, 8
PHASES = ("proposed", "approved", "adjusted", "executed")


@dataclass(frozen=True)
class BriefTable:
    """A short table: widths are shares of the page, `numbers` the columns that stand right."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Section:
    """A heading, sentences and at most one table; `after` is said under it."""

    title: str
    sentences: tuple[str, ...] = ()
    table: BriefTable | None = None
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Briefing:
    """The whole document: `header` and `footer` stand on every page."""

    title: str
    sentences: tuple[str, ...]
    sections: tuple[Section, ...]
    header: str
    footer: str


def briefing(here: Page, now: dt.datetime) -> Briefing:
    """The briefing for the filters of the page, as they are."""
    t, cited = here.t, Citations(here.t)
    sections = [
        scope(here, cited),
        findings(here, cited),
        same_service(here, cited),
        cost_targets(here, cited),
        evaluations(here, cited),
    ]
    build = t("footer.build", build=here.build.build_id)
    return Briefing(
        title=t("briefing.title"),
        sentences=(
            here.restrictions() or t("briefing.no_filters"),
            t("briefing.how_to_read", written=f"{now:%Y-%m-%d %H:%M}"),
        ),
        sections=(*sections, _sources(here, cited)),
        header=" · ".join((t("footer.notice"), *here.view_said(), t("unit_said.wan"))),
        footer=f"{here.coverage()} {build}",
    )


def scope(here: Page, cited: Citations) -> Section:
    """What the filings cover: one row per filing, year, body and kind of form."""
    t = here.t
    filed = queries_home.filing_scope(here.build, here.filters).to_dicts()
    rows = [
        (
            t.year(row["fiscal_year"]),
            t.body(row["department_name"]),
            t.code("form_type", row["form_type"]),
            str(row["form_count"]),
            _phases_said(here, row),
            cited.number(row["file_name"]),
        )
        for row in filed[:SCOPE_ROWS]
    ]
    heads = [*_heads(here, "fiscal_year", "department_name", "form_type", "form_count")]
    table = BriefTable(
        (*heads, t("briefing.amounts"), t("briefing.place")),
        tuple(rows),
        (11, 24, 18, 10, 29, 8),
        (3,),
    )
    amounts = queries_spending.amounts_of_bodies(here.build, here.filters)
    after = (*_bodies(here, amounts), *_rest(here, len(filed), SCOPE_ROWS))
    return Section(t("home.scope"), (t("home.scope_sentence"),), table, after)


def _bodies(here: Page, amounts: pl.DataFrame) -> tuple[str, ...]:
    """What is said where the years do not hold the same bodies."""
    said = bodies_said(bodies_of_years(amounts), here.t)
    return (said,) if said else ()


def _phases_said(here: Page, row: dict[str, Any]) -> str:
    amounts = [(phase, row[f"{phase}_yuan"]) for phase in PHASES]
    said = [
        f"{here.t(f'home.phase.{phase}')} {formats.wan(amount)}"
        for phase, amount in amounts
        if amount is not None
    ]
    return here.t.list_items(said) or formats.NOTHING


def findings(here: Page, cited: Citations) -> Section:
    """How many findings of each severity; the gravest with the greatest differences."""
    t = here.t
    counts = queries_findings.counted(queries_findings.rules(here.build, here.filters))
    found = queries_findings.findings(here.build, here.filters)
    if found.is_empty():
        return Section(t("home.findings"), (t("findings.none", **counts),))
    by_severity = [
        (name, len(found.filter(pl.col("severity") == name)))
        for name in queries_findings.SEVERITIES
    ]
    said = [t("briefing.severity", name=t.code("severity", n), count=c) for n, c in by_severity]
    gravest = found.head(FINDING_ROWS).to_dicts()
    heads = _heads(here, "project_name", "severity", "finding_text")
    values = _heads(here, "stated_value", "reckoned_value", "difference_yuan")
    amounts = tuple(f"{head}{t('unit.wan')}" for head in values)
    table = BriefTable(
        (*heads, *amounts, t("briefing.place")),
        tuple(_finding_row(here, row, cited) for row in gravest),
        (16, 9, 32, 10, 10, 10, 13),
        (3, 4, 5),
    )
    return Section(
        t("home.findings"),
        (t("briefing.findings", severities=t.join(said), **counts), t("briefing.differences")),
        table,
        _rest(here, len(found), FINDING_ROWS, "briefing.more_findings"),
    )


def _finding_row(here: Page, row: dict[str, Any], cited: Citations) -> tuple[str, ...]:
    """What is not money is said in the sentence alone."""
    t = here.t
    is_money = row["value_unit"] == "yuan"
    values = [row[name] if is_money else None for name in ("stated_value", "reckoned_value")]
    place = cited.cite([row])
    other = place_said(here.t, row, "other_")
    return (
        row["project_name"] or here.t("review_sheet.whole_filing"),
        here.t.code("severity", row["severity"]),
        t(
            "briefing.finding",
            rule=t.code("rule_name", row["rule_name"]),
            said=finding_said(t.language, row["finding_text"]),
        ),
        *(formats.wan(value) for value in values),
        formats.wan(row["difference_yuan"]),
        place if other == formats.NOTHING else here.t.list_items([place, other]),
    )


def same_service(here: Page, cited: Citations) -> Section:
    """The two years with most matched money: the matched share of both, then the groups."""
    t = here.t
    title = t("home.same_service")
    pairs = queries_changes.pairs_of_years(here.build, here.filters)
    if not pairs:
        return Section(title, (changes.no_pair_said(here.filters.phase, t),))
    years = pairs[0]
    sums = queries_changes.sums_by_state(here.build, here.filters, years)
    said = changes.shares_said(sums, years, t)
    items = queries_lineage.items(here.build, here.filters, years)
    bodies = _bodies(here, items)
    matched = queries_changes.changes(here.build, here.filters, years, is_matched=True)
    if matched.is_empty():
        return Section(title, (said, *bodies, t("changes.none_matched")))
    of_group = {key[0]: part.to_dicts() for key, part in items.group_by("group_id")}
    rows = [
        _service_row(here, row, of_group.get(row["group_id"], []), cited)
        for row in matched.head(SERVICE_ROWS).to_dicts()
    ]
    heads = (
        *_heads(here, "comparison_group", "comparability"),
        *(t("briefing.of_year", year=year) for year in years),
        *_heads(here, "change_pct", "volume_effect_yuan", "price_effect_yuan"),
        t("briefing.place"),
    )
    table = BriefTable(heads, tuple(rows), (22, 12, 10, 10, 8, 9, 9, 20), (2, 3, 4, 5, 6))
    rest = _rest(here, len(matched), SERVICE_ROWS, "briefing.more_groups")
    return Section(title, (said, *bodies, t("briefing.rates")), table, rest)


def _service_row(
    here: Page, row: dict[str, Any], items: Sequence[dict[str, Any]], cited: Citations
) -> tuple[str, ...]:
    return (
        str(row["comparison_group"] or formats.NOTHING),
        here.t.code("comparability", row["comparability"]),
        formats.wan(row["left_amount_yuan"]),
        formats.wan(row["right_amount_yuan"]),
        formats.change_rate(row["change_pct"]),
        formats.wan(row["volume_effect_yuan"]),
        formats.wan(row["price_effect_yuan"]),
        cited.cite(sorted(items, key=lambda item: (item["side"], item["source_line"] or 0))),
    )


def cost_targets(here: Page, cited: Citations) -> Section:
    """Money by kind of cost target, of the newest years first, with the lines of the targets."""
    t = here.t
    money = queries_home.money_by_cost_target(here.build, here.filters)
    if money.is_empty():
        return Section(t("home.cost_targets"), (t("empty.filters", phase=here.phase),))
    places = _firmest_targets(queries_home.cost_targets(here.build, here.filters))
    keys = ("fiscal_year", "department_id", "cost_target_kind")
    rows = [
        (
            t.year(row["fiscal_year"]),
            t.body(row["department_name"]),
            t.code("cost_target_kind", row["cost_target_kind"]),
            str(row["form_count"]),
            formats.wan(row["amount_yuan"]),
            formats.percent(row["share_pct"]),
            cited.cite(places.get(tuple(row[key] for key in keys), [])),
        )
        for row in money.head(COST_ROWS).to_dicts()
    ]
    heads = _heads(
        here, "fiscal_year", "department_name", "cost_target_kind", "form_count", "amount_yuan"
    )
    table = BriefTable(
        (*heads, t("briefing.share"), t("briefing.place")),
        tuple(rows),
        (10, 21, 18, 10, 13, 8, 20),
        (3, 4, 5),
    )
    rest = _rest(here, len(money), COST_ROWS)
    return Section(t("home.cost_targets"), (t("home.cost_targets_sentence"),), table, rest)


def _firmest_targets(targets: pl.DataFrame) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    """The places of the cost targets that decide about a project, by year, body and kind."""
    rank = pl.col("cost_target_kind").replace_strict(
        {kind: rank for rank, kind in enumerate(queries_home.COST_KINDS)}, return_dtype=pl.Int64
    )
    firmest = targets.filter(rank == rank.min().over("form_id"))
    keys = ("fiscal_year", "department_id", "cost_target_kind")
    return {key: part.to_dicts() for key, part in firmest.group_by(keys, maintain_order=True)}


def evaluations(here: Page, cited: Citations) -> Section:
    """The self-evaluations: budgets, execution on both, score and rating, each with its place."""
    t = here.t
    title = t("home.evaluation")
    evaluated = queries_home.self_evaluations(here.build, here.filters)
    if evaluated.is_empty():
        return Section(title, (t("home.no_evaluation_at_all"),))
    lost = queries_home.lost_points_by_part(here.build, here.filters)
    said = t(
        "home.lost_points_said",
        total=formats.trimmed(lost["total_score"]),
        execution=formats.trimmed(lost["execution_score"]),
        indicator=formats.trimmed(lost["indicator_score"]),
    )
    heads = (
        *_heads(here, "project_name", "approved_yuan", "adjusted_yuan", "executed_yuan"),
        *_heads(here, "execution_rate_pct"),
        *(t("briefing.rate_on_final"), t("briefing.rate_on_initial")),
        *_heads(here, "total_score", "rating"),
        t("briefing.place"),
    )
    rows = [_evaluation_row(row, cited) for row in evaluated.head(EVALUATION_ROWS).to_dicts()]
    widths, numbers = (18, 10, 10, 10, 9, 9, 9, 7, 8, 10), (1, 2, 3, 4, 5, 6, 7)
    table = BriefTable(heads, tuple(rows), widths, numbers)
    note = t("home.evaluation_sentence")
    told = (said, *points_not_known(lost, t), note)
    return Section(title, told, table, _rest(here, len(evaluated), EVALUATION_ROWS))


def _evaluation_row(row: dict[str, Any], cited: Citations) -> tuple[str, ...]:
    return (
        str(row["project_name"] or formats.NOTHING),
        formats.wan(row["approved_yuan"]),
        formats.wan(row["adjusted_yuan"]),
        formats.wan(row["executed_yuan"]),
        _printed_rate(row["execution_rate_pct"]),
        formats.execution_rate(row["computed_rate_pct"]),
        formats.execution_rate(row["execution_on_approved_pct"]),
        formats.trimmed(row["total_score"]),
        str(row["rating"] or formats.NOTHING),
        cited.cite([row]),
    )


def _printed_rate(rate: Decimal | None) -> str:
    return formats.NOTHING if rate is None else f"{formats.trimmed(rate)}%"


def _sources(here: Page, cited: Citations) -> Section:
    """The files behind the numbers in brackets."""
    named = tuple(f"[{number}] {name}" for number, name in enumerate(cited.files, start=1))
    return Section(here.t("notes.sources"), named)


def _heads(here: Page, *columns: str) -> tuple[str, ...]:
    return tuple(here.t.code("column", column) for column in columns)


def _rest(here: Page, count: int, shown: int, key: str = "briefing.more_rows") -> tuple[str, ...]:
    """What is said under a table that does not hold all rows."""
    return (here.t(key, count=count, shown=shown),) if count > shown else ()
