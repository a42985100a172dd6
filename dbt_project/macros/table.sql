{#- A table of a build. A build's file is always new: nothing is there to replace or to keep. -#}
{% materialization table, adapter='duckdb' %}
    {%- set relation = this.incorporate(type='table') -%}
    {% call statement('main', auto_begin=False) -%}
        {{ create_table_as(False, relation, compiled_code) }}
    {%- endcall %}
    {{ return({'relations': [relation]}) }}
{% endmaterialization %}
