"""brat's standoff annotations: a text file, and a file of lines that label spans of it.

factx writes the form of PolNeAR and other quote corpora, extended: an attribution is an event at
its cue with the roles Content, Cue and Source; everything else is further spans, relations,
attributes and notes. Files from other tools are read by the same rules, or with a mapping of their
labels.

brat allows no span across a line break, so such a span is written in pieces. Pieces with only white
space and a line break between them are read as one span.
"""

from factx.formats.brat.configuration import configuration
from factx.formats.brat.read import import_records
from factx.formats.brat.rows import Standoff
from factx.formats.brat.write import standoff_of

__all__ = ["Standoff", "configuration", "import_records", "standoff_of"]
