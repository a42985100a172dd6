{# All of `finding_rule_parameters`, asked for once in a model: rule and parameter -> its values. #}
{% macro rule_parameters() -%}
    {%- set seed = ref('finding_rule_parameters') -%}
    {%- if execute -%}
        {%- set values = {} -%}
        {%- for row in run_query(
            "select rule_code || ' ' || parameter, value from " ~ seed ~ " order by all"
        ).rows -%}
            {%- do values.setdefault(row[0], []).append(row[1]) -%}
        {%- endfor -%}
        {{ return(values) }}
    {%- endif -%}
{%- endmacro %}
