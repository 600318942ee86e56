"""Ask a model on your own machine: a server with the OpenAI protocol."""

import sys
from pathlib import Path

from langextract.factory import ModelConfig
from said import ask

path, model, server = sys.argv[1:]
options = {"base_url": server, "api_key": "none"}
config = ModelConfig(model, "OpenAILanguageModel", options)
for one in ask(Path(path).read_text("utf-8"), model=model, config=config):
    print(f"{one.attributes['speaker']} | {one.extraction_text} | {one.alignment_status.value}")
