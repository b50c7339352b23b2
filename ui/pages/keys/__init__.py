"""Staff and keys: who opens the file, with which roles; one's own passphrase; workstations; the recovery sheet."""
