{# Where a row of a table is printed, as one value; the table is named where a statement reads several. #}
{% macro source_place(table=none) -%}
    {%- set at = table ~ '.' if table else '' -%}
    {
        'source_page': {{ at }}source_page,
        'source_sheet': {{ at }}source_sheet,
        'source_box': {{ at }}source_box,
        'source_line': {{ at }}source_line,
        'source_start': {{ at }}source_start,
        'source_end': {{ at }}source_end
    }
{%- endmacro %}
