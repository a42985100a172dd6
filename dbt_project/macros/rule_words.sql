{# The words of a parameter of `rule_parameters` as one pattern of alternatives, written into the
   statement: a pattern that is known beforehand is compiled once. #}
{% macro rule_words(given, rule_code, parameter) -%}
    {%- if execute -%}
        {%- set found = given.get(rule_code ~ ' ' ~ parameter, []) -%}
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
