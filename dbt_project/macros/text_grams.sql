{# All passages of a text that are so many characters long. #}
{% macro text_grams(text, size) -%}
    list_transform(
        range(1, cast(length({{ text }}) - {{ size }} + 2 as bigint)),
        lambda gram_start: substr({{ text }}, gram_start, cast({{ size }} as bigint))
    )
{%- endmacro %}
