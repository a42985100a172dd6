-- The marts that pages read, with a handful of rows: odd names, fen, a negative remainder.
create schema marts;
create table marts.dim_filings (
    filing_id varchar,
    load_id varchar,
    file_name varchar,
    source_path varchar,
    source_url varchar,
    publisher_name varchar,
    document_stage varchar,
    document_stage_basis varchar,
    media_type varchar,
    status varchar,
    status_reason varchar,
    reader_version varchar,
    byte_count bigint,
    page_count integer,
    form_count integer,
    number_count integer,
    number_typed_share decimal(9,4),
    number_text_share decimal(9,4),
    number_layout_share decimal(9,4),
    number_issue_share decimal(9,4),
    published_date date,
    loaded_at timestamp
);
create table marts.dim_forms (
    form_id varchar,
    filing_id varchar,
    department_id varchar,
    unit_id varchar,
    form_type varchar,
    form_title varchar,
    project_name varchar,
    project_name_text varchar,
    project_code varchar,
    department_name varchar,
    department_name_text varchar,
    unit_name varchar,
    unit_name_text varchar,
    document_stage varchar,
    recurrence varchar,
    recurrence_text varchar,
    expenditure_category varchar,
    functional_class varchar,
    class_place varchar,
    class_rule_id varchar,
    class_evidence_text varchar,
    start_date_text varchar,
    end_date_text varchar,
    total_goal_text varchar,
    annual_goal_text varchar,
    expected_result_text varchar,
    actual_result_text varchar,
    rating varchar,
    form_number integer,
    fiscal_year integer,
    total_weight decimal(9,4),
    total_score decimal(9,4),
    source_page integer,
    source_sheet varchar,
    source_box varchar,
    source_line integer,
    source_start bigint,
    source_end bigint,
    is_complete boolean,
    is_current boolean,
    is_current_in_stage boolean,
    start_date date,
    end_date date
);
create table marts.dim_functional_classes (
    functional_class varchar,
    class_name varchar,
    parent_class varchar,
    parent_class_name varchar,
    class_number integer
);
create table marts.dim_indicators (
    standard_indicator_id varchar,
    standard_name varchar,
    standard_level1 varchar,
    standard_level2 varchar,
    polarity varchar,
    use_count integer,
    form_count integer,
    unit_count integer,
    first_year integer,
    last_year integer
);
create table marts.dim_organisations (
    organisation_id varchar,
    canonical_name varchar,
    level varchar,
    parent_organisation_id varchar,
    names varchar
);
create table marts.fct_cost_items (
    cost_item_id varchar,
    form_id varchar,
    filing_id varchar,
    group_name varchar,
    item_name varchar,
    quantity_unit varchar,
    quantity_text varchar,
    unit_price_text varchar,
    formula_text varchar,
    amount_text varchar,
    functional_class varchar,
    class_place varchar,
    class_rule_id varchar,
    class_evidence_text varchar,
    item_number integer,
    quantity decimal(28,8),
    unit_price_yuan decimal(18,6),
    period_count decimal(28,8),
    amount_yuan decimal(18, 2),
    source_page integer,
    source_sheet varchar,
    source_box varchar,
    source_line integer,
    source_start bigint,
    source_end bigint
);
create table marts.fct_cost_totals (
    cost_total_id varchar,
    form_id varchar,
    filing_id varchar,
    total_name varchar,
    amount_text varchar,
    total_number integer,
    first_item_number integer,
    last_item_number integer,
    amount_yuan decimal(18, 2),
    items_yuan decimal(18, 2),
    difference_yuan decimal(18, 2),
    source_page integer,
    source_sheet varchar,
    source_box varchar,
    source_line integer,
    source_start bigint,
    source_end bigint,
    is_reconciled boolean
);
create table marts.fct_department_statements (
    statement_id varchar,
    filing_id varchar,
    statement_text varchar,
    statement_number integer,
    unit_count integer,
    project_count integer,
    amount_yuan decimal(18, 2),
    source_page integer,
    source_sheet varchar,
    source_box varchar,
    source_line integer,
    source_start bigint,
    source_end bigint
);
create table marts.fct_execution (
    form_id varchar,
    filing_id varchar,
    execution_rate_text varchar,
    execution_rate_pct decimal(9,4),
    weight decimal(9,4),
    score decimal(9,4),
    computed_rate_pct decimal(9,4),
    execution_on_approved_pct decimal(9,4),
    source_page integer,
    source_sheet varchar,
    source_box varchar,
    source_line integer,
    source_start bigint,
    source_end bigint
);
create table marts.fct_form_scores (
    form_id varchar,
    filing_id varchar,
    rating varchar,
    computed_rating varchar,
    execution_not_recomputed_reason varchar,
    indicator_count integer,
    unscored_count integer,
    recomputed_count integer,
    ranged_count integer,
    not_recomputed_count integer,
    differing_count integer,
    approved_yuan decimal(18,2),
    adjusted_yuan decimal(18,2),
    executed_yuan decimal(18,2),
    execution_rate_pct decimal(9,4),
    computed_rate_pct decimal(9,4),
    execution_on_approved_pct decimal(9,4),
    execution_weight decimal(9,4),
    execution_score decimal(9,4),
    recomputed_execution_score decimal(9,4),
    execution_score_difference decimal(9,4),
    total_score decimal(9,4),
    total_weight decimal(9,4),
    score_sum decimal(9,4),
    recomputed_total decimal(9,4),
    recomputed_total_min decimal(9,4),
    recomputed_total_max decimal(9,4),
    execution_lost_points decimal(9,4),
    indicator_lost_points decimal(9,4),
    missed_target_lost_points decimal(9,4),
    unexplained_lost_points decimal(9,4),
    not_judged_lost_points decimal(9,4),
    cost_lost_points decimal(9,4),
    output_lost_points decimal(9,4),
    benefit_lost_points decimal(9,4),
    satisfaction_lost_points decimal(9,4),
    total_difference decimal(9,4),
    source_page integer,
    source_sheet varchar,
    source_box varchar,
    source_line integer,
    source_start bigint,
    source_end bigint,
    is_every_score_full boolean,
    is_rating_of_total boolean,
    is_indicators_damaged boolean
);
create table marts.fct_indicator_scores (
    indicator_id varchar,
    form_id varchar,
    filing_id varchar,
    level1_name varchar,
    level2_name varchar,
    standard_level1 varchar,
    standard_level2 varchar,
    indicator_name varchar,
    target_text varchar,
    actual_text varchar,
    remark_text varchar,
    polarity varchar,
    achievement varchar,
    scoring_rule varchar,
    not_recomputed_reason varchar,
    score_state varchar,
    lost_cause varchar,
    indicator_number integer,
    attainment_pct decimal(9,4),
    weight decimal(9,4),
    score decimal(9,4),
    recomputed_score decimal(9,4),
    recomputed_score_min decimal(9,4),
    recomputed_score_max decimal(9,4),
    score_difference decimal(9,4),
    lost_points decimal(9,4),
    source_page integer,
    source_sheet varchar,
    source_box varchar,
    source_line integer,
    source_start bigint,
    source_end bigint,
    is_met boolean,
    is_overshot boolean
);
create table marts.fct_plan_forms (
    plan_id varchar,
    target_form_id varchar,
    evaluation_form_id varchar,
    department_id varchar,
    unit_id varchar,
    document_stage varchar,
    project_name varchar,
    evaluation_project_name varchar,
    pair_state varchar,
    pairing_basis varchar,
    pairing_reason varchar,
    candidate_form_ids varchar,
    rating varchar,
    fiscal_year integer,
    requested_yuan decimal(18,2),
    approved_yuan decimal(18,2),
    adjusted_yuan decimal(18,2),
    executed_yuan decimal(18,2),
    total_score decimal(9,4),
    same_count integer,
    changed_count integer,
    dropped_count integer,
    added_count integer,
    not_compared_count integer
);
create table marts.fct_plan_results (
    plan_result_id varchar,
    plan_id varchar,
    target_form_id varchar,
    evaluation_form_id varchar,
    target_indicator_id varchar,
    evaluation_indicator_id varchar,
    department_id varchar,
    document_stage varchar,
    project_name varchar,
    level1_name varchar,
    level2_name varchar,
    indicator_name varchar,
    planned_target_text varchar,
    repeated_target_text varchar,
    actual_text varchar,
    planned_target_state varchar,
    remark_text varchar,
    fiscal_year integer,
    weight decimal(9,4),
    score decimal(9,4),
    target_source_page integer,
    target_source_sheet varchar,
    target_source_box varchar,
    target_source_line integer,
    target_source_start bigint,
    target_source_end bigint,
    evaluation_source_page integer,
    evaluation_source_sheet varchar,
    evaluation_source_box varchar,
    evaluation_source_line integer,
    evaluation_source_start bigint,
    evaluation_source_end bigint,
    is_met boolean
);
create table marts.fct_filing_corrections (
    correction_id varchar,
    form_id varchar,
    filing_id varchar,
    printed_text varchar,
    corrected_text varchar,
    reason varchar,
    source_line integer,
    is_printed boolean
);
create table marts.fct_findings (
    finding_id varchar,
    rule_code varchar,
    filing_id varchar,
    form_id varchar,
    other_form_id varchar,
    rule_name varchar,
    severity varchar,
    message_text varchar,
    evidence_text varchar,
    printed_value decimal(28,4),
    computed_value decimal(28,4),
    difference_yuan decimal(18,2),
    project_amount_yuan decimal(18,2),
    source_page integer,
    source_sheet varchar,
    source_box varchar,
    source_line integer,
    source_start bigint,
    source_end bigint,
    other_source_page integer,
    other_source_sheet varchar,
    other_source_box varchar,
    other_source_line integer,
    other_source_start bigint,
    other_source_end bigint
);
create table marts.fct_rule_checks (
    rule_code varchar,
    filing_id varchar,
    form_id varchar,
    rule_name varchar,
    check_state varchar,
    reason_text varchar,
    finding_count integer
);
create table marts.fct_cost_caps (
    indicator_id varchar,
    form_id varchar,
    filing_id varchar,
    indicator_name varchar,
    target_text varchar,
    quantity_name varchar,
    quantity_text varchar,
    cap_state varchar,
    source_sheet varchar,
    source_box varchar,
    period_count integer,
    source_page integer,
    source_line integer,
    quantity decimal(18, 4),
    cap_yuan decimal(18, 2),
    product_yuan decimal(18, 2),
    request_yuan decimal(18, 2),
    excess_yuan decimal(18, 2),
    source_start bigint,
    source_end bigint
);
create table marts.fct_form_places (
    form_id varchar,
    filing_id varchar,
    field_name varchar,
    printed_text varchar,
    source_page integer,
    source_sheet varchar,
    source_box varchar,
    source_line integer,
    source_start bigint,
    source_end bigint
);
create table marts.fct_funding (
    funding_id varchar,
    form_id varchar,
    filing_id varchar,
    phase varchar,
    basis varchar,
    fund_source varchar,
    amount_text varchar,
    money_unit varchar,
    money_unit_basis varchar,
    fiscal_year integer,
    amount_yuan decimal(18, 2),
    source_page integer,
    source_sheet varchar,
    source_box varchar,
    source_line integer,
    source_start bigint,
    source_end bigint
);
create table marts.fct_indicator_reuse (
    standard_indicator_id varchar,
    department_id varchar,
    document_stage varchar,
    fiscal_year integer,
    use_count integer,
    form_count integer,
    all_form_count integer,
    distinct_target_count integer,
    share_of_forms decimal(9,4)
);
create table marts.fct_indicator_sets_alike (
    form_id varchar,
    other_form_id varchar,
    filing_id varchar,
    other_filing_id varchar,
    document_stage varchar,
    form_type varchar,
    pair_scope varchar,
    shared_names_text varchar,
    own_names_text varchar,
    other_names_text varchar,
    replaced_names_text varchar,
    name_count integer,
    other_name_count integer,
    shared_count integer,
    either_count integer,
    same_target_count integer,
    replaced_shared_count integer,
    alike_pct decimal(9,4),
    alike_with_targets_pct decimal(9,4),
    alike_without_object_pct decimal(9,4),
    fiscal_year integer,
    other_fiscal_year integer
);
create table marts.fct_goal_passages (
    form_id varchar,
    field_name varchar,
    other_form_id varchar,
    other_field_name varchar,
    filing_id varchar,
    other_filing_id varchar,
    document_stage varchar,
    form_type varchar,
    pair_scope varchar,
    passage_text varchar,
    other_passage_text varchar,
    passage_length integer,
    passage_start integer,
    passage_end integer,
    other_passage_start integer,
    other_passage_end integer,
    passage_share_pct decimal(9,4),
    other_passage_share_pct decimal(9,4),
    passage_form_count integer,
    fiscal_year integer,
    other_fiscal_year integer,
    source_page integer,
    source_sheet varchar,
    source_line integer,
    other_source_page integer,
    other_source_sheet varchar,
    other_source_line integer,
    is_boilerplate boolean
);
create table marts.fct_target_changes (
    link_id varchar,
    standard_indicator_id varchar,
    left_form_id varchar,
    right_form_id varchar,
    left_indicator_id varchar,
    right_indicator_id varchar,
    left_item_name varchar,
    right_item_name varchar,
    document_stage varchar,
    relation varchar,
    confidence varchar,
    comparability varchar,
    origin varchar,
    left_indicator_name varchar,
    right_indicator_name varchar,
    left_target_text varchar,
    right_target_text varchar,
    left_target_operator varchar,
    right_target_operator varchar,
    left_base_unit varchar,
    right_base_unit varchar,
    left_polarity varchar,
    right_polarity varchar,
    target_change varchar,
    hindrance varchar,
    left_target_value_base decimal(28,8),
    right_target_value_base decimal(28,8),
    left_fiscal_year integer,
    right_fiscal_year integer,
    left_source_page integer,
    left_source_sheet varchar,
    left_source_line integer,
    right_source_page integer,
    right_source_sheet varchar,
    right_source_line integer
);
create table marts.fct_indicators (
    indicator_id varchar,
    form_id varchar,
    filing_id varchar,
    standard_indicator_id varchar,
    level1_name varchar,
    level1_basis varchar,
    level2_name varchar,
    level2_basis varchar,
    level2_alternative_name varchar,
    standard_level1 varchar,
    standard_level2 varchar,
    indicator_name varchar,
    sub_project_name varchar,
    target_text varchar,
    comparable_target varchar,
    target_kind varchar,
    target_operator varchar,
    target_unit varchar,
    base_unit varchar,
    base_unit_basis varchar,
    polarity varchar,
    actual_text varchar,
    actual_unit varchar,
    remark_text varchar,
    indicator_number integer,
    target_value decimal(28,8),
    target_value_max decimal(28,8),
    target_value_base decimal(28,8),
    target_value_max_base decimal(28,8),
    actual_value decimal(28,8),
    actual_value_base decimal(28,8),
    weight decimal(9,4),
    score decimal(9,4),
    source_page integer,
    source_sheet varchar,
    source_box varchar,
    source_line integer,
    source_start bigint,
    source_end bigint,
    is_approximate boolean,
    is_met boolean,
    target_date date
);
create table marts.fct_narrative_sections (
    form_id varchar,
    filing_id varchar,
    section_name varchar,
    section_text varchar,
    section_number integer,
    source_page integer,
    source_sheet varchar,
    source_box varchar,
    source_line integer,
    source_start bigint,
    source_end bigint
);
create table marts.fct_number_places (
    filing_id varchar,
    form_id varchar,
    number_text varchar,
    place_kind varchar,
    place_name varchar,
    number_index integer,
    source_page integer,
    source_sheet varchar,
    source_box varchar,
    source_line integer,
    source_start bigint,
    source_end bigint
);
create table marts.fct_read_issues (
    issue_id varchar,
    filing_id varchar,
    form_id varchar,
    issue_code varchar,
    message_text varchar,
    raw_text varchar,
    source_page integer,
    source_sheet varchar,
    source_box varchar,
    source_line integer,
    source_start bigint,
    source_end bigint
);
create table marts.fct_source_lines (
    filing_id varchar,
    line_text varchar,
    line_number integer,
    source_start bigint,
    source_end bigint
);
create table marts.fct_page_outcomes (
    page_id varchar,
    filing_id varchar,
    sheet_name varchar,
    page_outcome varchar,
    outcome_text varchar,
    withheld_boxes varchar,
    page_number integer,
    form_count integer,
    outside_table_row_count integer,
    withheld_count integer,
    issue_count integer,
    source_page integer
);
create table marts.fct_form_outcomes (
    form_id varchar,
    filing_id varchar,
    form_outcome varchar,
    outcome_text varchar,
    reason_codes varchar,
    issue_count integer,
    source_page integer,
    source_line integer
);
create table marts.fct_cost_changes (
    group_id varchar,
    group_name varchar,
    left_names varchar,
    right_names varchar,
    left_department_id varchar,
    right_department_id varchar,
    phase varchar,
    document_stage varchar,
    change_state varchar,
    comparability varchar,
    confidence varchar,
    counted_text varchar,
    left_fiscal_year integer,
    right_fiscal_year integer,
    left_item_count integer,
    right_item_count integer,
    left_amount_yuan decimal(18,2),
    right_amount_yuan decimal(18,2),
    change_yuan decimal(18,2),
    left_quantity decimal(18,2),
    right_quantity decimal(18,2),
    change_pct decimal(18,4),
    volume_effect_yuan decimal(18,2),
    price_effect_yuan decimal(18,2)
);
create table marts.fct_lineage_items (
    lineage_item_id varchar,
    group_id varchar,
    item_id varchar,
    form_id varchar,
    filing_id varchar,
    department_id varchar,
    item_name varchar,
    phase varchar,
    document_stage varchar,
    side varchar,
    change_state varchar,
    left_fiscal_year integer,
    right_fiscal_year integer,
    fiscal_year integer,
    amount_yuan decimal(18,2),
    source_page integer,
    source_sheet varchar,
    source_box varchar,
    source_line integer,
    source_start bigint,
    source_end bigint,
    is_remainder boolean,
    is_tail boolean
);
create table marts.fct_link_candidates (
    link_id varchar,
    left_item_id varchar,
    right_item_id varchar,
    left_form_id varchar,
    right_form_id varchar,
    left_item_key varchar,
    right_item_key varchar,
    left_item_name varchar,
    right_item_name varchar,
    phase varchar,
    document_stage varchar,
    relation varchar,
    confidence varchar,
    comparability varchar,
    origin varchar,
    evidence_text varchar,
    left_fiscal_year integer,
    right_fiscal_year integer,
    left_amount_yuan decimal(18,2),
    right_amount_yuan decimal(18,2)
);
create table marts.fct_project_links (
    link_id varchar,
    left_item_id varchar,
    right_item_id varchar,
    left_form_id varchar,
    right_form_id varchar,
    left_item_key varchar,
    right_item_key varchar,
    left_item_name varchar,
    right_item_name varchar,
    phase varchar,
    document_stage varchar,
    relation varchar,
    confidence varchar,
    comparability varchar,
    origin varchar,
    evidence_text varchar,
    counted_text varchar,
    left_fiscal_year integer,
    right_fiscal_year integer,
    left_amount_yuan decimal(18,2),
    right_amount_yuan decimal(18,2),
    left_quantity decimal(18,2),
    right_quantity decimal(18,2)
);
create table marts.fct_spending_by_category (
    form_type varchar,
    phase varchar,
    department_id varchar,
    functional_class varchar,
    recurrence varchar,
    document_stage varchar,
    grain varchar,
    fiscal_year integer,
    form_count integer,
    amount_yuan decimal(18, 2),
    is_remainder boolean
);

