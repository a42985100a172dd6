with

functional_classes as (
    select * from {{ ref('functional_classes') }}
),

classes_listed as (
    select
        functional_class,
        class_name,
        parent_class,
        parent_class_name,
        class_number
    from functional_classes
)

select * from classes_listed
