"""上传: files dragged in are read apart and shown with all that was read, then accepted or not."""

from dataclasses import replace

import polars as pl
import streamlit as st

from dashboards import formats, jobs, page, queries_upload, uploads
from dashboards.choice import choose_one, keep_choice, wanted_choice
from dashboards.facts import show_facts
from dashboards.filters import Filters
from dashboards.jobs import Job, Outcome
from dashboards.page import ROW_HEIGHT, TABLE_ROWS, Page
from dashboards.read_issues import show_read_issues
from dashboards.reasons import said_in
from dashboards.uploads import Upload
from dashboards.warehouse import Build, WarehouseMissing, current_build, data_folder

SECONDS_BETWEEN = 1.0
SHOWN = ("status", "file_name", "status_reason", "form_count", "page_count")
# the field's own words are English only, and why it takes no file shows only under the mouse
FIELD_STYLE = """<style>
.st-key-upload_files section > span button p { font-size: 0; }
.st-key-upload_files section > span button p::after { content: "%s"; font-size: 1rem; }
.st-key-upload_files [data-testid=stFileUploaderDropzoneInstructions] { display: none; }
.st-key-upload_files [data-testid=stTooltipErrorHoverTarget] { pointer-events: none; }
.st-key-upload_files [data-testid=stFileChipDeleteBtn] { pointer-events: auto; }
.st-key-upload_files [data-testid=stFileChip][aria-invalid=true] { flex-wrap: wrap; height: auto; }
.st-key-upload_files [data-testid=stFileChip][aria-invalid=true]::after { content: "%s"; }
</style>"""
CHECKS = ("money_checks", "point_checks")

here = page.current()
t = here.t


def ask_files() -> None:
    """The field that takes files, and what happens when they are to be checked."""
    bounds = {
        "files": uploads.MOST_FILES,
        "megabytes": uploads.LARGEST_FILE_MB,
        "total": uploads.LARGEST_UPLOAD_MB,
    }
    here.say(t("upload.bounds", **bounds), small=True)
    st.html(field_style(bounds))
    given = st.file_uploader(
        t("upload.choose"),
        accept_multiple_files=True,
        key="upload_files",
        max_upload_size=uploads.LARGEST_FILE_MB,
    )
    if not given:
        return
    if reason := uploads.refusal([file.size for file in given]):
        st.warning(t(reason, **bounds))
        return
    if st.button(t("upload.check"), type="primary", key="upload_check"):
        try:
            kept = [(file.name, file.getvalue()) for file in given]
            start(jobs.start_check(uploads.keep_files(data_folder(), kept)))
        except OSError as error:
            reason = said_in(t.language, f"{error.strerror or error}: {data_folder()}.")
            st.warning(formats.plain(t("upload.not_kept", reason=reason)))


def field_style(bounds: dict[str, int]) -> str:
    """The rules that put our words into the field that takes files."""
    return FIELD_STYLE % (t("upload.pick"), t("upload.not_taken", **bounds))


def start(job: Job) -> None:
    """Show a job that has just begun."""
    leave(job.upload.token)


def leave(token: str | None = None) -> None:
    """Draw the page anew for another upload, or for none."""
    keep_choice("upload", token)
    keep_choice("file", None)
    st.rerun()


@st.fragment(run_every=SECONDS_BETWEEN)
def show_progress(job: Job) -> None:
    """How far a job is, until it is done."""
    if not job.is_running:
        st.rerun()
    count = job.outcomes[-1]["file_count"] if job.outcomes else None
    step = job.step if count or job.step != "load" else "start"
    said = t(f"upload.step_{step}", number=len(job.outcomes), count=count)
    st.progress(0.7 if job.step == "build" else 0.6 * job.share_loaded, text=formats.plain(said))
    if job.outcomes:
        show_outcomes(job.outcomes, job.upload)


def outcome_rows(outcomes: list[Outcome], places: tuple[str, ...]) -> pl.DataFrame:
    """One row a file under the name that it came with; `places` are the folders it lay in."""
    rows = []
    for outcome in outcomes:
        name, reason = outcome["path"], outcome["status_reason"] or ""
        for place in places:
            name, reason = name.removeprefix(place), reason.replace(place, "")
        reason = said_in(t.language, reason) or None
        rows.append({**outcome, "file_name": name, "status_reason": reason})
    return pl.DataFrame(rows, infer_schema_length=None).select(*SHOWN, is_skipped="skipped")


