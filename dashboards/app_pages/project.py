"""项目: one project, all its form says, each value with the lines that print it."""

from typing import Any

import polars as pl
import streamlit as st

from dashboards import formats, page
from dashboards import queries_project as queries
from dashboards.choice import choose_one, wanted_choice
from dashboards.facts import show_facts, show_text_fact
from dashboards.read_issues import show_read_issues
from dashboards.source_lines import cells_apart, without_heading

here = page.current()
t = here.t


def choose_form() -> str | None:
    """The form that the address or the select names; one outside the filters is kept and said."""
    options = queries.project_options(here.build, here.filters)
    wanted = wanted_choice("project", t)
    if wanted and wanted not in options["form_id"]:
        outside = queries.project_option(here.build, wanted)
        here.say(t(why_outside(outside)), small=True)
        options = pl.concat([outside, options], how="vertical_relaxed")
    here.stop_if_empty(options, t("project.empty"))
    total = options["total_count"][-1]
    if total > len(options):
        here.say(t("project.options_cut", count=len(options), total=total), small=True)
    labels = option_labels(options)
    return choose_one(
        t, "project", list(labels), t("project.choose"), labels.__getitem__, wanted=wanted
    )


def why_outside(outside: pl.DataFrame) -> str:
    """The text that says why a chosen form is not among the options."""
    if outside.is_empty():
        return "project.unknown"
    return "project.outside" if outside["is_current"][0] else "project.outside_superseded"


def option_labels(options: pl.DataFrame) -> dict[str, str]:
    """Form id -> what the select shows, no two alike."""
    labels: dict[str, str] = {}
    seen = set[str]()
    for row in options.to_dicts():
        parts = (row["fiscal_year"], t.code("form_type", row["form_type"]), row["department_name"])
        name = row["project_name"] or t("project.no_name")
        number = t("project.form_number", number=row["form_number"])
        said = " · ".join(str(part) for part in (*parts, number) if part)
        label = t("project.option", name=name, said=said)
        labels[row["form_id"]] = f"{label} {row['form_id']}" if label in seen else label
        seen.add(label)
    return labels


def show_head(form: dict[str, object]) -> None:
    """The name of the project, where it is printed and how it was classed."""
    here.show_part(str(form["project_name"] or t("project.no_name")))
    if not form["is_current"]:
        file = form["superseding_file_name"] or formats.NOTHING
        st.warning(formats.plain(t("project.superseded", file=file)))
    place = t("project.place", file=form["file_name"], line=form["source_line"])
    here.say(" · ".join([place, str(form["form_id"])]), small=True)
    use = t.code("functional_class", form["functional_class"])
    here.say(t("project.class", use=use, words=form["class_evidence_text"] or formats.NOTHING))
    if not form["is_complete"]:
        here.say(t("project.incomplete"))


def show_header(form_id: str) -> None:
    """Every field as it is taken, and beside it what is printed where that differs."""
    fields = queries.form_part(here.build, "header", form_id).to_dicts()
    for row in fields:
        said = row["said"]
        row["said"] = t.code(row["field"], said) if said else None
        row["header_text"] = None if row["header_text"] == said else row["header_text"]
        row["field"] = t.code("column", row["field"])
    here.show_section(t("project.header"))
    here.say(t("project.header_sentence"), small=True)
    show_facts(here, pl.DataFrame(fields, infer_schema_length=None), "header")


def show_part(part: str, form_id: str) -> None:
    """One table of the form; where the form has no such rows, a sentence says so."""
    facts = queries.form_part(here.build, part, form_id)
    here.show_section(t(f"project.{part}"))
    if facts.is_empty():
        here.say(t(f"project.no_{part}"), small=True)
        return
    here.say(t(f"project.{part}_sentence"), small=True)
    show_facts(here, facts, part)


def show_where_filled(part: str, form_id: str) -> None:
    """A part that most forms do not have."""
    if not queries.form_part(here.build, part, form_id).is_empty():
        show_part(part, form_id)


def show_issues(form_id: str) -> None:
    """What was not read with certainty, said in the words of the language."""
    issues = queries.form_part(here.build, "issues", form_id)
    here.show_section(t("project.issues"))
    if issues.is_empty():
        here.say(t("project.no_issues"), small=True)
        return
    here.say(t("project.issues_sentence"), small=True)
    show_read_issues(here, issues, "issues")


def show_goals(form_id: str) -> None:
    """The goals and results, whole."""
    goals = queries.form_part(here.build, "goals", form_id)
    here.show_section(t("project.goals"))
    if goals.is_empty():
        here.say(t("project.no_goals"), small=True)
    for goal in goals.to_dicts():
        show_text_fact(
            here, t.code("column", goal["field"]), goal["goal_text"], goal, goal["field"]
        )


def show_sections(form_id: str) -> None:
    """The sections of 项目经费情况说明, whole; forms without a narrative do not show this part."""
    sections = queries.form_part(here.build, "sections", form_id)
    if sections.is_empty():
        return
    here.show_section(t("project.sections"))
    here.say(t("project.sections_sentence"), small=True)
    for section in sections.to_dicts():
        title = f"{section['section_number']} {section['section_name']}"
        key = f"section_{section['section_number']}"
        show_text_fact(here, title, section_text(section), section, key)


def section_text(section: dict[str, Any]) -> str:
    """A section as it is printed, cells apart, without its heading; else its mended text."""
    start, end = section["source_start"], section["source_end"]
    if start is None or end is None:
        return str(section["section_text"])
    printed = queries.printed_text(here.build, section["filing_id"], start, end)
    text = cells_apart(without_heading(printed, section["section_name"]))
    return text or str(section["section_text"])


def show_form(form_id: str) -> None:
    """All that one form says."""
    form = queries.form(here.build, form_id).row(0, named=True)
    show_head(form)
    show_header(form_id)
    show_part("funding", form_id)
    if form["form_type"] == "self_evaluation":
        show_part("execution", form_id)
    show_part("cost_items", form_id)
    show_where_filled("cost_totals", form_id)
    show_goals(form_id)
    show_part("indicators", form_id)
    show_sections(form_id)
    show_where_filled("corrections", form_id)
    show_issues(form_id)


here.show_heading()
here.say(t("project.scope"), small=True)
chosen = choose_form()
if chosen:
    show_form(chosen)
