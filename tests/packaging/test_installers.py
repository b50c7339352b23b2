"""The Windows installer, the macOS app, the workflow that builds them: not built here, what can be read of them is."""

from __future__ import annotations

import ast
import configparser
import plistlib
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from caseman import __version__

ROOT = Path(__file__).parents[2]
WINDOWS = ROOT / "packaging" / "windows"
MACOS = ROOT / "packaging" / "macos"
SCRIPT = (WINDOWS / "caseman.iss").read_text(encoding="utf-8")
WORKFLOW = (ROOT / "packaging" / "ci" / "build.yml").read_text(encoding="utf-8")


@pytest.fixture(scope="module", autouse=True)
def _scripts_are_found() -> Any:
    before = list(sys.path)
    sys.path.insert(0, str(WINDOWS))
    yield
    sys.path[:] = before


_OWN_MESSAGES = {"OfficeFile", "OnPath", "Manual", "ManualFolder"}


def section(name: str) -> list[str]:
    """The lines of a section of the installer's script, without remarks."""
    found = re.search(rf"^\[{name}\]\n(.*?)(?=^\[|\Z)", SCRIPT, re.MULTILINE | re.DOTALL)
    assert found is not None, name
    return [line for line in found[1].splitlines() if line.strip() and not line.startswith((";", "#"))]


def setup() -> dict[str, str]:
    return dict(line.split("=", 1) for line in section("Setup"))


def test_the_installer_has_the_sections_it_needs_and_each_once() -> None:
    names = re.findall(r"^\[(\w+)\]$", SCRIPT, re.MULTILINE)
    wanted = [
        "Setup",
        "Languages",
        "CustomMessages",
        "Tasks",
        "InstallDelete",
        "Files",
        "Icons",
        "Registry",
        "Run",
        "Code",
    ]
    assert names == wanted


def test_the_installer_is_for_one_person_or_for_the_machine() -> None:
    told = setup()
    assert told["PrivilegesRequired"] == "lowest"
    assert set(told["PrivilegesRequiredOverridesAllowed"].split()) == {"dialog", "commandline"}
    assert told["DefaultDirName"].startswith("{autopf}"), "Program Files, or the person's own programs"
    assert re.fullmatch(r"\{\{[0-9A-F-]{36}\}", told["AppId"]), "the program it goes over; never to be changed"
    assert told["AppId"] == "{{6C1B6B0E-5E0B-4E3D-9D2A-0C5C1F1B7A54}"
    assert all("Root: HKA;" in line for line in section("Registry"))
    for switch in ("/VERYSILENT", "/NORESTART", "/ALLUSERS", "/CURRENTUSER", "/DIR=", "/TASKS=", "/LANG=", "/LOG="):
        assert switch in SCRIPT.partition("[Setup]")[0], "told at the top"


def test_the_installer_s_files_exist() -> None:
    told = setup()
    assert (WINDOWS / told["LicenseFile"].replace("\\", "/")).resolve() == ROOT / "LICENSE"
    icon = (WINDOWS / told["SetupIconFile"].replace("\\", "/")).resolve()
    assert icon == ROOT / "build" / "icons" / "caseman.ico", "where packaging/icons.py writes it"
    bundle = re.search(r'^#define Bundle "(.+)"$', SCRIPT, re.MULTILINE)
    assert bundle is not None
    assert (WINDOWS / bundle[1].replace("\\", "/")).resolve() == ROOT / "dist" / "caseman"
    spec = (ROOT / "packaging" / "bundle" / "caseman.spec").read_text(encoding="utf-8")
    for program in set(re.findall(r"\{app\}\\([\w-]+)\.exe", SCRIPT)) - {"unins000"}:
        assert f'"{program}"' in spec


def test_the_installer_knows_the_file_type_in_both_languages() -> None:
    lines = "\n".join(section("Registry"))
    assert r'Subkey: "Software\Classes\.caseman"; ValueType: string; ValueData: "caseman.office"' in lines
    assert '""%1""' in lines, "a path with spaces is one argument"
    messages = [line.partition("=")[0] for line in section("CustomMessages")]
    assert sorted(messages) == sorted(f"{language}.{name}" for language in ("en", "ja") for name in _OWN_MESSAGES)
    used = set(re.findall(r"\{cm:(\w+)[,}]", SCRIPT)) - {"CreateDesktopIcon", "LaunchProgram"}
    assert used == _OWN_MESSAGES


def test_taking_it_away_deletes_only_what_it_brought() -> None:
    assert "[UninstallDelete]" not in SCRIPT
    deleted = [re.search(r'Name: "([^"]+)"', line) for line in section("InstallDelete")]
    assert all(each is not None and re.fullmatch(r"\{app\}\\(_internal|LICENCES|manual)", each[1]) for each in deleted)
    assert all("Check: ProgramIsThere" in line for line in section("InstallDelete")), "a folder of somebody else's"
    assert re.search(r"function ProgramIsThere: Boolean;\nbegin\n  Result := FileExists", SCRIPT)
    assert not re.search(r"DelTree|DeleteFile|\{userdocs\}|\{userappdata\}|\{localappdata\}", SCRIPT)


