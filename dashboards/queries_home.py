"""SQL on the marts -> frames for 工作台: strip, filings, cost targets, self-evaluations."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import polars as pl

from dashboards.filters import Filters, where
from dashboards.queries import BODY, BODY_NAME, FUNDING_OF_PHASE, OF_FORM, SUPERSEDING_FILE_NAME
from dashboards.warehouse import Build


def checks(build: Build) -> tuple[int, int] | None:
    """How many tests of the build passed, of how many; None where the build does not say."""
    known = build.query(
        """
        select count(*) from information_schema.columns
        where table_schema = 'marts' and table_name = 'build_info'
            and column_name in ('tests_passed', 'test_count')
        """
    )
    if known.item() != 2:
        return None
    passed, count = build.query("select tests_passed, test_count from marts.build_info").row(0)
    return int(passed), int(count)


def data_state(build: Build, filters: Filters) -> dict[str, Any]:
    """When the filings were last loaded, and how many places were not read with certainty."""
    sql, params = where(filters)
    frame = build.query(
        f"""
        with chosen as (select forms.form_id, forms.filing_id from marts.dim_forms as forms
                        where {sql})
        select
            (select max(filings.loaded_at) from marts.dim_filings as filings) as loaded_at,
            (
                select count(*) from marts.fct_read_issues as issues
                where issues.form_id in (select chosen.form_id from chosen)
                    or (
                        issues.form_id is null
                        and issues.filing_id in (select chosen.filing_id from chosen)
                    )
            ) as issue_count,
        """,
        params,
    )
    return frame.row(0, named=True)


def newest_year(build: Build, filters: Filters) -> Filters:
    """The filters, held to the newest year with an amount in the phase where none is chosen."""
    if filters.fiscal_years:
        return filters
    sql, params = where(filters)
    frame = build.query(
        f"""
        select max(forms.fiscal_year) as fiscal_year,
        from marts.dim_forms as forms
        inner join {FUNDING_OF_PHASE} and funding.amount_yuan is not null
        where {sql}
        """,
        (filters.phase, *params),
    )
    year = frame.item()
    return filters if year is None else replace(filters, fiscal_years=(year,))


def filing_scope(build: Build, filters: Filters) -> pl.DataFrame:
    """Part A: one row per filing, year, body and kind of form, with the amount of each phase."""
    sql, params = where(filters)
    return build.query(
        f"""
        with annual_totals as (
            select form_id, phase, amount_yuan,
            from marts.fct_funding
            where basis = 'annual' and fund_source = 'total'
        )
        select
            forms.fiscal_year,
            {BODY_NAME} as department_name,
            forms.form_type,
            filings.document_stage,
            count(distinct forms.form_id) as form_count,
            sum(totals.amount_yuan) filter (where totals.phase = 'proposed') as proposed_yuan,
            sum(totals.amount_yuan) filter (where totals.phase = 'approved') as approved_yuan,
            sum(totals.amount_yuan) filter (where totals.phase = 'adjusted') as adjusted_yuan,
            sum(totals.amount_yuan) filter (where totals.phase = 'executed') as executed_yuan,
            filings.file_name,
            filings.status,
        from marts.dim_forms as forms
        inner join marts.dim_filings as filings using (filing_id)
        left join annual_totals as totals on totals.form_id = forms.form_id
        {BODY}
        where {sql}
        group by all
        order by forms.fiscal_year desc, department_name, forms.form_type, filings.file_name
        """,
        params,
    )


def superseded_forms(build: Build, filters: Filters) -> pl.DataFrame:
    """Part A: one row per form that a later filing supersedes, with the filing that does."""
    sql, params = where(filters, superseded=True)
    return build.query(
        f"""
        select
            forms.fiscal_year,
            {BODY_NAME} as department_name,
            forms.form_type,
            forms.project_name,
            filings.file_name,
            forms.source_line,
            {SUPERSEDING_FILE_NAME} as superseding_file_name,
            forms.form_id,
        from marts.dim_forms as forms
        {OF_FORM}
        where {sql}
        order by forms.fiscal_year desc, department_name, forms.form_id
        """,
        params,
    )


# Part D. A target that is money for one of something (by its unit, or by a name that says
# 每, 单, 人均 or 月) binds a price; money as a whole is a cap, several caps of a form taken
# together; the rest cannot be held to money. 万/人 of 工资成本 is money whose 元 is not printed.
COST_TARGETS = """
    cost_targets_read as (
        select
            indicators.form_id,
            indicators.indicator_name,
            indicators.target_text,
            indicators.source_line,
            indicators.target_value_base,
            case
                when indicators.target_value is null then 'words'
                when coalesce(indicators.base_unit, '') not like '元%'
                    and not (
                        regexp_matches(indicators.target_unit, '^[万亿](/|$)')
                        and regexp_matches(
                            indicators.indicator_name, '成本|费|价|租|工资|补贴|支出'
                        )
                    ) then 'other_number'
                when contains(indicators.base_unit, '/')
                    or regexp_matches(indicators.indicator_name, '每|单价|单个|人均|月')
                    then 'unit_price'
                else 'cap'
            end as target_form,
        from marts.fct_indicators as indicators
        where indicators.standard_level1 = '成本'
    ),
    cost_targets as (
        select
            *,
            sum(target_value_base) over (partition by form_id, target_form) as cap_yuan,
        from cost_targets_read
    ),
