"""Names of bodies: what their words say."""
