{# The score of `part` of `whole` at a weight: weight x part / whole, cut (never rounded) to multiples
   of `step` ten-thousandths of a point, in whole numbers. NULL where one of them is NULL or the whole
   is 0; neither part nor whole is negative. #}
{% macro score_share(weight, part, whole, step) -%}
    try_cast(
        try_cast(
            cast({{ weight }} * 10000 as hugeint)
            * cast(try_cast({{ part }} as decimal(28, 8)) * 100000000 as hugeint)
            // nullif(
                cast(try_cast({{ whole }} as decimal(28, 8)) * 100000000 as hugeint) * {{ step }}, 0
            )
            * {{ step }} as decimal(28, 0)
        ) * cast(0.0001 as decimal(4, 4)) as decimal(9, 4)
    )
{%- endmacro %}
