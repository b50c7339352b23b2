"""LibreOffice Writer's mail merge, by LibreOffice's own interface: `python merge_by_writer.py PIPE FOLDER`.

Runs under the Python that has LibreOffice's `uno` module, against a LibreOffice that listens on the pipe. The folder
holds `addressees.csv` and `letter.json`: paragraphs, each with its font and a list of texts and of {"field": column}.
One PDF/A-2 for each line of the table is written into `out`; the seconds that the merge alone took are printed.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import uno

_SIZE = 10.5
_BOLD = 150.0  # com.sun.star.awt.FontWeight.BOLD
_PDF_A_2 = 2
_TO_FILES, _TABLE = 2, 0  # com.sun.star.text.MailMergeType.FILE, com.sun.star.sdb.CommandType.TABLE
_SOURCE = "addressees"


def main(pipe: str, folder: Path) -> None:
    context = _connect(pipe)
    service = context.ServiceManager.createInstanceWithContext
    source = service("com.sun.star.sdb.DatabaseContext", context)
    _register(source, folder)
    desktop = service("com.sun.star.frame.Desktop", context)
    _write(desktop, json.loads((folder / "letter.json").read_text(encoding="utf-8")), folder / "letter.odt")
    merge = service("com.sun.star.text.MailMerge", context)
    out = folder / "out"
    out.mkdir()
    for name, value in {
        "DataSourceName": _SOURCE, "CommandType": _TABLE, "Command": _SOURCE,
        "DocumentURL": (folder / "letter.odt").as_uri(),
        "OutputType": _TO_FILES, "OutputURL": out.as_uri(), "FileNamePrefix": "letter",
        "SaveFilter": "writer_pdf_Export",
        "SaveFilterData": uno.Any("[]com.sun.star.beans.PropertyValue", (_property("SelectPdfVersion", _PDF_A_2),)),
    }.items():  # fmt: skip
        setattr(merge, name, value)
    start = time.perf_counter()
    merge.execute(())
    print(time.perf_counter() - start)


def _connect(pipe: str) -> object:
    """LibreOffice's context, as soon as it listens."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    last = time.monotonic() + 60
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            if time.monotonic() > last:
                raise
            time.sleep(0.1)


def _register(sources: object, folder: Path) -> None:
    """Make the folder's CSV files a data source."""
    source = sources.createInstance()
    source.URL = f"sdbc:flat:{folder.as_uri()}"
    told = {"Extension": "csv", "CharSet": "UTF-8", "HeaderLine": True, "FieldDelimiter": ",", "StringDelimiter": '"'}
    source.Info = tuple(map(_property, told, told.values()))
    source.DatabaseDocument.storeAsURL((folder / "addressees.odb").as_uri(), ())
    sources.registerObject(_SOURCE, source)


def _write(desktop: object, paragraphs: list[dict[str, object]], path: Path) -> None:
    """The letter with a database field wherever it differs from addressee to addressee."""
    document = desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, (_property("Hidden", True),))
    text = document.Text
    cursor = text.createTextCursor()
    cursor.CharHeight = cursor.CharHeightAsian = _SIZE
    for number, paragraph in enumerate(paragraphs):
        if number:
            text.insertControlCharacter(cursor, 0, False)
        family, _, bold = paragraph["font"].partition(":")
        cursor.CharFontName = cursor.CharFontNameAsian = family
        cursor.CharWeight = cursor.CharWeightAsian = _BOLD if bold else 100.0
        for part in paragraph["parts"]:
            if isinstance(part, str):
                text.insertString(cursor, part, False)
            else:
                text.insertTextContent(cursor, _field(document, part["field"]), False)
    document.storeAsURL(path.as_uri(), ())
    document.close(True)


def _field(document: object, column: str) -> object:
    master = document.createInstance("com.sun.star.text.FieldMaster.Database")
    master.DataBaseName = master.DataTableName = _SOURCE
    master.DataColumnName = column
    field = document.createInstance("com.sun.star.text.TextField.Database")
    field.attachTextFieldMaster(master)
    return field


def _property(name: str, value: object) -> object:
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
