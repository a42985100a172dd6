{# The words of a parameter of `rule_parameters` as one pattern of alternatives, written into the
   statement: a pattern that is known beforehand is compiled once. #}
{% macro rule_words(given, name) -%}
    {%- if execute -%}
        {%- set found = given.get(name, []) -%}
        {%- if not found -%}
            {{ exceptions.raise_compiler_error("The parameter " ~ name ~ " has no row") }}
        {%- endif -%}
        '{{ found | join('|') | replace("'", "''") }}'
    {%- else -%}
        ''
    {%- endif -%}
{%- endmacro %}