insert into marts.dim_filings by name
select *, 'told' as document_stage_basis from (values
    ('f21', '2021-a.txt', 'published', 'text/plain', 'loaded', 2, timestamp '2026-03-01 08:00:00'),
    ('f23', '2023-b.txt', 'published', 'text/plain', 'loaded', 1, timestamp '2026-03-01 08:00:00'),
    ('f26', '2026-a.txt', 'published', 'text/plain', 'partial', 3, timestamp '2026-03-02 09:00:00')
) as rows (filing_id, file_name, document_stage, media_type, status, form_count, loaded_at);

insert into marts.dim_organisations values
    ('org-centre', '某区政务服务中心', 'department', null, '某区行政服务中心；某区政务服务中心'),
    ('org-water', '某市水务局', 'department', null, '某市水务局');

insert into marts.dim_functional_classes values
    ('it_operations', '信息化运维', 'it', '信息化', 1),
    ('public_service', '公共服务供给与补贴', 'public_service', '公共服务供给与补贴', 7),
    ('unclassified', '未归类', 'unclassified', '未归类', 12);

insert into marts.dim_forms by name
select
    *, 'published' as document_stage, is_current as is_current_in_stage, true as is_complete,
    department_name as department_name_text, project_name as project_name_text
from (values
    ('f21-001', 'f21', 1, 'target', 2021, 'org-centre', '某区行政服务中心', null,
     '窗口业务', 'recurring', null, 'public_service', '窗口业务目标', null, null, 3, true),
    ('f21-002', 'f21', 2, 'target', 2021, 'org-centre', '某区行政服务中心', null,
     '系统 **迁移**（运维） <b>$x$</b> [点](http://example.org)', 'one_off', null, 'it_operations',
     '完成迁移100%_a', null, null, 40, true),
    ('f23-001', 'f23', 1, 'self_evaluation', 2023, 'org-water', '某市水务局', '某市水务局',
     '行业业务管理', null, null, 'unclassified', null, 99.46, '优', 3, true),
    ('f26-001', 'f26', 1, 'target', 2026, 'org-centre', '某区政务服务中心', '某区政务服务中心',
     '免费刻章', 'recurring', '特定目标类', 'public_service', '免费刻章目标', null, null, 5, true),
    ('f26-002', 'f26', 2, 'target', 2026, 'org-centre', '某区行政服务中心', '某区政务服务中心',
     '政务云租用', 'recurring', '其他运转类', 'it_operations', '云租用目标', null, null, 25, true),
    ('f26-003', 'f26', 3, 'target', 2026, 'org-centre', '某区政务服务中心', '某区政务服务中心',
     '旧版本的表', 'recurring', '其他运转类', 'it_operations', '旧', null, null, 48, false)
) as rows (
    form_id, filing_id, form_number, form_type, fiscal_year, department_id, department_name,
    unit_name, project_name, recurrence, expenditure_category, functional_class, annual_goal_text,
    total_score, rating, source_line, is_current
);

