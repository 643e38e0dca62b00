"""What a file is, is told by its content and not by its name."""

from __future__ import annotations

import io

import pytest

from pfglint.source.kind import kind_of
from pfglint.source.limits import Meter


@pytest.mark.parametrize(
    ("content", "path", "kind"),
    [
        ("项目名称\t甲\n", "a.txt", "text"),
        ("<html><table></table></html>", "a.xls", "html"),
        ("\ufeff\n <!DOCTYPE HTML>\n<html>", "a.doc", "html"),
        ("<html xmlns:o='urn:schemas-microsoft-com:office:office'><table>", "a.xls", "html"),
        ("<目标>完成全部巡查</目标>", "a.txt", "text"),
        (
            '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "a.xls",
            "xml-excel",
        ),
        ("From: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n", "a.mht", "mhtml"),
        ("甲,乙\n", "a.csv", "csv"),
        ("甲,乙,丙\n丁,戊,己\n庚,辛,壬\n末", "a.txt", "csv"),
        ("\ufeff" + "全年公开次数,元/次,不少于 1,\r\n" * 4 + "末", "-", "csv"),  # bytes 85 in it
        ("今年，我们完成了, 例如\n两项\n三项\n", "a.txt", "text"),
        ('甲\t"1,732.00"\n乙\t2\n', "a.txt", "csv"),
        ('"一带一路"建设\t2\n', "a.txt", "text"),
        (b"%PDF-1.7", "a.txt", "pdf"),
        (b"\n\n%PDF-1.4", "a.pdf", "pdf"),
        (b"{\\rtf1", "a.doc", "rtf"),
        (b"\x89PNG\r\n", "a.pdf", "image"),
        (b"Rar!\x1a\x07\0", "a.zip", "rar"),
    ],
)
def test_content_tells(content: str | bytes, path: str, kind: str) -> None:
    data = content.encode() if isinstance(content, str) else content
    assert kind_of(io.BytesIO(data), Meter(), path) == kind
