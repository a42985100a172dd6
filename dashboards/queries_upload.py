"""SQL on the marts -> frames for an upload: what a filing says, and its totals beside its parts.

They are asked of the build of the upload's own data folder; `changes` compares two builds.
"""

import polars as pl

from dashboards.warehouse import Build

PLACE_COLUMNS = "filing_id source_page source_sheet source_box source_line source_start source_end"


def _place(rows: str) -> str:
    """The columns of a place, taken from these rows."""
    return ", ".join(f"{rows}.{column}" for column in PLACE_COLUMNS.split())


FILING = """
    select
        file_name, media_type, byte_count, page_count, status, status_reason, form_count,
        number_count, number_typed_share, number_text_share, number_layout_share,
        number_issue_share
    from marts.dim_filings
    where filing_id = ?
"""
FORMS = f"""
    with amounts as (
        select
            form_id,
            any_value(amount_yuan) filter (where phase = 'proposed') as proposed_yuan,
            any_value(amount_yuan) filter (where phase = 'approved') as approved_yuan,
            any_value(amount_yuan) filter (where phase = 'adjusted') as adjusted_yuan,
            any_value(amount_yuan) filter (where phase = 'executed') as executed_yuan
        from marts.fct_funding
        where basis = 'annual' and fund_source = 'total'
        group by form_id
    ),

    indicators as (
        select form_id, count(*) as indicator_count from marts.fct_indicators group by form_id
    ),

    cost_items as (
        select form_id, count(*) as cost_item_count from marts.fct_cost_items group by form_id
    ),

    issues as (
        select form_id, count(*) as issue_count from marts.fct_read_issues group by form_id
    )

    select
        forms.form_number, forms.form_type, forms.project_name, forms.fiscal_year,
        forms.department_name, forms.unit_name, amounts.proposed_yuan, amounts.approved_yuan,
        amounts.adjusted_yuan, amounts.executed_yuan,
        coalesce(indicators.indicator_count, 0) as indicator_count,
        coalesce(cost_items.cost_item_count, 0) as cost_item_count,
        coalesce(issues.issue_count, 0) as issue_count,
        forms.is_complete, forms.form_id, {_place("forms")}
    from marts.dim_forms as forms
    left join amounts on forms.form_id = amounts.form_id
    left join indicators on forms.form_id = indicators.form_id
    left join cost_items on forms.form_id = cost_items.form_id
    left join issues on forms.form_id = issues.form_id
    where forms.filing_id = ?
    order by forms.form_number
"""
# A sum is compared only where all of its parts are known: a dash is a row without an amount.
MONEY_CHECKS = f"""
    with parts as (
        select
            form_id, phase, basis,
            sum(coalesce(amount_yuan, 0)) as parts_yuan,
            bool_and(
                amount_yuan is not null or trim(amount_text) in ('-', '－', '/', '／', '—', '——')
            ) as is_every_part_known
        from marts.fct_funding
        where fund_source != 'total'
        group by form_id, phase, basis
    ),

    funding as (
        select
            funding.form_id, 'funding_parts' as sum_name,
            concat_ws('.', funding.phase, funding.basis) as sum_of,
            funding.amount_yuan as printed_yuan,
            if(parts.is_every_part_known, parts.parts_yuan, null) as computed_yuan,
            {_place("funding")}
        from marts.fct_funding as funding
        inner join parts
            on funding.form_id = parts.form_id
            and funding.phase = parts.phase
            and funding.basis = parts.basis
        where funding.fund_source = 'total'
    ),

    cost_totals as (
        select
            totals.form_id, 'cost_items' as sum_name, totals.total_name as sum_of,
            totals.amount_yuan as printed_yuan, totals.items_yuan as computed_yuan,
            {_place("totals")}
        from marts.fct_cost_totals as totals
    ),

    requested as (
        select filing_id, sum(amount_yuan) as amount_yuan
        from marts.fct_funding
        where phase = 'proposed' and basis = 'annual' and fund_source = 'total'
        group by filing_id
    ),

    statements as (
        select
            null as form_id, 'statement' as sum_name, null as sum_of,
            statements.amount_yuan as printed_yuan, requested.amount_yuan as computed_yuan,
            {_place("statements")}
        from marts.fct_department_statements as statements
        left join requested on statements.filing_id = requested.filing_id
        where statements.amount_yuan is not null
    ),

    sums as (
        select * from funding
        union all
        select * from cost_totals
        union all
        select * from statements
    )

    select
        forms.form_number, sums.sum_name, sums.sum_of,
        cast(sums.printed_yuan as decimal(18, 2)) as printed_yuan,
        cast(sums.computed_yuan as decimal(18, 2)) as computed_yuan,
        cast(sums.printed_yuan - sums.computed_yuan as decimal(18, 2)) as difference_yuan,
        sums.printed_yuan = sums.computed_yuan as is_reconciled, forms.project_name,
        {_place("sums")}
    from sums
    left join marts.dim_forms as forms on sums.form_id = forms.form_id
    where sums.filing_id = ?
    order by
        list_position([false, null, true], sums.printed_yuan = sums.computed_yuan),
        forms.form_number, sums.source_start, sums.sum_name
"""
POINT_CHECKS = f"""
    with points as (
        select form_id, weight, score from marts.fct_indicators
        union all
        select form_id, weight, score from marts.fct_execution
    ),

    added as (
        select
            form_id,
            if(bool_and(weight is not null), sum(weight), null) as weights,
            if(bool_and(score is not null), sum(score), null) as scores
        from points
        group by form_id
    ),

    sums as (
        select
            forms.form_id, 'total_weight' as sum_name, forms.total_weight as printed_points,
            added.weights as computed_points
        from marts.dim_forms as forms
        inner join added on forms.form_id = added.form_id
        where forms.total_weight is not null
        union all
        select
            forms.form_id, 'total_score' as sum_name, forms.total_score as printed_points,
            added.scores as computed_points
        from marts.dim_forms as forms
        inner join added on forms.form_id = added.form_id
        where forms.total_score is not null
    )

    select
        forms.form_number, sums.sum_name,
        cast(sums.printed_points as decimal(18, 4)) as printed_points,
        cast(sums.computed_points as decimal(18, 4)) as computed_points,
        sums.printed_points = sums.computed_points as is_reconciled, forms.project_name,
        {_place("forms")}
    from sums
    inner join marts.dim_forms as forms on sums.form_id = forms.form_id
    where forms.filing_id = ?
    order by
        list_position([false, null, true], sums.printed_points = sums.computed_points),
        forms.form_number, sums.sum_name
"""
ISSUES = f"""
    select
        forms.form_number, issues.issue_id, issues.form_id, issues.issue_code,
        issues.message_text, issues.raw_text, {_place("issues")}
    from marts.fct_read_issues as issues
    left join marts.dim_forms as forms on issues.form_id = forms.form_id
    where issues.filing_id = ?
    order by issues.source_start, issues.issue_id
"""
COUNTS = """
    select
        (select count(*) from marts.dim_filings) as filings,
        (select count(*) from marts.dim_forms) as forms,
        (select count(*) from marts.dim_forms where is_current) as current_forms,
        (select count(*) from marts.fct_funding) as amounts,
        (select count(*) from marts.fct_cost_items) as cost_items,
        (select count(*) from marts.fct_indicators) as indicators,
        (select count(*) from marts.fct_read_issues) as issues
"""
SUPERSEDED = """
    select form_id, project_name, fiscal_year, unit_name from marts.dim_forms where not is_current
    order by form_id
"""
PARTS = {
    "filing": FILING,
    "forms": FORMS,
    "money_checks": MONEY_CHECKS,
    "point_checks": POINT_CHECKS,
    "issues": ISSUES,
}


def upload_part(build: Build, part: str, filing_id: str) -> pl.DataFrame:
    """All rows of one part of a filing (a key of PARTS) with the place that prints each."""
    return build.query(PARTS[part], (filing_id,))


def changes(before: Build | None, after: Build) -> pl.DataFrame:
    """One row per thing counted: its number before, after, and the change."""
    new = after.query(COUNTS).row(0, named=True)
    old = before.query(COUNTS).row(0, named=True) if before else dict.fromkeys(new, 0)
    return pl.DataFrame(
        {
            "counted": list(new),
            "count_before": list(old.values()),
            "count_after": list(new.values()),
            "count_change": [new[name] - old[name] for name in new],
        }
    )


def newly_superseded(before: Build | None, after: Build) -> pl.DataFrame:
    """The forms that count no longer since the build before."""
    now = after.query(SUPERSEDED)
    if before is None:
        return now.clear()
    return now.join(before.query(SUPERSEDED), on="form_id", how="anti")
