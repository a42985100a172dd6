{# The id of a comparison group in its pair of years, by the first of its items. #}
{% macro change_group_id(first_item_id, left_fiscal_year, right_fiscal_year) -%}
    'change-' || substr(
        md5({{ first_item_id }} || '>' || {{ left_fiscal_year }} || '>' || {{ right_fiscal_year }}),
        1, 16
    )
{%- endmacro %}
