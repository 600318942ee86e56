"""`factx schemas`: the files it writes, and the list of new ones."""

import json
from pathlib import Path

from cli.running import Commands, write

from factx.schemas import schema_texts


def test_the_schemas_are_written_once(run: Commands) -> None:
    texts = schema_texts()
    first = run("schemas", "new/schemas")
    assert {path.name: path.read_text() for path in Path("new/schemas").iterdir()} == texts
    assert len(first.stderr.splitlines()) == len(texts) + 1
    again = run("schemas", "new/schemas")
    assert again.stderr == f"{len(texts)} schemas, 0 of them new or changed\n"
    assert (first.stdout, first.exit_code, again.exit_code) == ("", 0, 0)


def test_a_schema_that_was_changed_by_hand_is_rewritten(run: Commands) -> None:
    run("schemas", "schemas")
    name = next(iter(schema_texts()))
    write(f"schemas/{name}", "{}")
    refused = run("schemas", "schemas")
    assert "it exists already: add --force" in refused.stderr
    assert (Path(f"schemas/{name}").read_text(), refused.exit_code) == ("{}", 2)
    result = run("schemas", "schemas", "--force")
    assert result.stderr.splitlines()[0] == f"wrote schemas/{name}"
    assert json.loads(Path(f"schemas/{name}").read_text()) != {}


def test_a_file_where_the_folder_should_be(run: Commands) -> None:
    result = run("schemas", write("schemas", "x"))
    assert result.stderr == "factx: schemas: it is a file, not a folder\n"
    assert result.exit_code == 2
