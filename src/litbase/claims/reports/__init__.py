"""A checked draft written down for people and programs: HTML, Markdown, SARIF, errorformat."""
