"""Blocks as a web page: clean tables, or as Word exports them."""

from html import escape

from tests.carriers.blocks import Block, Cell, Paragraph, Table

_TAGS = {"title": "h1", "subtitle": "h3", "heading": "h2", "body": "p", "right": "p"}
_HEAD = (
    '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="{charset}">'
    "<title>绩效信息公开</title>{style}</head>\n<body>\n"
)
_MENU = '<nav><a href="/">首页</a> <a href="/zwgk">政务公开</a> &gt; 预决算公开</nav>\n'
_FOOT = "\n<footer>主办单位：某某人民政府办公室 网站标识码：3101170001</footer></body></html>\n"
_WORD_STYLE = (
    '<meta name=Generator content="Microsoft Word 15"><style><!--\np.MsoNormal\n\t{margin:0cm;'
    "text-align:justify;font-family:宋体}\ntd {border:solid windowtext 1.0pt}\n--></style>"
)


def write_html(blocks: list[Block]) -> bytes:
    """A page of a web site with clean tables, UTF-8."""
    body = "\n".join(_clean(block) for block in blocks)
    return (_HEAD.format(charset="utf-8", style="") + _MENU + body + _FOOT).encode()


def _clean(block: Block) -> str:
    if isinstance(block, Paragraph):
        tag = _TAGS[block.style]
        return f"<{tag}>{_lines(block.text)}</{tag}>"
    if isinstance(block, Table):
        rows = ["<tr>" + "".join(map(_td, cells)) + "</tr>" for cells in block.rows]
        return '<table border="1">\n' + "\n".join(rows) + "\n</table>"
    return "<hr>"


def _td(cell: Cell) -> str:
    return f"<td{_spans(cell)}>{_lines(cell.text)}</td>"


def _spans(cell: Cell) -> str:
    found = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    return found + (f' colspan="{cell.column_span}"' if cell.column_span > 1 else "")


def _lines(words: str) -> str:
    return escape(words).replace("\n", "<br>")


def write_word_html(blocks: list[Block]) -> bytes:
    """The page as Word saves it: GB18030, nested spans, `&nbsp;`, source lines broken in text."""
    body = "\n\n".join(_word(block) for block in blocks)
    head = _HEAD.format(charset="gb2312", style=_WORD_STYLE)
    page = head + '<div class=WordSection1 style="layout-grid:15.6pt">\n' + body + "\n</div>"
    return (page + _FOOT).encode("gb18030")


def _word(block: Block) -> str:
    if isinstance(block, Paragraph):
        return _word_paragraph(block.text)
    if isinstance(block, Table):
        rows = [
            "<tr style='height:22.5pt'>\n" + "".join(map(_word_td, cells)) + " </tr>"
            for cells in block.rows
        ]
        return (
            "<table class=MsoNormalTable border=0 cellspacing=0>\n" + "\n".join(rows) + "\n</table>"
        )
    return "<br clear=all style='page-break-before:always'>"


def _word_td(cell: Cell) -> str:
    spans = _spans(cell).replace('"', "")
    inner = "".join(_word_paragraph(words) for words in cell.text.split("\n"))
    return f"  <td width=96{spans} style='padding:0cm 5.4pt'>\n{inner}</td>\n"


def _word_paragraph(words: str) -> str:
    content = _word_runs(words) if words else "<o:p>&nbsp;</o:p>"
    return (
        "  <p class=MsoNormal align=center style='text-align:center'>"
        f"<span style='font-size:10.5pt'>{content}</span></p>\n"
    )


def _word_runs(words: str) -> str:
    """The text cut into runs where Latin meets Chinese, as Word changes the font there."""
    runs: list[str] = []
    for char in words:
        if runs and runs[-1][-1].isascii() == char.isascii():
            runs[-1] += char
        else:
            runs.append(char)
    return "".join(
        f"<span lang=EN-US>{escape(run).replace('  ', '&nbsp; ')}</span>"
        if run.isascii()
        else f"<span\n  style='font-family:宋体'>{escape(run)}</span>"
        for run in runs
    )


_SCRIPT = (
    '<script>var tip = "项目名称：测试 年度资金总额：9999";</script><!-- <td>旧表 8888</td> -->'
)


def write_site_html(blocks: list[Block]) -> bytes:
    """A page of an old web site: tables inside a layout table, tags left open, GBK."""
    body = "\n".join(_loose(block) for block in blocks)
    head = _HEAD.format(charset="GBK", style="<style>td{font-size:12px}</style>" + _SCRIPT)
    frame = "<TABLE width=980 align=center><TR><TD colSpan=2>您的位置：首页 &gt; 信息公开<TR><TD width=180>信息公开目录<br>预算公开<br>决算公开<TD>\n"
    return (head + frame + body + "\n</TABLE>" + _FOOT).encode("gb18030")


def _loose(block: Block) -> str:
    if isinstance(block, Paragraph):
        return f"<P align=center><FONT size=3><STRONG>{_lines(block.text)}</STRONG></FONT>"
    if isinstance(block, Table):
        rows = ["<TR>" + "".join(map(_loose_cell, cells)) for cells in block.rows]
        return (
            "<TABLE borderColor=#000000 cellSpacing=0 border=1><TBODY>\n"
            + "\n".join(rows)
            + "</TBODY></TABLE>"
        )
    return "<HR>"


def _loose_cell(cell: Cell) -> str:
    tag = "TH" if cell.text.endswith("级指标") else "TD"
    content = _lines(cell.text) or "&nbsp;"
    return f"<{tag} noWrap{_spans(cell).replace(chr(34), '')}>&nbsp;{content}&emsp;\n"
