{# How far the two forms of a pair stand apart; each side has filing_id, body_id and fiscal_year. #}
{% macro pair_scope(left_side, right_side) -%}
    case
        when {{ left_side }}.filing_id = {{ right_side }}.filing_id then 'same_filing'
        when coalesce({{ left_side }}.body_id != {{ right_side }}.body_id, true) then 'other_body'
        when coalesce({{ left_side }}.fiscal_year, 0) != coalesce({{ right_side }}.fiscal_year, 0)
            then 'other_year'
        else 'other_filing'
    end
{%- endmacro %}