def test_the_version_is_the_program_s(tmp_path: Path) -> None:
    import make_setup
    import version_resource

    assert version_resource.numbers("1.2.3") == (1, 2, 3, 0)
    assert version_resource.numbers("2.0rc1") == (2, 0, 0, 0)
    assert make_setup.definitions()[0] == f"/DVersion={__version__}"
    assert re.fullmatch(r"/DNumbers=\d+\.\d+\.\d+\.\d+", make_setup.definitions()[1])
    version_resource.write(tmp_path)
    for program in ("caseman", "caseman-desk"):
        tree = ast.parse((tmp_path / f"{program}-version.txt").read_text(encoding="utf-8"), mode="eval")
        fields = {
            str(ast.literal_eval(call.args[0])): ast.literal_eval(call.args[1])
            for call in ast.walk(tree)
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "StringStruct"
        }
        assert (fields["FileVersion"], fields["ProductName"]) == (__version__, "caseman")
        assert fields["OriginalFilename"] == f"{program}.exe"


def test_the_mac_app_says_its_version_its_program_and_its_file_type() -> None:
    text = (MACOS / "Info.plist").read_text(encoding="utf-8")
    assert text.count("@VERSION@") == 2
    told = plistlib.loads(text.replace("@VERSION@", __version__).encode())
    assert told["CFBundleShortVersionString"] == __version__
    assert told["CFBundleExecutable"] == "caseman-desk"
    exported = told["UTExportedTypeDeclarations"][0]
    assert told["CFBundleDocumentTypes"][0]["LSItemContentTypes"] == [exported["UTTypeIdentifier"]]
    assert exported["UTTypeTagSpecification"]["public.filename-extension"] == ["caseman"]
    menu = configparser.ConfigParser(interpolation=None)
    menu.read(ROOT / "packaging" / "linux" / "caseman.desktop", encoding="utf-8")
    assert exported["UTTypeTagSpecification"]["public.mime-type"] + ";" == menu["Desktop Entry"]["MimeType"]
    assert told["CFBundleLocalizations"] == ["en", "ja"]


def test_the_mac_app_asks_for_one_thing_only() -> None:
    text = (MACOS / "caseman.entitlements").read_bytes()
    assert plistlib.loads(text) == {"com.apple.security.cs.disable-library-validation": True}
    assert b"<!--" not in text, "macOS reads no remarks there"


def test_the_disk_image_s_script_is_one_that_a_shell_reads() -> None:
    script = MACOS / "make_dmg.sh"
    subprocess.run(["sh", "-n", script], check=True)
    if shutil.which("shellcheck") is not None:
        subprocess.run(["shellcheck", script], check=True)
    assert "packaging/macos/caseman.entitlements" in script.read_text(encoding="utf-8")


def test_the_workflow_pins_every_action_by_its_commit() -> None:
    used = re.findall(r"uses: (\S+)(.*)", WORKFLOW)
    assert len(used) >= 9
    pins = set()
    for action, remark in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", remark), f"{action} says which version it is"
        pins.add(action)
    assert len(pins) == len({pin.partition("@")[0] for pin in pins}), "one version of each"


def test_the_workflow_may_only_read_and_runs_what_exists() -> None:
    assert re.search(r"^permissions:\n  contents: read\n", WORKFLOW, re.MULTILINE)
    assert "secrets." not in WORKFLOW
    assert WORKFLOW.count("persist-credentials: false") == WORKFLOW.count("actions/checkout@")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"make ([\w-]+)", WORKFLOW)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for script in set(re.findall(r"packaging[/\\][\w/\\.]+\.(?:py|sh)", WORKFLOW)):
        assert (ROOT / script.replace("\\", "/")).is_file(), script
    for job in ("linux", "debian", "windows", "macos"):
        assert re.search(rf"^  {job}:\n    runs-on: [a-z]+-[\d.]+", WORKFLOW, re.MULTILINE), (
            "a named version, not latest"
        )


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_the_workflow_s_commands_are_ones_that_a_shell_reads() -> None:
    """Of Linux and macOS; PowerShell is not here, and whether a runner has each tool is seen there alone."""
    jobs = dict(re.findall(r"^  (\w+):\n(    runs-on.*?)(?=^  \w+:\n|\Z)", WORKFLOW, re.MULTILINE | re.DOTALL))
    assert set(jobs) == {"linux", "debian", "windows", "macos"}
    commands = [line for name in ("linux", "debian", "macos") for line in re.findall(r"- run: (.+)", jobs[name])]
    assert len(commands) > 15
    done = subprocess.run(["bash", "-n"], input="\n".join(commands), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_workflow_gives_out_what_the_scripts_make() -> None:
    given = set(re.findall(r"^ +(dist/\S+)$", WORKFLOW, re.MULTILINE))
    assert {"dist/*.deb", "dist/*-setup.exe", "dist/*.dmg", "dist/caseman/sbom.cdx.json"} < given
    assert 'f"caseman_{__version__}_{ARCHITECTURE}.deb"' in (ROOT / "packaging/debian/build.py").read_text("utf-8")
    assert setup()["OutputBaseFilename"] == "caseman-{#Version}-setup"
    assert setup()["OutputDir"] == r"..\..\dist"
    assert 'image="dist/caseman-$version.dmg"' in (MACOS / "make_dmg.sh").read_text("utf-8")


def test_the_workflow_s_python_is_the_one_that_is_asked_for() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert set(re.findall(r'python-version: "([\d.]+)"', WORKFLOW)) == {asked.removeprefix(">=")}
