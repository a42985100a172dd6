{# The rows of a raw table that belong to the current load of their filing. #}
{% macro of_current_load(table) -%}
    select * from {{ source('raw', table) }}
    semi join {{ ref('stg_filings__current_loads') }} using (filing_id, load_id)
{%- endmacro %}
