"""The post desk: log, open a case, scan tray, register."""
