"""What goes into the frozen program, and what PyInstaller finds but nothing asks for.

Names are those of the bundle: paths in it, with either slash. The lists tell what is kept, so that a new version of a
package brings nothing in unseen; `tests/packaging/test_bundle_contents.py` holds them.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Collection
from pathlib import Path, PurePosixPath

# Qt's modules: those that the window imports, and those that these are built on.
QT_MODULES = frozenset(
    [
        *("Core", "Gui", "Widgets", "DBus", "Network", "OpenGL", "Pdf", "PdfWidgets", "PrintSupport", "Svg"),
        *("SvgWidgets", "XcbQpa", "WaylandClient", "WlShellIntegration"),
    ]
)
QT_PLUGINS = {
    "platforms": ("xcb", "wayland", "wayland-egl", "wayland-generic", "offscreen", "windows", "cocoa"),
    # by which Japanese is typed
    "platforminputcontexts": ("ibusplatforminputcontextplugin", "composeplatforminputcontextplugin"),
    "platformthemes": ("xdgdesktopportal",),  # the desktop's own file dialog
    "imageformats": ("jpeg", "svg", "ico"),  # PNG is Qt's own; all other pictures are decoded by Pillow
    "iconengines": ("svgicon",),
    "printsupport": None,  # all
    "styles": None,
    "xcbglintegrations": None,
    "wayland-shell-integration": ("xdg-shell",),
    "wayland-graphics-integration-client": None,
    "wayland-decoration-client": None,
}
QT_LANGUAGES = ("ja", "en")

# Of this system's libraries: what Python is built on, and what a desktop may lack. Anything else (X11, GLib, fonts,
# printing, Kerberos) must be the system's own: it is kept safe by the system, and fits its drivers and settings.
SYSTEM_LIBRARIES = frozenset(
    [
        *("libpython3", "libcrypto", "libssl", "libffi", "libsqlite3", "liblzma", "libbz2", "libz", "libuuid"),
        *("libexpat", "libxcb-cursor", "libxcb-icccm", "libxcb-image", "libxcb-keysyms", "libxcb-render-util"),
        *("libxcb-util", "libxkbcommon", "libxkbcommon-x11"),
    ]
)

# Modules that are found because something may ask for them; the program does not.
LEFT_OUT_MODULES = (
    "tkinter",
    "IPython",
    "pytest",
    "_pytest",
    "matplotlib",
    "numpy",
    "PyQt5",
    "PyQt6",
    "lib2to3",
    "pydoc_data",
    "setuptools",
    "pkg_resources",
    "curses",
    "readline",
    "PIL._avif",  # scans are JPEG, PNG, TIFF and PDF; no other decoder is there to be attacked
    "PIL._webp",
    "PIL._imagingtk",
)
# Under the LGPL and no shared libraries: as source files, so that others can be put in their place.
AS_SOURCE = ("stdnum",)
_LEFT_OUT_FILES = re.compile(
    r"""
    (^|/)opengl32sw\.dll$ | (^|/)d3dcompiler_\d+\.dll$   # Qt draws this window itself
    | ^resources/i18n/.*\.(ts|po)$                       # what the catalogues are made from
    | (^|/)libavif-|(^|/)libwebp|(^|/)libsharpyuv-       # of the decoders above
    | ^reportlab/fonts/                                  # of other licences; letters are set in the type of resources
    | ^stdnum/.*\.dat$                                    # of numbers of other countries
    | /translations/qt_help_
    | (^|/)__pycache__/ | (^|/)tests?/
    | \.dist-info/(direct_url\.json|INSTALLER|REQUESTED)$  # how and where it was installed for the build
    | \.(pyi|a|h|cmake|prl)$
    """,
    re.VERBOSE,
)
_QT_LIBRARY = re.compile(
    r"(?:^|/)(?:libQt6|Qt6|Qt)([A-Z]\w*?)(?:\.abi3\.so|\.so[.\d]*|\.pyd|\.dll|\.framework/.*|\.dylib)$"
)
_QT_PLUGIN = re.compile(r"/plugins/([^/]+)/(?:lib)?q?([^/]+?)(?:\.so|\.dll|\.dylib)$")
_QT_TRANSLATION = re.compile(r"/translations/\w+?_([a-z]{2}(?:_[A-Z]{2})?)\.qm$")
_LIBRARY = re.compile(r"^(lib[\w+-]+)(?:\.[\d.]+)?\.so(?:\.|$)")

_EXTENSION = re.compile(r"(\.cp[\w-]+|\.abi3)?\.(so|pyd)$")
_LATER = re.compile(r'\blater\("([\w.]+)"\)')  # caseman/later.py


def own_modules(root: Path) -> frozenset[str]:
    """Every module of the program by its full name, however it is imported; migrations go along as files."""
    names = set()
    for path in (each for package in ("caseman", "ui") for each in (root / package).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        if all(part.isidentifier() for part in parts):
            names.add(".".join(parts).removesuffix(".__init__"))
    return frozenset(names)


def named_modules(root: Path) -> frozenset[str]:
    """The modules that are imported by a name in a string, when something of them is first used."""
    sources = (path for package in ("caseman", "ui") for path in (root / package).rglob("*.py"))
    return frozenset(name for path in sources for name in _LATER.findall(path.read_text(encoding="utf-8")))


def lacking(wanted: Collection[str], pure: Collection[str], binaries: Collection[str]) -> list[str]:
    """The wanted modules that are neither among the bundle's Python modules nor among its libraries."""
    libraries = {_EXTENSION.sub("", name).replace("\\", ".").replace("/", ".") for name in binaries}
    return sorted(set(wanted) - set(pure) - libraries)


