{# The id of a body that no seed names, from the folded spelling of its name. #}
{% macro organisation_id(folded_name) -%}
    'org-' || substr(md5({{ folded_name }}), 1, 16)
{%- endmacro %}
