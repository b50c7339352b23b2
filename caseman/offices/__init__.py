"""An office's procedure as data: schema, loader, calendar."""
