{# All rows of a seed of parameters, asked for once in a model: name -> its values. The name is that of
   the parameter, with the rule before it where the seed has rules: `F01 rounding_yuan`. #}
{% macro rule_parameters(seed) -%}
    {%- set relation = ref(seed) -%}
    {%- if execute -%}
        {%- set values = {} -%}
        {%- for row in run_query("select cast(columns(*) as varchar) from " ~ relation ~ " order by all").rows -%}
            {%- set name = [row.get('rule_code'), row['parameter']] | select | join(' ') -%}
            {%- do values.setdefault(name, []).append(row['value']) -%}
        {%- endfor -%}
        {{ return(values) }}
    {%- endif -%}
{%- endmacro %}
