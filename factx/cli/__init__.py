"""The command line, one module a command: parse, call, print, exit code.

What takes time to import is imported inside the commands, so that help comes at once.
"""
