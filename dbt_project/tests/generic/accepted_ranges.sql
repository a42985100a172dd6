{# Every value of each column lies between its two ends, or is NULL; an open end is null. #}
{% test accepted_ranges(model, ranges) %}

    select *
    from {{ model }}
    where
        false
        {% for column, ends in ranges.items() %}
            {% if ends[0] is not none %} or {{ column }} < {{ ends[0] }} {% endif %}
            {% if ends[1] is not none %} or {{ column }} > {{ ends[1] }} {% endif %}
        {% endfor %}

{% endtest %}
