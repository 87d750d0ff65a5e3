"""Language models behind an OpenAI-compatible endpoint: what they say is checked, never believed."""
