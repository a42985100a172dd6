{# The kind of text that decided a class, in the words of the interface. #}
{% macro place_label(column) -%}
    case {{ column }}
        when 'item' then '明细名称'
        when 'group' then '明细分组'
        when 'name' then '项目名称'
        when 'overview' then '项目概述'
        when 'goal' then '绩效目标'
        when 'indicator' then '绩效指标'
    end
{%- endmacro %}
