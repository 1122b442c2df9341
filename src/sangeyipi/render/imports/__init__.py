"""An import told: as text for whoever decides on it, as JSON for programs."""
