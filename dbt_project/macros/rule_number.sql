{# A number of `rule_parameters`, written into the statement: a plain literal is planned faster than
   a query, and a parameter that is missing or there twice stops the build. It has 28 digits, because
   of two decimals of 18 digits the product has 18 only, and that of 80% and 125 亿元 is longer. #}
{% macro rule_number(given, name) -%}
    {%- if execute -%}
        {%- set found = given.get(name, []) -%}
        {%- if found | length != 1 -%}
            {{ exceptions.raise_compiler_error("The parameter " ~ name ~ " must stand in one row") }}
        {%- endif -%}
        cast({{ found[0] }} as decimal(28, 4))
    {%- else -%}
        0
    {%- endif -%}
{%- endmacro %}
