"""The files that describe the environment agree with each other, and each check can fail."""

from __future__ import annotations

import io
import re
import runpy
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
JUPYTER_BOOK = "1.0.4.post1"
CONDA_OF_BINDER = ".binder/environment.yml"
UNSTATED = "Issuer not stated in the document"

# In pieces, or this file would hold what it looks for.
REGISTRY_HOSTS = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "registry.npm" + "js",
    "deb.deb" + "ian",
    "conda.ana" + "conda",
    "/opt/py" + "pi",
]
INDEX_LINE = re.compile(r"^\s*(?:-i|--(?:extra-)?index-url|-f|--find-links)[ =]", re.MULTILINE)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def list_direct(pyproject: str) -> list[Requirement]:
    project = tomllib.loads(pyproject)["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    return [Requirement(line) for group in groups for line in group]


def read_lock(lock: str) -> dict[str, list[str]]:
    """Map each package of the lock to its versions (more than one where markers divide them)."""
    versions: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", lock, re.MULTILINE):
        versions.setdefault(canonicalize_name(name), []).append(version)
    return versions


def find_unlocked(pyproject: str, lock: str) -> list[str]:
    versions = read_lock(lock)
    return [
        str(requirement)
        for requirement in list_direct(pyproject)
        if not (locked := versions.get(canonicalize_name(requirement.name)))
        or not all(requirement.specifier.contains(version) for version in locked)
    ]


def find_unhashed(lock: str) -> list[str]:
    entries = re.split(r"^(?=[\w.-]+==)", lock, flags=re.MULTILINE)
    return [
        entry.split()[0]
        for entry in entries
        if re.match(r"[\w.-]+==", entry) and not re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry)
    ]


def find_version_differences(citation: str, pyproject: str) -> list[str]:
    cited = str(yaml.safe_load(citation)["version"])
    project = tomllib.loads(pyproject)["project"]["version"]
    return [] if cited == project else [f"CITATION.cff {cited}, pyproject.toml {project}"]


def describe_source(source: str) -> tuple[str, str, str | None]:
    """Return a plan's title, issuer and month as CITATION.cff should give them."""
    record = yaml.safe_load(source)
    issued = record["issued"]
    return record["title_zh"], record["issuer_zh"] or UNSTATED, issued and issued[:7]


def find_uncited(citation: str, *sources: str) -> list[str]:
    """List the plans that only one of CITATION.cff and data/raw names, or names otherwise."""
    cited = {
        (
            reference["title"],
            reference["authors"][0]["name"],
            f"{reference['year']}-{reference['month']:02}" if "year" in reference else None,
        )
        for reference in yaml.safe_load(citation)["references"]
    }
    return sorted(str(plan) for plan in cited ^ {describe_source(source) for source in sources})


def find_registry_marks(text: str) -> list[str]:
    hosts = [host for host in REGISTRY_HOSTS if host in text]
    return hosts + [line.strip() for line in INDEX_LINE.findall(text)]


def read_any(path: Path) -> str:
    """Return a file's text; of a workbook, the text of all its parts."""
    content = path.read_bytes()
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return content.decode("utf-8", errors="ignore")


def test_every_direct_dependency_is_locked_at_a_version_that_it_allows() -> None:
    assert find_unlocked(read("pyproject.toml"), read("requirements.lock")) == []


def test_every_locked_requirement_has_a_hash() -> None:
    assert find_unhashed(read("requirements.lock")) == []
    assert len(read_lock(read("requirements.lock"))) > 100


@pytest.mark.parametrize(("name", "here"), [("environment.yml", "."), (CONDA_OF_BINDER, "..")])
def test_the_conda_environment_is_what_the_lock_gives(name: str, here: str) -> None:
    # A Dockerfile at the root would come first for Binder, so it has a folder of its own.
    written = runpy.run_path(str(ROOT / ".ci" / "conda.py"))["environment"](
        read("pyproject.toml"), read("requirements.lock"), here=here
    )
    assert read(name) == written, "run `make lock`"


def test_pythons_are_those_that_the_project_allows() -> None:
    allowed = SpecifierSet(tomllib.loads(read("pyproject.toml"))["project"]["requires-python"])
    named = re.findall(r"^FROM python:([\d.]+)", read("Dockerfile"), re.MULTILINE)
    named += re.findall(r"- python=([\d.]+)", read("environment.yml"))
    assert len(named) == 3
    assert [version for version in named if version not in allowed] == []


def test_cited_version_is_the_projects() -> None:
    assert find_version_differences(read("CITATION.cff"), read("pyproject.toml")) == []


def test_cited_plans_are_those_of_the_raw_data() -> None:
    paths = sorted((ROOT / "data" / "raw").glob("*/source.yaml"))
    sources = [path.read_text(encoding="utf-8") for path in paths]
    assert find_uncited(read("CITATION.cff"), *sources) == []


def test_jupyter_book_is_exactly_the_chosen_one() -> None:
    (book,) = (r for r in list_direct(read("pyproject.toml")) if r.name == "jupyter-book")
    assert str(book.specifier) == f"=={JUPYTER_BOOK}"
    assert read_lock(read("requirements.lock"))["jupyter-book"] == [JUPYTER_BOOK]


def test_no_file_names_a_package_registry() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git work tree")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    paths = [ROOT / name for name in listed.split("\0") if name]
    assert paths
    marks = {path.name: find_registry_marks(read_any(path)) for path in paths if path.is_file()}
    assert {name: found for name, found in marks.items() if found} == {}


def test_registry_marks_are_seen_inside_a_workbook(tmp_path: Path) -> None:
    workbook = tmp_path / "workbook.xlsx"
    with zipfile.ZipFile(workbook, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f"<t>{REGISTRY_HOSTS[0]}</t>")
    assert find_registry_marks(read_any(workbook)) == [REGISTRY_HOSTS[0]]


LOCK = f"""\
bookmaker==1.0 \\
    --hash=sha256:{"0" * 64}
some-table==2.1 ; python_version < '3.12' \\
    --hash=sha256:{"1" * 63}
"""


def test_what_the_lock_lacks_is_found() -> None:
    pyproject = """
[project]
dependencies = ["Some_Table>=2.2", "bookmaker"]
[project.optional-dependencies]
"""
    assert find_unlocked(pyproject, LOCK) == ["Some_Table>=2.2"]
    assert find_unhashed(LOCK) == ["some-table==2.1"]