def source_modules(files: Collection[tuple[str, str, str]]) -> set[str]:
    """The modules that lie in the bundle as source, by PyInstaller's list of files."""
    paths = (PurePosixPath(name.replace("\\", "/")) for name, *_ in files if name.endswith(".py"))
    return {".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in paths}


def kept(name: str) -> bool:
    """Whether a file of this name is bundled, as far as its name tells."""
    path = str(PurePosixPath(name.replace("\\", "/")))
    if _LEFT_OUT_FILES.search(path) or "/qml/" in path:
        return False
    if found := _QT_PLUGIN.search(path):
        names = QT_PLUGINS.get(found[1], ())
        return names is None or _plugin(found[1], found[2]) in names
    if found := _QT_TRANSLATION.search(path):
        return found[1] in QT_LANGUAGES
    if found := _QT_LIBRARY.search(path):
        return found[1] in QT_MODULES
    return True


def _plugin(folder: str, name: str) -> str:
    return name.removesuffix("platform") if folder == "platforms" else name


def settled_record(text: str) -> str:
    """The list of a package's files, but only of those that tell of it: its licence is found by this list.

    The others lie elsewhere in the bundle or not at all, and what was written for the folder of the build has other
    hashes in each.
    """
    rows = [row for row in csv.reader(text.splitlines()) if row and ".dist-info/" in row[0] and kept(row[0])]
    told = io.StringIO()
    csv.writer(told, lineterminator="\n").writerows(rows)
    return told.getvalue()


def system_library_kept(file_name: str) -> bool:
    """Whether a library of this system is bundled; `file_name` is such as `libxcb-cursor.so.0`."""
    if sys.platform != "linux":
        return True
    found = _LIBRARY.match(file_name)
    return found is not None and found[1] in SYSTEM_LIBRARIES


def sample_provider_kept(name: str, loaded: Collection[str]) -> bool:
    """Whether a module or file of faker is bundled; `loaded` are the modules that the sample office was drawn with.

    Faker brings the names and places of eighty countries; the sample office is Japanese.
    """
    path = PurePosixPath(name.replace("\\", "/"))
    module = ".".join(path.parts if path.suffix != ".py" else path.with_suffix("").parts).removesuffix(".__init__")
    if not module.startswith("faker."):
        return True
    if module.startswith("faker.providers."):
        return module in loaded
    return not module.startswith(("faker.sphinx", "faker.contrib", "faker.cli"))
