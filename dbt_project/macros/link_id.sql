{# The id of a pair of items, the earlier one first; it does not change when others come or go. #}
{% macro link_id(left_item_id, right_item_id) -%}
    'link-' || substr(md5({{ left_item_id }} || '>' || {{ right_item_id }}), 1, 16)
{%- endmacro %}
