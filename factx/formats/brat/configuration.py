"""The annotation.conf with the labels and links, which brat needs."""

from factx.formats.brat.rows import EVENT
from factx.formats.marks import CONTINUES, FIELDS, LINKS


def configuration() -> str:
    """brat's annotation.conf for what `standoff_of` writes."""
    spans = [label for label in FIELDS if label != "Uncued"]
    roles = ["Cue?:Cue", "Content:Content", "Speaker*:Speaker", "Source?:Source"]
    roles += [f"Parent?:{EVENT}", "When?:When", "Addressee?:Addressee"]
    own = {"content", "speaker", "source", "parent", "when", "addressee"}
    lines = ["[entities]", *spans, "", "[relations]"]
    others = (CONTINUES, *(link for link in LINKS if link not in own))
    lines += [f"{link} Arg1:<ANY>, Arg2:<ANY>" for link in others]
    lines += ["", "[events]", f"{EVENT} {', '.join(roles)}", "", "[attributes]"]
    options: dict[str, dict[str, None]] = {}
    for fields in FIELDS.values():
        for known in fields:
            if known.kind in ("flag", "choice"):
                options.setdefault(known.name, {}).update(dict.fromkeys(known.options))
    for name, values in options.items():
        tail = f", Value:{'|'.join(values)}" if values else ""
        lines.append(f"{name.title()} Arg:<ANY>{tail}")
    return "".join(f"{line}\n" for line in lines)