insert into marts.fct_funding by name
select
    concat(form_id, '-', phase) as funding_id, form_id, split_part(form_id, '-', 1) as filing_id,
    phase, 'annual' as basis, 'total' as fund_source, amount_yuan, fiscal_year,
    cast(amount_yuan as varchar) as amount_text, '元' as money_unit, 'assumed' as money_unit_basis,
    10 as source_line
from (values
    ('f21-001', 2021, 'proposed', 3596500.00),
    ('f21-002', 2021, 'proposed', 1000000.00),
    ('f23-001', 2023, 'approved', 12049300.00),
    ('f23-001', 2023, 'adjusted', 11046300.00),
    ('f23-001', 2023, 'executed', 10459400.00),
    ('f26-001', 2026, 'proposed', 2200000.00),
    ('f26-002', 2026, 'proposed', 12323857.31),
    ('f26-003', 2026, 'proposed', 99999.00)
) as rows (form_id, fiscal_year, phase, amount_yuan);

insert into marts.fct_execution by name
select
    'f23-001' as form_id, 'f23' as filing_id, 94.68 as execution_rate_pct, 10 as weight,
    9.46 as score, 94.6869 as computed_rate_pct, 86.8050 as execution_on_approved_pct,
    8 as source_line;

insert into marts.fct_indicators by name
select
    *, split_part(form_id, '-', 1) as filing_id, concat(form_id, '-i001') as indicator_id,
    1 as indicator_number, md5(indicator_name) as standard_indicator_id
