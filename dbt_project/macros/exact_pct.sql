{# numerator / denominator x 100 for two decimals, in whole numbers (decimal division gives DOUBLE);
   `scale` is what makes them whole: 100 for yuan. Digits after the fourth decimal are dropped, not
   rounded, so that cutting the result to the two decimals that filings print gives what they print.
   NULL where the denominator is 0 or NULL. #}
{% macro exact_pct(numerator, denominator, scale=100) -%}
    try_cast(
        (cast({{ numerator }} * {{ scale }} as hugeint) * 1000000)
        // nullif(cast({{ denominator }} * {{ scale }} as hugeint), 0) as decimal(18, 0)
    ) * cast(0.0001 as decimal(4, 4))
{%- endmacro %}
