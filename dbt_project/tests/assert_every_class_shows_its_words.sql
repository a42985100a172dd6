-- A class is given with the words that decided it, and no words are shown where none decided.
select form_id as decided_id
from {{ ref('dim_forms') }}
where (functional_class = 'unclassified') != (class_evidence_text is null)
union all
select cost_item_id as decided_id
from {{ ref('fct_cost_items') }}
where (functional_class = 'unclassified') != (class_evidence_text is null)