from (values
    ('f21-001', '成本', '资金使用率', '>=90%', 'bound', 90, 90, '%', null, null, 20),
    ('f21-002', '产出', '验收合格率', '=100%', 'exact', 100, 100, '%', null, null, 45),
    ('f23-001', '满意度', '=HYPERLINK("http://example.org")', '≥98.00(%)', 'bound', 98, 98, '%',
     10, 9.5, 20),
    ('f26-001', '成本', '印章刻制成本', '≤83.00(元/套)', 'bound', 83, 83, '元/套', null, null, 17),
    ('f26-002', '成本', '项目成本', '控制于预算内', 'relation', null, null, null, null, null, 37)
) as rows (
    form_id, standard_level1, indicator_name, target_text, target_kind, target_value,
    target_value_base, base_unit, weight, score, source_line
);

insert into marts.fct_form_scores by name
select
    'f23-001' as form_id, 'f23' as filing_id, '优' as rating, '优' as computed_rating,
    3 as indicator_count, 0 as unscored_count, 1 as recomputed_count, 1 as ranged_count,
    1 as not_recomputed_count, 1 as differing_count, 12049300.00 as approved_yuan,
    11046300.00 as adjusted_yuan, 10459400.00 as executed_yuan, 94.68 as execution_rate_pct,
    94.6869 as computed_rate_pct, 86.8050 as execution_on_approved_pct, 10 as execution_weight,
    9.46 as execution_score, 9.46 as recomputed_execution_score, 0 as execution_score_difference,
    99.46 as total_score, 100 as total_weight, 98.96 as score_sum, 0.5 as total_difference,
    0.54 as execution_lost_points, 0.5 as indicator_lost_points,
    0.5 as unexplained_lost_points, 3 as source_line, false as is_every_score_full,
    true as is_rating_of_total, false as is_indicators_damaged;

