"""Filings with known content, written in every carrier and layout, to judge the readers by.

facts -> layouts, variants, evaluations, books -> blocks -> docx, xlsx, html, text, pdf, scan.
`samples()` yields every file with the forms it holds, `compare()` counts what a reader made of
it. Nothing here knows how the readers work; `python -m tests.carriers.write FOLDER` writes all.
"""
