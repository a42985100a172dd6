-- On top of marts.sql: what the pages on reuse, projects and data show, with hostile texts.
delete from marts.fct_indicators;
insert into marts.fct_indicators by name
select
    rows.* exclude (number), split_part(form_id, '-', 1) as filing_id,
    concat(form_id, '-i', lpad(number::varchar, 3, '0')) as indicator_id,
    number as indicator_number, false as is_approximate,
    '质量指标' as level2_name, 'inferred' as level2_basis, '数量指标' as level2_alternative_name
from (values
    ('f21-001', 1, 'ind-m', '满意度', '服务对象满意度', '用户满意度', '>=85%', 'bound', 85, '%', 'higher', 2, 10, 20),
    ('f21-002', 1, 'ind-m', '满意度', '服务对象满意度', '用户满意度', '>=90%', 'bound', 90, '%', 'higher', 3, 30, 40),
    ('f26-001', 1, 'ind-m', '满意度', '服务对象满意度', '用户满意度', '≥95%', 'bound', 95, '%', 'higher', 5, 50, 60),
    ('f26-002', 1, 'ind-m', '满意度', '服务对象满意度', '用户满意度', '满意', 'word', null, null, 'higher', 6, 70, 80),
    ('f21-001', 2, 'ind-t', '产出', '时效', '响应时间', '≤2小时', 'bound', 2, '小时', 'lower', 2, 10, 20),
    ('f21-002', 2, 'ind-t', '产出', '时效', '响应时间', '≤30分钟', 'bound', 0.5, '小时', 'lower', 3, 30, 40),
    ('f26-003', 1, 'ind-t', '产出', '时效', '响应时间', '≤9小时', 'bound', 9, '小时', 'lower', 6, 70, 80),
    ('f23-001', 1, 'ind-h', '产出', '数量', '=1+1', '@x', 'word', null, null, 'reached', 3, 30, 40),
    ('f26-001', 2, 'ind-p', '产出', '数量', '100%_"''\ ＝全角', '＝1', 'exact', 1, null, 'exact', 5, 50, 60)
) as rows (
    form_id, number, standard_indicator_id, standard_level1, standard_level2, indicator_name,
    target_text, target_kind, target_value_base, base_unit, polarity, source_line, source_start,
    source_end
);
update marts.fct_indicators
set comparable_target = if(base_unit is null, target_text, concat(target_kind, target_value_base, base_unit));
insert into marts.dim_indicators
select
    standard_indicator_id, any_value(indicator_name), any_value(standard_level1),
    any_value(standard_level2), any_value(polarity), count(*), count(distinct form_id), 1, 2021, 2026
from marts.fct_indicators
group by all;

update marts.dim_filings
set number_count = 100, number_typed_share = 0.7, number_text_share = 0.2,
    number_layout_share = 0.08, number_issue_share = 0.02;
insert into marts.dim_filings by name
select 'f99' as filing_id, 'published' as document_stage, 'told' as document_stage_basis, '=读不出.doc' as file_name, 'set_aside' as status,
    '格式不支持' as status_reason;

insert into marts.fct_form_places by name
select 'f21-002' as form_id, 'f21' as filing_id, 'department' as field_name,
    '某区行政 服务中心' as printed_text, 2 as source_line, 19 as source_start, 28 as source_end;
insert into marts.fct_narrative_sections by name
select 'f21-002' as form_id, 'f21' as filing_id, 1 as section_number, '项目概述' as section_name,
    '<b>概述</b> **粗** $x$ 100%_a' as section_text, 3 as source_line, 29 as source_start,
    37 as source_end;
insert into marts.fct_cost_totals by name
select 'f21-002-t001' as cost_total_id, 'f21-002' as form_id, 'f21' as filing_id,
    '合计' as total_name, 1 as total_number, 1290000.00 as amount_yuan, '129万元' as amount_text,
    1300000.00 as items_yuan, -10000.00 as difference_yuan, false as is_reconciled,
    3 as source_line;
insert into marts.fct_narrative_sections by name
select 'f21-002' as form_id, 'f21' as filing_id, 6 as section_number,
    '年度预算安排' as section_name, '迁移2次65万元/次130万元\n共130万元' as section_text,
    5 as source_line, 72 as source_start, 126 as source_end;
insert into marts.fct_funding by name
select concat('f21-001-', basis, fund_source) as funding_id, 'f21-001' as form_id,
    'f21' as filing_id, 'proposed' as phase, amount_yuan, 2021 as fiscal_year, basis, fund_source,
    cast(amount_yuan as varchar) as amount_text, '元' as money_unit, 'printed' as money_unit_basis,
    10 as source_line
from (values
    ('annual', 'carryover', 96500.00), ('project_total', 'total', 5000000.00)
) as rows (basis, fund_source, amount_yuan);
insert into marts.fct_source_lines values
    ('f21', '财政项目支出绩效目标申报表', 1, 0, 13),
    ('f21', '主管部门	某区行政 服务中心', 2, 14, 28),
    ('f21', '<script>alert(1)</script>	用户满意度	>=90%', 3, 29, 66),
    ('f21', '=1+1', 4, 67, 71),
    ('f21', '六、年度预算安排', 5, 72, 80),
    ('f21', '', 6, 81, 81),
    ('f21', '迁移内容	次数	单价	金额', 7, 82, 95),
    ('f21', '迁移 实施	2 次	65万元/次	130万元', 8, 96, 118),
    ('f21', '', 9, 119, 119),
    ('f21', '共130万元', 10, 120, 126),
    ('f21', '', 11, 127, 127);
