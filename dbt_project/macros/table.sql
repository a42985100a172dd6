{#- A table of a build. A build's file is always new: nothing is there to replace or to keep. -#}
{% materialization table, adapter='duckdb' %}
    {%- set relation = this.incorporate(type='table') -%}
    {% call statement('main') -%}
        {{ create_table_as(False, relation, compiled_code) }}
    {%- endcall %}
    {{ adapter.commit() }}
    {{ return({'relations': [relation]}) }}
{% endmaterialization %}
