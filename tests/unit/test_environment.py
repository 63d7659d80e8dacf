"""The files that describe the environment agree with each other, and each check can fail."""

from __future__ import annotations

import io
import re
import subprocess
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
JUPYTER_BOOK = "1.0.4.post1"
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


def read_conda(environment: str) -> tuple[str, dict[str, str]]:
    """Return the conda environment's Python and its pip pins."""
    entries = yaml.safe_load(environment)["dependencies"]
    (python,) = (e.split("=", 1)[1] for e in entries if isinstance(e, str) and e[:7] == "python=")
    (pip,) = (e["pip"] for e in entries if isinstance(e, dict))
    pins = (entry.split("==") for entry in pip if not entry.startswith("-e "))
    return python, {canonicalize_name(name): version for name, version in pins}


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


def find_conda_differences(environment: str, pyproject: str, lock: str) -> list[str]:
    versions = read_lock(lock)
    direct = {canonicalize_name(requirement.name) for requirement in list_direct(pyproject)}
    _, pins = read_conda(environment)
    return [
        f"{name}: conda {pins.get(name)}, lock {versions.get(name)}"
        for name in sorted(direct | pins.keys())
        if name not in direct or versions.get(name) != [pins.get(name)]
    ]


def find_foreign_pythons(pyproject: str, environment: str, dockerfile: str) -> list[str]:
    """List the Python versions named outside pyproject.toml that it does not allow."""
    allowed = SpecifierSet(tomllib.loads(pyproject)["project"]["requires-python"])
    conda, _ = read_conda(environment)
    images = re.findall(r"^FROM python:([\d.]+)", dockerfile, re.MULTILINE)
    assert images, "the Dockerfile starts from no Python image"
    return [version for version in [conda, *images] if version not in allowed]


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


def test_conda_pins_are_those_of_the_lock() -> None:
    texts = [read(name) for name in ("environment.yml", "pyproject.toml", "requirements.lock")]
    assert find_conda_differences(*texts) == []


def test_binder_reads_the_conda_environment() -> None:
    # A Dockerfile at the root would come first for Binder, so it has a folder of its own.
    assert read(".binder/environment.yml") == read("environment.yml").replace("- -e .", "- -e ..")


def test_pythons_are_those_that_the_project_allows() -> None:
    texts = [read(name) for name in ("pyproject.toml", "environment.yml", "Dockerfile")]
    assert find_foreign_pythons(*texts) == []


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


PYPROJECT = """
[project]
version = "1.2.0"
requires-python = ">=3.11"
dependencies = ["Some_Table>=2"]
[project.optional-dependencies]
book = ["bookmaker==1.0"]
"""
LOCK = f"""\
bookmaker==1.0 \\
    --hash=sha256:{"0" * 64}
some-table==2.1 ; python_version < '3.12' \\
    --hash=sha256:{"1" * 64}
    # via compendium
"""
CONDA = "dependencies: [python=3.12, {pip: [bookmaker==1.0, some-table==2.1, -e .]}]"
DOCKERFILE = "FROM python:3.12-slim AS build\nFROM python:3.12-slim\n"

CITATION = """
references:
  - {title: 规划, authors: [{name: 市政府}], year: 2022, month: 5}
  - {title: 纲要, authors: [{name: Issuer not stated in the document}]}
"""
SOURCES = (
    "{title_zh: 规划, issuer_zh: 市政府, issued: '2022-05-20'}",
    "{title_zh: 纲要, issuer_zh: null, issued: null}",
)

