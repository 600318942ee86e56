"""Write the JSON Schemas."""

import os
from collections.abc import Mapping

from factx.files.folders import make_folder
from factx.files.outputs import Outputs, has_content


def write_schemas(folder: str, texts: Mapping[str, str], *, force: bool = False) -> list[str]:
    """Write the files in `texts` to `folder`; returns the paths that are new or changed.

    A file that is there with another content needs `force`; raises `InputError` before anything is
    written.
    """
    make_folder(folder)
    changed = {
        path: text
        for name, text in texts.items()
        if not has_content(path := os.path.join(folder, name), text)
    }
    outputs = Outputs(changed, force=force)
    for path, text in changed.items():
        outputs.write(path, text)
    return list(changed)
