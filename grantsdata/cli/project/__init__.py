"""Commands about a project and the machine."""
