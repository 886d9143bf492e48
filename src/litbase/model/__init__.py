"""The vocabulary: values that every part of litbase speaks."""