insert into marts.fct_indicator_scores by name
select
    *, 'f23-001' as form_id, 'f23' as filing_id, concat('f23-001-i00', indicator_number) as indicator_id
from (values
    (1, '满意度', '=HYPERLINK("http://example.org")', '≥98.00(%)', '99%', 'met', null, 'differs',
     'unexplained', 10, 9.5, 10, 10, -0.5, 0.5, true, 20),
    (2, '效益', '制度建设', '健全', '达成指标', 'grade', null, 'within_range',
     null, 10, 10, 8, 10, 0, 0, true, 21),
    (3, '产出', '巡查次数', '4次', null, null, 'actual_missing', 'not_recomputed',
     null, 10, 10, null, null, null, 0, null, 22)
) as rows (
    indicator_number, standard_level1, indicator_name, target_text, actual_text, scoring_rule,
    not_recomputed_reason, score_state, lost_cause, weight, score, recomputed_score_min,
    recomputed_score_max, score_difference, lost_points, is_met, source_line
);

insert into marts.fct_plan_forms by name
select *, 'published' as document_stage
from (values
    ('plan-1', 'f21-001', null, 'org-centre', '窗口业务', 'target_only', 'no_other_filing', 2021,
     3596500.00),
    ('plan-2', 'f21-002', null, 'org-centre', '系统', 'not_told_apart', 'several_of_one_name', 2021,
     1000000.00),
    ('plan-3', null, 'f23-001', 'org-water', '行业业务管理', 'evaluation_only', 'no_other_filing',
     2023, null)
) as rows (
    plan_id, target_form_id, evaluation_form_id, department_id, project_name, pair_state,
    pairing_reason, fiscal_year, requested_yuan
);

