"""Make and correct fixtures in a browser, on this machine alone."""
