"""The library's answers for AI assistants (Model Context Protocol): each with its key, printed page and words."""
