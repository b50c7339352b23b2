"""The use cases: one function each, one file a theme. One call is one transaction and writes its audit entries."""
