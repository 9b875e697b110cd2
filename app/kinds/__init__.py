"""What a rule can test: one module per kind; a module is registered by being here."""
