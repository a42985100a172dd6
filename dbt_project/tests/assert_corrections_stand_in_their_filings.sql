-- A correction whose printed text is not on its line is a mistake of the seed.
select * from {{ ref('fct_filing_corrections') }}
where not is_printed
