"""YAML as raw values with positions, and the slips that YAML itself lets through."""