def show_outcomes(outcomes: list[Outcome], upload: Upload) -> None:
    """What became of each file: read whole or in part, set aside and why."""
    shown = here.in_words(outcome_rows(outcomes, (f"{upload.files}/", f"{upload.accepted}/")))
    st.dataframe(
        shown,
        key=f"upload_outcomes_{len(outcomes)}",
        hide_index=True,
        height=min(len(shown) + 1, TABLE_ROWS) * ROW_HEIGHT + 3,
        column_config={
            name: st.column_config.Column(
                t.code("column", name), width=page.text_width(name, shown[name])
            )
            for name in shown.columns
        },
        placeholder="",
        alt=t("upload.files"),
    )


def checked_build(upload: Upload) -> Build | None:
    """What was made of the upload in its own data folder."""
    try:
        return current_build(upload.data)
    except WarehouseMissing:
        return None


def show_checked(upload: Upload, job: Job | None) -> None:
    """All that was read of an upload, and the choice to accept or to discard it."""
    if job and job.failed_step:
        show_failure(job, job.failed_step)
    outcomes, build = jobs.read_outcomes(upload), checked_build(upload)
    show_buttons(upload, outcomes, is_built=build is not None)
    if outcomes:
        here.show_part(t("upload.files"), t("upload.files_sentence"))
        show_outcomes(outcomes, upload)
    if outcomes and not build:
        say_reasons(outcomes, upload)
    elif build:
        show_filing(replace(here, build=build, filters=Filters()), outcomes, upload)


def say_reasons(outcomes: list[Outcome], upload: Upload) -> None:
    """Why nothing was read of the first files, in whole sentences."""
    for row in outcome_rows(outcomes[: uploads.MOST_FILES], (f"{upload.files}/",)).to_dicts():
        said = row["status_reason"] or formats.NOTHING
        here.say(t("upload.reason", name=row["file_name"], reason=said))


def show_failure(job: Job, step: str) -> None:
    """What a job could not do, and why."""
    said = said_in(t.language, job.problem.replace(f"{job.upload.files}/", "")) or formats.NOTHING
    st.warning(formats.plain(t(f"upload.failed_{job.kind}_{step}", said=said)))


def show_buttons(upload: Upload, outcomes: list[Outcome], *, is_built: bool) -> None:
    """Accept, discard; where the check did not end, check again."""
    is_checked = bool(outcomes) and is_built
    is_nothing = all(outcome["status"] == jobs.SET_ASIDE for outcome in outcomes) and outcomes
    state = "decide" if is_checked else "nothing_read" if is_nothing else "not_checked"
    here.say(t(f"upload.{'half_accepted' if upload.is_half_accepted else state}"))
    with st.container(horizontal=True, gap="small"):
        if is_checked:
            if st.button(t("upload.accept"), type="primary", key="upload_accept"):
                start(jobs.start_acceptance(upload))
        elif not is_nothing and st.button(t("upload.check_again"), key="upload_check_again"):
            start(jobs.start_check(upload))
        if st.button(t("upload.discard"), key="upload_discard"):
            discard(upload)


def discard(upload: Upload) -> None:
    """Remove an upload; what a half acceptance loaded is taken out first, which takes a while."""
    if upload.is_half_accepted:
        start(jobs.start_withdrawal(upload))
    uploads.discard(upload)
    st.toast(t("upload.discarded"))
    leave()


def show_filing(apart: Page, outcomes: list[Outcome], upload: Upload) -> None:
    """What one file says; which one is chosen by name, at first one that holds forms."""
    rows = outcome_rows(outcomes, (f"{upload.files}/",)).to_dicts()
    found = {
        outcome["filing_id"]: row for outcome, row in zip(outcomes, rows) if not row["is_skipped"]
    }
    with_forms = [filing_id for filing_id, row in found.items() if row["form_count"]]
    chosen = choose_one(
        t,
        "file",
        list(found),
        t("upload.choose_file"),
        lambda filing_id: str(found[filing_id]["file_name"]),
        wanted=wanted_choice("file", t) or next(iter(with_forms), None),
    )
    if not chosen:
        return
    here.show_part(found[chosen]["file_name"], found[chosen]["status_reason"] or "")
    if found[chosen]["form_count"]:
        show_numbers(apart, chosen)
        show_forms(apart, chosen)
        show_checks(apart, chosen)
        show_issues(apart, chosen)
    else:
        here.say(t("upload.no_forms"), small=True)