Case = tuple[Callable[..., list[str]], tuple[str, ...], list[str]]
CASES: dict[str, Case] = {
    "locked": (find_unlocked, (PYPROJECT, LOCK), []),
    "locked too low": (
        find_unlocked,
        (PYPROJECT, LOCK.replace("2.1", "1.9")),
        ["Some_Table>=2"],
    ),
    "one of two versions too low": (
        find_unlocked,
        (PYPROJECT, LOCK + "some-table==1.9 ; python_version >= '3.12'\n"),
        ["Some_Table>=2"],
    ),
    "extra not locked": (
        find_unlocked,
        (PYPROJECT, LOCK.replace("bookmaker", "boatmaker")),
        ["bookmaker==1.0"],
    ),
    "hashed": (find_unhashed, (LOCK,), []),
    "no hash": (
        find_unhashed,
        (LOCK.replace(f"    --hash=sha256:{'0' * 64}\n", ""),),
        ["bookmaker==1.0"],
    ),
    "hash cut short": (find_unhashed, (LOCK.replace("1" * 64, "1" * 63),), ["some-table==2.1"]),
    "conda agrees": (find_conda_differences, (CONDA, PYPROJECT, LOCK), []),
    "conda at another version": (
        find_conda_differences,
        (CONDA.replace("2.1", "2.2"), PYPROJECT, LOCK),
        ["some-table: conda 2.2, lock ['2.1']"],
    ),
    "conda without a dependency": (
        find_conda_differences,
        (CONDA.replace("bookmaker==1.0, ", ""), PYPROJECT, LOCK),
        ["bookmaker: conda None, lock ['1.0']"],
    ),
    "conda with one more": (
        find_conda_differences,
        (CONDA.replace("-e .", "other==3, -e ."), PYPROJECT, LOCK + "other==3\n"),
        ["other: conda 3, lock ['3']"],
    ),
    "pythons allowed": (find_foreign_pythons, (PYPROJECT, CONDA, DOCKERFILE), []),
    "conda's Python too old": (
        find_foreign_pythons,
        (PYPROJECT, CONDA.replace("3.12", "3.10"), DOCKERFILE),
        ["3.10"],
    ),
    "image's Python too old": (
        find_foreign_pythons,
        (PYPROJECT, CONDA, DOCKERFILE.replace("3.12-slim\n", "3.9-slim\n")),
        ["3.9"],
    ),
    "cited version agrees": (find_version_differences, ("version: 1.2.0", PYPROJECT), []),
    "cited version behind": (
        find_version_differences,
        ("version: 1.1.0", PYPROJECT),
        ["CITATION.cff 1.1.0, pyproject.toml 1.2.0"],
    ),
    "plans cited": (find_uncited, (CITATION, *SOURCES), []),
    "plan not cited": (
        find_uncited,
        (CITATION, *SOURCES, "{title_zh: 草案, issuer_zh: null, issued: null}"),
        [f"('草案', '{UNSTATED}', None)"],
    ),
    "issuer and date not stated": (
        find_uncited,
        (CITATION, "{title_zh: 规划, issuer_zh: null, issued: null}", SOURCES[1]),
        [f"('规划', '{UNSTATED}', None)", "('规划', '市政府', '2022-05')"],
    ),
    "no registry": (find_registry_marks, ("uv pip compile --no-emit-index-url\n",), []),
    "index line": (find_registry_marks, ("--index-url https://a.example/\n",), ["--index-url"]),
    "find-links line": (find_registry_marks, ("x==1\n-f wheels\n",), ["-f"]),
    **{
        f"host {number}": (find_registry_marks, (f"see https://{host}/x",), [host])
        for number, host in enumerate(REGISTRY_HOSTS)
    },
}


@pytest.mark.parametrize(("find", "texts", "expected"), CASES.values(), ids=CASES.keys())
def test_check_finds(
    find: Callable[..., list[str]], texts: tuple[str, ...], expected: list[str]
) -> None:
    assert find(*texts) == expected


def test_registry_marks_are_seen_inside_a_workbook(tmp_path: Path) -> None:
    workbook = tmp_path / "workbook.xlsx"
    with zipfile.ZipFile(workbook, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f"<t>{REGISTRY_HOSTS[0]}</t>")
    assert find_registry_marks(read_any(workbook)) == [REGISTRY_HOSTS[0]]
