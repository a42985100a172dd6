{# No two rows share the values of these columns; NULL is a value. #}
{% test unique_combination(model, columns) %}

    select {{ columns | join(', ') }}
    from {{ model }}
    group by all
    having count(*) > 1

{% endtest %}
