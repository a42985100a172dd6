{# Text for comparing only: lower case, full-width forms and all brackets in one width, no white
   space. DuckDB has no NFKC, so the forms that filings print are listed. #}
{% macro fold_text(column) -%}
    lower(regexp_replace(translate(
        {{ column }},
        '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ＼＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｜～［］｛｝【】〔〕　 ',
        '!"#$%&''()*+,-./0123456789:;<=>?@abcdefghijklmnopqrstuvwxyz\^_`abcdefghijklmnopqrstuvwxyz|~()()()()  '
    ), '\s+', '', 'g'))
{%- endmacro %}