insert into marts.fct_cost_items by name
select *, 'f21' as filing_id
from (values
    ('f21-001-c001', 'f21-001', 1, '窗口', '志愿者', 7, '名', 300000.00, 2100000.00,
     'public_service', 11),
    ('f21-001-c002', 'f21-001', 2, '窗口', '窗口系统维护', null, null, null, 1000000.00,
     'it_operations', 12),
    ('f21-002-c001', 'f21-002', 1, null, '迁移实施', null, null, null, 1300000.00,
     'it_operations', 48)
) as rows (
    cost_item_id, form_id, item_number, group_name, item_name, quantity, quantity_unit,
    unit_price_yuan, amount_yuan, functional_class, source_line
);

insert into marts.fct_read_issues by name
select
    'f26-x1' as issue_id, 'f26' as filing_id, 'f26-002' as form_id, 'lost_cell' as issue_code,
    '指标值在文本中为空' as message_text, '' as raw_text, 38 as source_line, 0 as source_start,
    1 as source_end;

insert into marts.fct_page_outcomes by name
select 'f26-p0001' as page_id, 'f26' as filing_id, 'read' as page_outcome, '已读' as outcome_text,
    1 as page_number, 2 as form_count, 0 as outside_table_row_count, 1 as issue_count,
    1 as source_page;
