{# What every rule of findings came to, from the models of all themes. #}
{% macro checks_of_all_rules() -%}
    {%- for theme in [
        'int_costs_checked_to_findings',
        'int_cost_targets_checked_to_findings',
        'int_scores_checked_to_findings',
        'int_indicators_checked_to_findings',
        'int_texts_compared_to_findings',
        'int_headers_checked_to_findings',
    ] %}
    select * from {{ ref(theme) }}
    {{ "union all by name" if not loop.last }}
    {%- endfor %}
{%- endmacro %}
