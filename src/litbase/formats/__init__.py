"""Wrappers that several parts need: whole-file writing, packaged data, safe XML and ZIP."""
