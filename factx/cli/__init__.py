"""The command line, one module per command: parse, call, print, exit code.

Slow imports are inside the commands, so that `--help` is fast.
"""
