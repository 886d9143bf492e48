"""The reading room: search, read, check and cite in the browser on this machine."""