insert into marts.fct_read_issues by name
select 'f99-r1' as issue_id, 'f99' as filing_id, 'not_readable' as issue_code,
    '文件不能读取' as message_text, '' as raw_text, 1 as source_line;
insert into marts.fct_indicator_reuse
select standard_indicator_id, department_id, document_stage, fiscal_year, count(*), count(distinct form_id), 9,
    count(distinct comparable_target), 0.5
from marts.fct_indicators inner join marts.dim_forms using (form_id)
where is_current
group by all;
insert into marts.fct_spending_by_category by name
select 'target' as form_type, 'proposed' as phase, 'org-centre' as department_id,
    'public_service' as functional_class, 'recurring' as recurrence, 'published' as document_stage, 'form' as grain,
    2026 as fiscal_year, 1 as form_count, 2200000.00 as amount_yuan, false as is_remainder;

insert into marts.fct_filing_corrections
values ('f26-001-p001', 'f26-001', 'f26', '免费刻张', '免费刻章', '别字', 5, true);
insert into marts.fct_plan_forms by name
select
    'plan-4' as plan_id, 'f26-001' as target_form_id, 'f23-001' as evaluation_form_id,
    'org-centre' as department_id, 'published' as document_stage, '<b>刻章</b>' as project_name,
    'paired' as pair_state, 'name' as pairing_basis, 2026 as fiscal_year,
    2200000.00 as requested_yuan, 12049300.00 as approved_yuan, 10459400.00 as executed_yuan,
    1 as changed_count, 0 as same_count, 0 as dropped_count, 0 as added_count,
    0 as not_compared_count;
insert into marts.fct_plan_results by name
select
    'plan-4-1' as plan_result_id, 'plan-4' as plan_id, 'f26-001' as target_form_id,
    'f23-001' as evaluation_form_id, '用户满意度' as indicator_name, '≥95%' as planned_target_text,
    '≥90%' as repeated_target_text, '92%' as actual_text, 'changed' as planned_target_state,
    2026 as fiscal_year, 10 as weight, 10 as score, 17 as target_source_line,
    20 as evaluation_source_line, true as is_met;

insert into marts.fct_indicator_sets_alike by name
select
    form_id, other_form_id, split_part(form_id, '-', 1) as filing_id,
    split_part(other_form_id, '-', 1) as other_filing_id, 'published' as document_stage,
    'target' as form_type, pair_scope, '用户满意度' as shared_names_text,
    '响应时间' as own_names_text, 2 as name_count, 2 as other_name_count, shared_count,
    either_count, 1 as same_target_count, shared_count as replaced_shared_count,
    100.0 * shared_count / either_count as alike_pct, 50.0 as alike_with_targets_pct,
    100.0 * shared_count / either_count as alike_without_object_pct, fiscal_year,
    other_fiscal_year
from (values
    ('f21-001', 'f21-002', 'same_filing', 2, 2, 2021, 2021),
    ('f21-001', 'f26-001', 'other_year', 2, 3, 2021, 2026)
) as rows (
    form_id, other_form_id, pair_scope, shared_count, either_count, fiscal_year,
    other_fiscal_year
);
update marts.dim_forms
set annual_goal_text = concat('<b>完成</b>**', if(form_id = 'f21-002', '迁移100%_a', '租用'), '**')
where form_id in ('f21-002', 'f26-002');
insert into marts.fct_goal_passages by name
select
    'f21-002' as form_id, 'annual_goal' as field_name, other_form_id,
    'annual_goal' as other_field_name, 'f21' as filing_id, 'f26' as other_filing_id,
    'published' as document_stage, 'target' as form_type, 'other_year' as pair_scope,
    '<b>完成' as passage_text, '<b>完成' as other_passage_text, length as passage_length,
    1 as passage_start, 5 as passage_end, 1 as other_passage_start, 5 as other_passage_end,
    50.0 as passage_share_pct, 40.0 as other_passage_share_pct, 2 as passage_form_count,
    2021 as fiscal_year, 2026 as other_fiscal_year, 45 as source_line, 29 as other_source_line,
    is_boilerplate
from (values ('f26-002', 42, false), ('f26-001', 30, true)) as rows (
    other_form_id, length, is_boilerplate
);
insert into marts.fct_target_changes by name
select
    'link-1' as link_id, standard_indicator_id, 'f21-001' as left_form_id,
    'f26-001' as right_form_id, '窗口业务' as left_item_name, '窗口业务' as right_item_name,
    'published' as document_stage, 'same' as relation, 'high' as confidence,
    'like_for_like' as comparability, 'matched' as origin,
    indicator_name as left_indicator_name, indicator_name as right_indicator_name,
    left_target_text, right_target_text, 'higher' as left_polarity, 'higher' as right_polarity,
    target_change, hindrance, 2021 as left_fiscal_year, 2026 as right_fiscal_year,
    2 as left_source_line, 5 as right_source_line
from (values
    ('ind-m', '用户满意度', '>=85%', '≥95%', 'stricter', null),
    ('ind-h', '=1+1', '@x', '<b>y</b>', 'not_comparable', 'words')
) as rows (
    standard_indicator_id, indicator_name, left_target_text, right_target_text, target_change,
    hindrance
);
