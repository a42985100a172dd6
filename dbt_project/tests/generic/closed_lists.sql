{# Every value of each column stands in its list, or is NULL. #}
{% test closed_lists(model, lists) %}

    select *
    from {{ model }}
    where
        false
        {% for column, values in lists.items() %}
            or {{ column }} not in ('{{ values | join("', '") }}')
        {% endfor %}

{% endtest %}
