{# A decimal without the zeros at its end: 94.68, 12. #}
{% macro bare_number(number) -%}
    regexp_replace(
        regexp_replace(cast(try_cast({{ number }} as decimal(28, 8)) as varchar), '0+$', ''), '\.$', ''
    )
{%- endmacro %}