insert into marts.fct_form_outcomes by name
select form_id, filing_id, 'complete' as form_outcome, 0 as issue_count, source_line
from marts.dim_forms;

insert into marts.fct_cost_changes by name
select *, 'proposed' as phase, 'published' as document_stage, 2021 as left_fiscal_year,
    2026 as right_fiscal_year, 'org-centre' as left_department_id,
    'org-centre' as right_department_id
from (values
    ('change-1', '窗口业务', '窗口业务', '窗口业务', 'matched', 'like_for_like', 'high', 1, 1,
     3596500.00, 3600000.00, 3500.00, 0.0973, '个窗口', 10, 12, 719300.00, -715800.00),
    ('change-2', '<b>$x$</b> 拆分', '甲', '乙、丙', 'matched', 'scope_changed', 'medium', 1, 2,
     100.00, 300.00, 200.00, null, null, null, null, null, null),
    ('change-3', '尾款项目', null, '尾款项目', 'matched', 'tail_payment', 'high', 0, 1,
     null, 50.01, null, null, null, null, null, null, null),
    ('change-4', '旧项目', '旧项目', null, 'ended', null, null, 1, 0,
     8340000.00, null, null, null, null, null, null, null, null),
    ('change-5', '新项目', null, '新项目', 'new', null, null, 0, 1,
     null, 1200000.00, null, null, null, null, null, null, null)
) as changes (
    group_id, group_name, left_names, right_names, change_state, comparability, confidence,
    left_item_count, right_item_count, left_amount_yuan, right_amount_yuan, change_yuan,
    change_pct, counted_text, left_quantity, right_quantity, volume_effect_yuan,
    price_effect_yuan
);
insert into marts.fct_lineage_items by name
select
    rows.* exclude (number), concat('side-', number) as lineage_item_id,
    split_part(form_id, '-', 1) as filing_id, 'org-centre' as department_id,
    'proposed' as phase, 'published' as document_stage,
    if(starts_with(form_id, 'f21'), 'left', 'right') as side,
    if(starts_with(form_id, 'f21'), 2021, 2026) as fiscal_year, 2021 as left_fiscal_year,
    2026 as right_fiscal_year, false as is_remainder, group_id = 'change-3' as is_tail
from (values
    (1, 'change-1', 'f21-001', 'f21-001', '窗口业务', 'matched', 3596500.00, 10),
    (2, 'change-1', 'f26-001', 'f26-001', '窗口业务', 'matched', 3600000.00, 10),
    (3, 'change-2', 'f21-002-c001', 'f21-002', '甲', 'matched', 100.00, 48),
    (4, 'change-2', 'f26-002-c001', 'f26-002', '乙', 'matched', 100.00, 30),
    (5, 'change-2', 'f26-002-c002', 'f26-002', '<b>$x$</b> 拆分', 'matched', 200.00, 31),
    (6, 'change-3', 'f26-001-c009', 'f26-001', '尾款项目', 'matched', 50.01, 15),
    (7, 'change-4', 'f21-002', 'f21-002', '旧项目', 'ended', 8340000.00, 41),
    (8, 'change-5', 'f26-002', 'f26-002', '新项目', 'new', 1200000.00, 26)
) as rows (
    number, group_id, item_id, form_id, item_name, change_state, amount_yuan, source_line
);
insert into marts.fct_project_links by name
select 'link-1' as link_id, 'f21-001' as left_item_id, 'f26-001' as right_item_id,
    'f21-001' as left_form_id, 'f26-001' as right_form_id, 'key-21-1' as left_item_key,
    'key-26-1' as right_item_key, '窗口业务' as left_item_name,
    '窗口业务' as right_item_name, 'proposed' as phase, 'published' as document_stage,
    'same' as relation, 'high' as confidence, 'like_for_like' as comparability,
    'matched' as origin, '名称相同；数量：10 → 12个窗口' as evidence_text,
    2021 as left_fiscal_year, 2026 as right_fiscal_year, 3596500.00 as left_amount_yuan,
    3600000.00 as right_amount_yuan;
insert into marts.fct_project_links by name
select
    * exclude (number, left_form_id, right_form_id), concat('link-', number) as link_id,
    left_form_id, right_form_id, concat('key-', left_item_id) as left_item_key,
    concat('key-', right_item_id) as right_item_key, 'proposed' as phase,
    'published' as document_stage, 2021 as left_fiscal_year, 2026 as right_fiscal_year
