"""What a draft cites: citations in every form, the works they mean, and its list of references."""
