"""What was found, as files that are handed on: one module per output."""
