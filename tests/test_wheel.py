"""What is built is what was checked out: the wheel and the sdist, installed away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from .conftest import ROOT, WRONG, form


def run(*args: str | Path, cwd: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    environ = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PFGLINT"))}
    environ["PYTHONUTF8"] = "1"
    return subprocess.run(
        list(map(str, args)),
        cwd=cwd,
        env=environ,
        check=check,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel (built from the sdist) and the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    done = run(sys.executable, "-m", "build", "--outdir", folder, ROOT, cwd=folder, check=False)
    if done.returncode and "setuptools" in done.stdout + done.stderr and not list(folder.iterdir()):
        pytest.skip("the build's own requirements cannot be installed here")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


HOUSES = {"pfglint": "pfglint", "rules": "pfglint/rules", "grammar": "pfglint/grammar"}
"""The folders of the checkout that are installed, and where."""


def carried() -> dict[str, Path]:
    """The files of these folders by their names in the wheel; whoever adds one need not name it here."""
    return {
        f"{installed}/{path.relative_to(ROOT / folder).as_posix()}": path
        for folder, installed in HOUSES.items()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }


def test_the_wheel_carries_every_file_and_no_package_of_another_name(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        contents = {
            name: wheel.read(name)
            for name in wheel.namelist()
            if ".dist-info/" not in name and not name.endswith("/")
        }
        assert any(name.endswith("licenses/LICENSE") for name in wheel.namelist())
    wanted = carried()
    assert set(contents) == set(wanted)
    assert {f"pfglint/{name}" for name in ("py.typed", "config/starter.yaml", "schemas/pack.json")} <= set(
        wanted
    )
    assert {name for name, path in wanted.items() if path.read_bytes() != contents[name]} == set()


def test_the_sdist_carries_what_the_wheel_is_built_from(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    wanted = {path.relative_to(ROOT).as_posix() for path in carried().values()}
    assert {"pyproject.toml", "README.md", "LICENSE", *wanted} <= names


@pytest.mark.parametrize("kind", ["*.whl", "*.tar.gz"])
def test_installed_elsewhere_it_works(built: Path, kind: str, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    run(sys.executable, "-m", "venv", environment, cwd=tmp_path)
    folder = environment / ("Scripts" if os.name == "nt" else "bin")
    python = next(path for name in ("python.exe", "python") if (path := folder / name).exists())
    # The dependencies are those of this environment: what is tested is how pfglint itself installs.
    sites = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    own = run(
        python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path
    ).stdout.strip()
    install = run(
        python, "-m", "pip", "install", "--no-deps", next(built.glob(kind)), cwd=tmp_path, check=False
    )
    if install.returncode and "setuptools" in install.stderr:
        pytest.skip("the build's own requirements cannot be installed here")
    assert install.returncode == 0, install.stderr
    (Path(own) / "dependencies.pth").write_text("\n".join(sites), encoding="utf-8")
    (tmp_path / "表.txt").write_text(form(**WRONG), encoding="utf-8")

    program = folder / ("pfglint.exe" if os.name == "nt" else "pfglint")
    where = run(python, "-c", "import pfglint; print(pfglint.__file__)", cwd=tmp_path).stdout
    assert where.startswith(str(environment))
    assert run(program, "--version", cwd=tmp_path).stdout.startswith("pfglint ")
    assert "percent-on-count" in run(program, "rules", cwd=tmp_path).stdout
    assert '"urn:pfglint:pack"' in run(program, "schema", "pack", cwd=tmp_path).stdout
    assert "shanghai-2025" in run(program, "profiles", cwd=tmp_path).stdout
    run(program, "init", cwd=tmp_path)
    run(program, "new-rule", "long-training", cwd=tmp_path)
    run(program, "test", "本单位规则.yaml", cwd=tmp_path)
    checked = run(program, "check", "表.txt", cwd=tmp_path, check=False)
    assert checked.returncode == 1, checked.stderr
    assert "percent-on-count" in checked.stdout
    for alien in ("rules", "grammar"):
        assert not (Path(own) / alien).exists()