def show_numbers(apart: Page, filing_id: str) -> None:
    """The shares of the printed numbers that were placed."""
    for row in queries_upload.upload_part(apart.build, "filing", filing_id).to_dicts():
        shares = {
            kind: formats.percent(row[f"number_{kind}_share"] and 100 * row[f"number_{kind}_share"])
            for kind in ("typed", "text", "issue")
        }
        here.say(t("notes.numbers_read_shares", count=row["number_count"], **shares), small=True)


def show_forms(apart: Page, filing_id: str) -> None:
    """The forms that were read: project, year, bodies, money, how much each holds."""
    forms = queries_upload.upload_part(apart.build, "forms", filing_id)
    here.show_section(t("upload.forms"))
    if forms.is_empty():
        here.say(t("upload.no_forms"), small=True)
        return
    here.say(t("upload.forms_sentence"), small=True)
    show_facts(apart, forms, f"forms_{filing_id}", alt=t("upload.forms"))


def show_checks(apart: Page, filing_id: str) -> None:
    """The filing's own sums beside the sums of their parts; a difference comes first."""
    here.show_section(t("upload.checks"))
    here.say(t("upload.checks_sentence"), small=True)
    for part in CHECKS:
        checks = queries_upload.upload_part(apart.build, part, filing_id)
        if checks.is_empty():
            here.say(t(f"upload.no_{part}"), small=True)
            continue
        agree = checks["is_reconciled"]
        counts = {
            "count": len(checks),
            "agree": agree.sum(),
            "differ": (~agree).sum(),
            "unknown": agree.null_count(),
        }
        here.say(t(f"upload.{part}", **counts))
        show_facts(apart, checks, f"{part}_{filing_id}", alt=t("upload.checks"))


def show_issues(apart: Page, filing_id: str) -> None:
    """What was not read with certainty, each to be confirmed or corrected."""
    issues = queries_upload.upload_part(apart.build, "issues", filing_id)
    here.show_section(t("project.issues"))
    if issues.is_empty():
        here.say(t("upload.no_issues"), small=True)
        return
    here.say(t("upload.issues_sentence", count=len(issues)), small=True)
    show_read_issues(apart, issues, f"issues_{filing_id}")


def show_accepted(job: Job) -> None:
    """What an acceptance changed."""
    st.success(formats.plain(t("upload.accepted", build=job.build_id)))
    show_outcomes(job.outcomes, job.upload)
    here.show_section(t("upload.changes"))
    if job.changes is not None:
        show_plain(here.in_words(job.changes), "changes")
    if job.superseded is not None and len(job.superseded):
        here.say(t("upload.superseded", count=len(job.superseded)))
        show_plain(job.superseded.drop("form_id"), "superseded")
    if st.button(t("upload.another"), key="upload_another"):
        leave()


def show_plain(frame: pl.DataFrame, key: str) -> None:
    """A small table as it is."""
    labels = {name: t.code("column", name) for name in frame.columns}
    st.dataframe(frame, key=f"upload_{key}", hide_index=True, column_config=labels)


def show_upload() -> None:
    """The upload that the address names at the point where it stands; without one, the field."""
    token = wanted_choice("upload", t)
    upload = uploads.find_upload(data_folder(), token)
    job = jobs.find_job(token) if token else None
    if job and job.is_running:
        keep_choice("upload", token)
        show_progress(job)
    elif job and job.kind == "accept" and not job.failed_step:
        keep_choice("upload", token)
        show_accepted(job)
    elif upload:
        keep_choice("upload", token)
        show_checked(upload, job)
    else:
        if token:
            here.say(t("upload.gone"))
            keep_choice("upload", None)
        ask_files()


st.title(t("upload.headline"), anchor=False)
here.say(t("upload.sentence"), small=True)
uploads.remove_old(data_folder(), jobs.busy_tokens())
show_upload()
