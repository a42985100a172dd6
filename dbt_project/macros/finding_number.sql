{# A number of `finding_rule_parameters`, written into the statement: a plain literal is planned faster
   than a query, and a parameter that is missing or there twice stops the build. #}
{% macro finding_number(rule_code, parameter) -%}
    {%- set seed = ref('finding_rule_parameters') -%}
    {%- if execute -%}
        {%- set found = run_query(
            "select cast(value as decimal(18, 4)) from " ~ seed
            ~ " where rule_code = '" ~ rule_code ~ "' and parameter = '" ~ parameter ~ "'"
        ).columns[0].values() -%}
        {%- if found | length != 1 -%}
            {{ exceptions.raise_compiler_error(
                "finding_rule_parameters.csv: " ~ rule_code ~ " " ~ parameter
                ~ " must stand in one row"
            ) }}
        {%- endif -%}
        cast({{ found[0] }} as decimal(18, 4))
    {%- else -%}
        0
    {%- endif -%}
{%- endmacro %}
