"""One edition's TOML file: read into a definition, listed in the catalogue, or told what is wrong in which line."""
