"""What stops a command: said to the user in one sentence, never as a traceback."""


class CannotProceed(Exception):
    """Nothing (more) could be done; `str()` is one sentence that says why and what to do."""


class BuildFailed(CannotProceed):
    """A build broke or did not pass its tests; the published one is as it was."""
