{# An indicator name for comparing: folded text without numbering, brackets and their content (a
   sub-project), and punctuation. Two endings are made one because both spellings stand beside each
   other in filings and mean the same: 齐全 / 齐全性 and 满意度 / 满意率 / 满意度指标. Verbs at the
   start stay: 提升 and 减少 turn the meaning. A name that is nothing but brackets keeps them. #}
{% macro fold_indicator_name(column) -%}
    {%- set numbered = "'^(指标)?[0-9]+[:.、]|^★+'" -%}
    {%- set folded = "regexp_replace(" ~ fold_text(column) ~ ", " ~ numbered ~ ", '')" -%}
    {%- set brackets = "'\\([^()]*\\)', '', 'g'" -%}
    {%- set bare =
        "regexp_replace(regexp_replace(" ~ folded ~ ", " ~ brackets ~ "), " ~ brackets ~ ")" -%}
    regexp_replace(
        regexp_replace(
            regexp_replace(coalesce(nullif({{ bare }}, ''), {{ folded }}), '[^\p{L}\p{N}%]', '', 'g'),
            '(及时|齐全|健全|完备|完整|合理|合规|规范|稳定|有效)性$', '\1'
        ),
        '满意(度|率)(指标)?$', '满意度'
    )
{%- endmacro %}
