#!/usr/bin/env python3
"""Build the site of the documentation into a folder, strictly: a warning or dead link is an error.

    python docs/build.py site

The pages are copied into one folder with the paths that they have in the repository, so that a link
works in both. What the site does not have, such as the code, loses its link. The command line is
taken from the code, and the reference of Python from the docstrings.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from typer.main import get_command
from typer.testing import CliRunner

from factx.cli.app import app

ROOT = Path(__file__).parent.parent
COPIED = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "docs/*.md",
    "docs/ci/*.yml",
    "docs/site.css",
    "docs/images/*.png",
    "docs/images/*.svg",
    "fixtures/*.md",
    "schemas/*.json",
]
LINK = re.compile(
    r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])+)\]\((?!https?:|#|mailto:)([^)\s#]+)(#[^)]*)?\)"
)
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
COMMANDS: tuple[str, ...] = tuple(vars(get_command(app))["commands"])
MARK = "<!-- The site has the help of each command here, from the code. -->"


def main() -> None:
    site = Path(sys.argv[1]).absolute()
    with tempfile.TemporaryDirectory(prefix="factx-site-") as name:
        work = Path(name)
        gather(work / "pages")
        config = (ROOT / "docs/site.toml").read_text("utf-8")
        (work / "zensical.toml").write_text(config.replace('paths = ["."]', f'paths = ["{ROOT}"]'))
        done = subprocess.run(
            [sys.executable, "-m", "zensical", "build", "--strict", "--clean"],
            cwd=work,
            capture_output=True,
            text=True,
        )
        printed = done.stdout + done.stderr
        if done.returncode or re.search(r"\bwarning\b", printed, re.IGNORECASE):
            sys.exit(f"The site was not built:\n{printed}")
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(work / "site", site)
    count = len(list(site.glob("**/*.html")))
    print(f"{count} pages are in {site}; open {site / 'index.html'}.")


def gather(pages: Path) -> None:
    """Copy everything that the site has to `pages`, and write the generated part."""
    paths = [path for pattern in COPIED for path in sorted(ROOT.glob(pattern))]
    for path in paths:
        target = pages / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".md":
            text = path.read_text("utf-8").replace(MARK, commands())
            target.write_text(linked(text, path, set(paths)), "utf-8")
        else:
            shutil.copyfile(path, target)


def linked(text: str, page: Path, paths: set[Path]) -> str:
    """The text of a page without the links to what exists but is not in the site."""

    def kept(found: re.Match[str]) -> str:
        target = (page.parent / found[2]).resolve()
        if target in paths:
            return found[0]
        if not target.exists():
            sys.exit(f"{page.relative_to(ROOT)}: there is no {found[2]}")
        return found[1]

    pieces = FENCE.split(text)
    fences = [*FENCE.findall(text), ""]
    return "".join(
        LINK.sub(kept, piece) + fence for piece, fence in zip(pieces, fences, strict=True)
    )


def commands() -> str:
    """The help of each command, as a section."""
    runner = CliRunner()
    sections: list[str] = []
    for name in COMMANDS:
        env = {"COLUMNS": "90"}
        text = runner.invoke(app, [name, "--help"], env=env, prog_name="factx").stdout
        sections.append(f"### factx {name}\n\n```text\n{text.strip()}\n```")
    return "\n\n".join(sections)


if __name__ == "__main__":
    main()
