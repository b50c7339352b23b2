"""The keys of the office file: passphrases, keyslots, the recovery sheet and the workstation's keyring."""
