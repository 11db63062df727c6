"""Everything that touches a browser; the only importer of playwright."""
