{# Whether a name is withheld: it holds a star or a cross that does not multiply two numbers. #}
{% macro is_masked_name(name) -%}
    regexp_matches({{ name }}, '(^|[^0-9])[*×]|[*×]($|[^0-9])')
{%- endmacro %}
