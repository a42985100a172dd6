with

forms as (
    select * from {{ ref('stg_filings__forms') }}
),

recurrence_words as (
    select * from {{ ref('recurrence_words') }}
),

cells as (
    select
        form_id,
        regexp_replace(
            replace({{ fold_text('recurrence_text') }}, '()', '□'), '\(([☑√✓✔■□☐☒])\)', '\1', 'g'
        ) as folded_text
    from forms
    where recurrence_text is not null
),

options as (
    select
        form_id,
        unnest(
            case
                when regexp_matches(folded_text, '^[☑√✓✔■☒□☐]')
                    then regexp_extract_all(folded_text, '[☑√✓✔■☒]([^☑√✓✔■☒□☐]+)', 1)
                when regexp_matches(folded_text, '[☑√✓✔■☒□☐]$')
                    then regexp_extract_all(folded_text, '([^☑√✓✔■☒□☐]+)[☑√✓✔■☒]', 1)
                else [folded_text]
            end
        ) as chosen_word
    from cells
),

recurrence_of_forms as (
    select
        options.form_id,
        min(recurrence_words.recurrence) as recurrence
    from options
    inner join recurrence_words
        on options.chosen_word = recurrence_words.printed_word
    group by options.form_id
    having count(distinct recurrence_words.recurrence) = 1
)

select * from recurrence_of_forms
