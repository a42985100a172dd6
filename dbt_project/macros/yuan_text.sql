{# An amount that is not negative as a sentence prints it: 1,800,000.00. #}
{% macro yuan_text(amount) -%}
    format('{:,}', cast(floor(try_cast({{ amount }} as decimal(18, 2))) as bigint))
    || right(cast(try_cast({{ amount }} as decimal(18, 2)) as varchar), 3)
{%- endmacro %}
