with

products as (
    select * from {{ ref('int_cost_caps_multiplied_to_products') }}
),

caps as (
    select
        products.indicator_id,
        products.form_id,
        products.filing_id,
        products.indicator_name,
        products.target_text,
        products.quantity_name,
        products.quantity_text,
        case
            when not coalesce(products.is_comparable, false) then 'not_comparable'
            when products.is_above then if(products.is_explained, 'above_explained', 'above')
            when products.is_slack then 'slack'
            else 'within'
        end as cap_state,
        cast(products.place.source_sheet as varchar) as source_sheet,
        cast(products.place.source_box as varchar) as source_box,
        cast(products.period_count as integer) as period_count,
        cast(products.place.source_page as integer) as source_page,
        cast(products.place.source_line as integer) as source_line,
        try_cast(products.quantity as decimal(18, 4)) as quantity,
        try_cast(products.cap_yuan as decimal(18, 2)) as cap_yuan,
        try_cast(products.product_yuan as decimal(18, 2)) as product_yuan,
        try_cast(products.request_yuan as decimal(18, 2)) as request_yuan,
        try_cast(products.request_yuan - products.product_yuan as decimal(18, 2)) as excess_yuan,
        cast(products.place.source_start as bigint) as source_start,
        cast(products.place.source_end as bigint) as source_end
    from products
)

select * from caps
