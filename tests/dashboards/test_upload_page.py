"""上传: the field, what a checked upload shows, and what discarding it removes."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboards import jobs, uploads

from .conftest import make_checked_upload, make_data_folder

OpenPage = Callable[..., AppTest]
TOKEN = "0123456789abcdef" * 2
HOSTILE = "<img src=x> **粗** [点](http：x).pdf"
NAMES = (HOSTILE, "again.pdf")


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    return make_data_folder(tmp_path)


def said(app: AppTest) -> str:
    parts = [*app.markdown, *app.caption, *app.warning, *app.header, *app.subheader, *app.success]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")


def test_the_page_asks_for_files(open_page: OpenPage) -> None:
    app = open_page("upload")
    assert not app.exception
    assert len(app.file_uploader) == 1
    assert "upload_check" not in {button.key for button in app.button}
    assert "至多 20 个文件" in said(app)


def test_too_many_files_are_refused_in_a_sentence(open_page: OpenPage, data_folder: Path) -> None:
    app = open_page("upload")
    files = [(f"{number}.txt", b"x", "text/plain") for number in range(21)]
    app.file_uploader[0].set_value(files).run()
    assert "文件太多" in app.warning[0].value
    assert not (data_folder / "uploads").exists()


def test_a_checked_upload_shows_what_was_read_and_what_not(
    open_page: OpenPage, data_folder: Path
) -> None:
    make_checked_upload(data_folder, TOKEN, NAMES)
    app = open_page("upload", upload=TOKEN)
    assert not app.exception
    files, forms = app.dataframe[0].value, app.dataframe[1].value
    assert list(files["file_name"]) == [HOSTILE, "again.pdf", "x.doc"]
    assert list(files["status"]) == ["全部读入", "全部读入", "未入库"]
    assert list(files["status_reason"])[1:] == [
        f"与 {HOSTILE} 内容完全相同",
        "旧版 Word 文件已损坏：请打开后另存为 .docx 上传",
    ]
    assert "系统 **迁移**" in list(forms["project_name"])[1]
    assert list(forms["form_number"].astype(int)) == [1, 2]
    issues = app.dataframe[-1].value
    assert list(issues["issue_code"]) == ["此行缺少单元格"]
    assert {button.key for button in app.button} >= {"upload_accept", "upload_discard"}


def test_a_file_that_was_set_aside_shows_no_form(open_page: OpenPage, data_folder: Path) -> None:
    make_checked_upload(data_folder, TOKEN, NAMES)
    app = open_page("upload", upload=TOKEN, file="f99")
    assert not app.exception
    assert app.header[-1].value.replace("\\", "") == "x.doc"
    assert "没有读出表。" in said(app)


def test_discarding_removes_all_of_it(open_page: OpenPage, data_folder: Path) -> None:
    upload = make_checked_upload(data_folder, TOKEN, NAMES)
    app = open_page("upload", upload=TOKEN)
    app.button(key="upload_discard").click().run()
    assert not app.exception
    assert not upload.folder.exists()
    assert len(app.file_uploader) == 1 and "upload" not in app.query_params


def test_an_upload_that_is_gone_says_so(open_page: OpenPage) -> None:
    app = open_page("upload", upload=TOKEN)
    assert not app.exception
    assert "已超过一天" in said(app) and len(app.file_uploader) == 1


def test_an_unfinished_check_can_be_made_again(open_page: OpenPage, data_folder: Path) -> None:
    upload = uploads.keep_files(data_folder, [("a.txt", b"x")])
    app = open_page("upload", upload=upload.token)
    assert not app.exception
    assert "核对没有完成" in said(app)
    assert {button.key for button in app.button} >= {"upload_check_again", "upload_discard"}


def test_an_acceptance_that_was_cut_off_says_so_after_a_restart(
    open_page: OpenPage, data_folder: Path
) -> None:
    upload = make_checked_upload(data_folder, TOKEN, NAMES)
    upload.known_before.write_text("[]", encoding="utf-8")
    app = open_page("upload", upload=TOKEN)
    assert not app.exception
    assert "上次入库没有完成" in said(app)
    assert {button.key for button in app.button} >= {"upload_accept", "upload_discard"}


def test_files_of_which_nothing_was_read_can_only_be_discarded(
    open_page: OpenPage, data_folder: Path
) -> None:
    upload = make_checked_upload(data_folder, TOKEN, NAMES)
    aside = upload.outcomes.read_text(encoding="utf-8").splitlines()[-1]
    upload.outcomes.write_text(aside + "\n", encoding="utf-8")
    shutil.rmtree(upload.data)
    app = open_page("upload", upload=TOKEN)
    assert not app.exception
    assert "x.doc：旧版 Word 文件已损坏：请打开后另存为 .docx 上传。" in said(app)
    keys = {button.key for button in app.button}
    assert "upload_discard" in keys and not keys & {"upload_accept", "upload_check_again"}


def test_a_failed_acceptance_says_why_in_chinese(
    open_page: OpenPage, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = make_checked_upload(data_folder, TOKEN, NAMES)
    job = jobs.Job(upload, "accept", step="done", failed_step="build")
    job.problem = "Another build of /data is running: wait until it is done."
    monkeypatch.setitem(jobs._jobs, TOKEN, job)
    app = open_page("upload", upload=TOKEN)
    assert not app.exception
    assert "各页仍为原版本：另一次数据版本生成尚未结束，请稍候。" in app.warning[0].value