"""
COST_TARGET_KINDS = """
    cost_targets_compared as (
        select
            forms.form_id,
            cost_targets.indicator_name,
            cost_targets.target_text,
            cost_targets.source_line,
            funding.amount_yuan,
            case
                when cost_targets.form_id is null then 'none'
                when cost_targets.target_form != 'cap' then cost_targets.target_form
                when abs(cost_targets.cap_yuan - funding.amount_yuan) * 1000
                    <= funding.amount_yuan then 'cap_equal'
                when cost_targets.cap_yuan > funding.amount_yuan then 'cap_above'
                else 'cap_below'
            end as cost_target_kind,
        from marts.dim_forms as forms
        inner join {funding} and funding.amount_yuan is not null
        left join cost_targets on cost_targets.form_id = forms.form_id
        where {where}
    )
"""
COST_KINDS = (
    "unit_price", "cap_below", "cap_equal", "cap_above", "other_number", "words", "none",
)  # fmt: skip


def cost_targets(build: Build, filters: Filters) -> pl.DataFrame:
    """One row per project and cost indicator (or none), with the kind of its target."""
    sql, params = where(filters)
    kinds = COST_TARGET_KINDS.format(funding=FUNDING_OF_PHASE, where=sql)
    return build.query(
        f"""
        with {COST_TARGETS} {kinds}
        select
            forms.fiscal_year,
            forms.department_id,
            {BODY_NAME} as department_name,
            forms.project_name,
            compared.amount_yuan,
            compared.cost_target_kind,
            compared.indicator_name,
            compared.target_text,
            filings.file_name,
            coalesce(compared.source_line, forms.source_line) as source_line,
            forms.form_id,
        from cost_targets_compared as compared
        inner join marts.dim_forms as forms on forms.form_id = compared.form_id
        {OF_FORM}
        order by forms.fiscal_year desc, compared.amount_yuan desc, forms.form_id, source_line
        """,
        (filters.phase, *params),
    )


def money_by_cost_target(build: Build, filters: Filters) -> pl.DataFrame:
    """Part D: one row per year, body and kind of cost target; a project counts once.

    A project with several cost indicators counts under the kind that binds most.
    """
    sql, params = where(filters)
    kinds = COST_TARGET_KINDS.format(funding=FUNDING_OF_PHASE, where=sql)
    ranks = " ".join(f"when '{kind}' then {rank}" for rank, kind in enumerate(COST_KINDS))
    return build.query(
        f"""
        with {COST_TARGETS} {kinds},
        firmest_kind_of_forms as (
            select
                form_id,
                any_value(amount_yuan) as amount_yuan,
                arg_min(cost_target_kind, case cost_target_kind {ranks} end) as cost_target_kind,
            from cost_targets_compared
            group by form_id
        ),
        money_summed_to_kinds as (
            select
                forms.fiscal_year,
                forms.department_id,
                {BODY_NAME} as department_name,
                firmest.cost_target_kind,
                count(*) as form_count,
                sum(firmest.amount_yuan) as amount_yuan,
            from firmest_kind_of_forms as firmest
            inner join marts.dim_forms as forms on forms.form_id = firmest.form_id
            {BODY}
            group by all
        )
        select
            *,
            cast(
                100 * amount_yuan
                / nullif(sum(amount_yuan) over (partition by fiscal_year, department_id), 0)
                as decimal(9, 4)
            ) as share_pct,
            'whole' as part,
        from money_summed_to_kinds
        order by fiscal_year desc, department_name, case cost_target_kind {ranks} end
        """,
        (filters.phase, *params),
    )


def cost_targets_in_short(build: Build, filters: Filters) -> list[dict[str, Any]]:
    """One entry per year and body: the shares of money with a price, and with no money target."""
    money = money_by_cost_target(build, filters)
    bodies = money.partition_by("fiscal_year", "department_id", maintain_order=True)
    return [
        {
            "fiscal_year": of_body["fiscal_year"][0],
            "department_name": of_body["department_name"][0],
            "bound_pct": _share_of_money(of_body, ("unit_price",)),
            "loose_pct": _share_of_money(of_body, ("other_number", "words", "none")),
        }
        for of_body in bodies
    ]


def _share_of_money(money: pl.DataFrame, kinds: tuple[str, ...]) -> Decimal | None:
    """The share of these kinds in percent, not rounded; None where there is no money at all."""
    whole = sum(money["amount_yuan"], Decimal(0))
    part = sum(money.filter(pl.col("cost_target_kind").is_in(kinds))["amount_yuan"], Decimal(0))
    return 100 * part / whole if whole else None


def self_evaluations(build: Build, filters: Filters) -> pl.DataFrame:
    """Part E: one row per self-evaluation form: budgets, execution, score and rating."""
    sql, params = where(replace(filters, form_type="self_evaluation"))
    return build.query(
        f"""
        with totals as (
            select
                form_id,
                max(amount_yuan) filter (where phase = 'approved') as approved_yuan,
                max(amount_yuan) filter (where phase = 'adjusted') as adjusted_yuan,
                max(amount_yuan) filter (where phase = 'executed') as executed_yuan,
            from marts.fct_funding
            where basis = 'annual' and fund_source = 'total'
            group by form_id
        )
        select
            forms.fiscal_year,
            {BODY_NAME} as department_name,
            forms.project_name,
            totals.approved_yuan,
            totals.adjusted_yuan,
            totals.executed_yuan,
            execution.execution_rate_pct,
            execution.computed_rate_pct,
            execution.execution_on_approved_pct,
            forms.total_score,
            forms.rating,
            filings.file_name,
            forms.source_line,
            forms.form_id,
        from marts.dim_forms as forms
        inner join marts.dim_filings as filings on filings.filing_id = forms.filing_id
        left join marts.fct_execution as execution on execution.form_id = forms.form_id
        left join totals on totals.form_id = forms.form_id
        {BODY}
        where {sql}
        order by forms.fiscal_year desc, forms.form_id
        """,
        params,
    )


def lost_points(build: Build, filters: Filters) -> pl.DataFrame:
    """Part E: one row per indicator, or the execution of the budget, that lost points."""
    sql, params = where(replace(filters, form_type="self_evaluation"))
    return build.query(
        f"""
        with scored as (
            select
                form_id, 'indicator' as score_part, indicator_name, target_text, actual_text,
                weight, score, remark_text, source_line,
            from marts.fct_indicators
            union all
            select
                form_id, 'execution' as score_part, null, null, null,
                weight, score, null, source_line,
            from marts.fct_execution
        )
        select
            forms.fiscal_year,
            forms.project_name,
            scored.score_part,
            scored.indicator_name,
            scored.target_text,
            scored.actual_text,
            scored.weight,
            scored.score,
            cast(scored.weight - scored.score as decimal(9, 4)) as lost_score,
            scored.remark_text,
            filings.file_name,
            scored.source_line,
            forms.form_id,
        from scored
        inner join marts.dim_forms as forms on forms.form_id = scored.form_id
        inner join marts.dim_filings as filings on filings.filing_id = forms.filing_id
        where {sql} and scored.score < scored.weight
        order by lost_score desc, forms.form_id, scored.source_line
        """,
        params,
    )


def lost_points_by_part(build: Build, filters: Filters) -> dict[str, Any]:
    """How many points the self-evaluations lost, and how many scores are not known.

    `unscored_count` counts indicators, `unscored_execution_count` forms.
    """
    sql, params = where(replace(filters, form_type="self_evaluation"))
    frame = build.query(
        f"""
        select
            coalesce(sum(execution.lost), 0) as execution_score,
            coalesce(sum(indicators.lost), 0) as indicator_score,
            execution_score + indicator_score as total_score,
            cast(coalesce(sum(indicators.unscored), 0) as integer) as unscored_count,
            cast(count(*) filter (where execution.lost is null) as integer)
                as unscored_execution_count,
        from marts.dim_forms as forms
        left join (
            select form_id, cast(sum(weight - score) as decimal(18, 4)) as lost,
            from marts.fct_execution group by form_id
        ) as execution on execution.form_id = forms.form_id
        left join (
            select form_id, cast(sum(weight - score) as decimal(18, 4)) as lost,
                count(*) filter (where score is null) as unscored,
            from marts.fct_indicators group by form_id
        ) as indicators on indicators.form_id = forms.form_id
        where {sql}
        """,
        params,
    )
    return frame.row(0, named=True)


def newest_evaluated_year(build: Build, filters: Filters) -> int | None:
    """The newest year with a self-evaluation form, whatever year is chosen."""
    sql, params = where(replace(filters, fiscal_years=(), form_type="self_evaluation"))
    frame = build.query(
        f"select max(forms.fiscal_year) from marts.dim_forms as forms where {sql}", params
    )
    year: int | None = frame.item()
    return year
