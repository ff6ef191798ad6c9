"""The public register: what may be told of an organisation, found and shown."""