from (values
    (3, 'f21-002-c001', 'f26-002-c001', 'f21-002', 'f26-002', '甲', '乙', 100.00, 100.00,
     'split_from', 'medium', 'scope_changed', 'matched', '目标均写拆分'),
    (4, 'f21-002-c001', 'f26-002-c002', 'f21-002', 'f26-002', '甲', '<b>$x$</b> 拆分', 100.00, 200.00,
     'split_from', 'medium', 'scope_changed', 'curated', '名称相近'),
    (5, 'f21-001', 'f26-001-c009', 'f21-001', 'f26-001', '窗口业务', '尾款项目', 3596500.00, 50.01,
     'successor', 'high', 'tail_payment', 'curated', '名称所带期间为上年')
) as rows (
    number, left_item_id, right_item_id, left_form_id, right_form_id, left_item_name,
    right_item_name, left_amount_yuan, right_amount_yuan, relation, confidence, comparability,
    origin, evidence_text
);
insert into marts.fct_link_candidates by name
select * exclude (counted_text, left_quantity, right_quantity) replace ('link-2' as link_id, 'f21-002' as left_item_id, 'f21-002' as left_form_id,
    'key-21-2' as left_item_key,
    '系统 **迁移**（运维） <b>$x$</b>' as left_item_name, 'low' as confidence,
    'scope_changed' as comparability, '名称有相同的词' as evidence_text)
from marts.fct_project_links where link_id = 'link-1';

create table marts.build_info as
select
    '20260302T090000000Z' as build_id, 3 as filing_count, 412 as test_count, 412 as tests_passed,
    timestamp '2026-03-02 09:00:00' as built_at;

insert into marts.fct_findings by name
select
    rule_code || '-' || coalesce(form_id, filing_id) as finding_id, rule_code, filing_id, form_id,
    other_form_id, rule_name, severity, message_text, message_text as evidence_text,
    printed_value, computed_value, difference_yuan, source_line, other_source_line,
    source_line as source_start, source_line + 1 as source_end
from (values
    ('F04', 'f26', 'f26-001', null, '申请额超成本指标', 'must_check',
     '年度资金申请总额高出 42,000.00 元 <b>$x$</b>', 2200000, 2158000, 42000.00, 6, 12),
    ('F04', 'f26', 'f26-002', null, '申请额超成本指标', 'note',
     '年度资金申请总额高出 1,250.50 元', 12323857.31, 12322606.81, 1250.50, 26, null),
    ('F19', 'f26', 'f26-001', 'f26-002', '整套指标相同', 'note',
     '与项目“政务云租用”的指标名称 4 个中 4 个相同（资金用途不同）', 4, 4, null, 8, 28),
    ('F21', 'f23', null, null, '自评区分度低', 'explain',
     '得分全部等于分值', null, null, null, 3, null),
    ('F25', 'f26', 'f26-003', null, '单位不一致', 'note',
     '实施单位文本中为空', null, null, null, 49, null)
) as rows (
    rule_code, filing_id, form_id, other_form_id, rule_name, severity, message_text,
    printed_value, computed_value, difference_yuan, source_line, other_source_line
);
insert into marts.fct_cost_caps by name
select *, split_part(form_id, '-', 1) as filing_id, concat(form_id, '-i001') as indicator_id,
    request_yuan - product_yuan as excess_yuan
from (values
    ('f26-001', '印章<b>刻制</b>成本', '≤83.00(元/套)', '≥26000.00(套)', 'above_explained', 1, 17,
     26000, 83.00, 2158000.00, 2200000.00),
    ('f26-002', '月租费', '≤1.00(万元/月)', null, 'slack', 12, 37, 1, 10000.00, 120000.00, 90000.00),
    ('f21-001', '单价', '≤1.00(元/件)', null, 'not_comparable', 1, 17, null, 1.00, null, 3596500.00)
) as rows (
    form_id, indicator_name, target_text, quantity_text, cap_state, period_count, source_line,
    quantity, cap_yuan, product_yuan, request_yuan
);
insert into marts.fct_rule_checks by name
select
    rule_code, filing_id, form_id, rule_name, check_state, reason_text,
    if(check_state = 'finding', 1, 0) as finding_count
from (values
    ('F04', 'f26', 'f26-001', '申请额超成本指标', 'finding', null),
    ('F04', 'f26', 'f26-002', '申请额超成本指标', 'finding', null),
    ('F04', 'f21', 'f21-001', '申请额超成本指标', 'clear', null),
    ('F04', 'f21', 'f21-002', '申请额超成本指标', 'cannot_check', '找不到数量'),
    ('F13', 'f26', 'f26-001', '同项异动', 'cannot_check', '尚无可比的跨年对应关系'),
    ('F13', 'f21', 'f21-001', '同项异动', 'cannot_check', '尚无可比的跨年对应关系'),
    ('F19', 'f26', 'f26-001', '整套指标相同', 'finding', null),
    ('F19', 'f26', 'f26-002', '整套指标相同', 'finding', null),
    ('F21', 'f23', null, '自评区分度低', 'finding', null),
    ('F21', 'f21', null, '自评区分度低', 'not_applicable', '文件没有自评表')
) as rows (rule_code, filing_id, form_id, rule_name, check_state, reason_text);
