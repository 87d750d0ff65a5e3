"""The linear linker: `python -m models.linker` trains it, measures it and writes its weights and its card."""
