{# The words of a parameter of `finding_rule_parameters` as one pattern of alternatives, written into
   the statement: a pattern that is known beforehand is compiled once. #}
{% macro finding_words(rule_code, parameter) -%}
    {%- set seed = ref('finding_rule_parameters') -%}
    {%- if execute -%}
        {%- set found = run_query(
            "select value from " ~ seed ~ " where rule_code = '" ~ rule_code
            ~ "' and parameter = '" ~ parameter ~ "' order by value"
        ).columns[0].values() -%}
        {%- if not found -%}
            {{ exceptions.raise_compiler_error(
                "finding_rule_parameters.csv: " ~ rule_code ~ " " ~ parameter ~ " has no row"
            ) }}
        {%- endif -%}
        '{{ found | join('|') | replace("'", "''") }}'
    {%- else -%}
        ''
    {%- endif -%}
{%- endmacro %}
