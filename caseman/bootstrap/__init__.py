"""The composition root: the only place that builds long-lived objects."""

from caseman.bootstrap.drilling import DrillDone, drill_office
from caseman.bootstrap.loading import load_services
from caseman.bootstrap.making import Created, create_office, restore_office, write_file
from caseman.bootstrap.opening import (
    Door,
    Doors,
    doors,
    look_at,
    open_at_workstation,
    open_office,
    recover_office,
)

__all__ = [
    "Created",
    "Door",
    "Doors",
    "DrillDone",
    "create_office",
    "doors",
    "drill_office",
    "load_services",
    "look_at",
    "open_at_workstation",
    "open_office",
    "recover_office",
    "restore_office",
    "write_file",
]
