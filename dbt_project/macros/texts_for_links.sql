{# A text for finding the same object in other words: folded, bracketed parts left out, and `|`
   for each run of anything but Chinese characters and Latin letters. #}
{% macro text_for_links(column) -%}
    regexp_replace(
        regexp_replace({{ fold_text(column) }}, '\([^()]*\)', '|', 'g'),
        '[^\p{Han}a-z]+', '|', 'g'
    )
{%- endmacro %}
{# One row per run of `size` characters of a text, `|` in none of them; the other columns stay. #}
{% macro runs_of(relation, columns, text, size) -%}
    select distinct
        {{ columns }},
        run
    from (
        select
            {{ columns }},
            unnest({{ text_grams(text, size) }}) as run
        from {{ relation }}
    )
    where not contains(run, '|')
{%- endmacro %}
