"""What can be wrong with a results file. Each message is: problem, why it matters, what to do."""


class ResultsError(Exception):
    """A results file cannot be used."""


class IncompleteResults(ResultsError):
    """The file is missing, was not finished, or contradicts itself or its checksums."""


class UnsupportedFormat(ResultsError):
    """The file is not a nakodo results file, or of a newer major format than this reader's."""


class TooFewRuns(ResultsError):
    """A distribution was asked for of a file that holds one run."""


class ReplayFailed(ResultsError):
    """The program that runs a replay is not there, failed, or told another story."""


class NothingTraced(ResultsError):
    """A story was asked for, but the file holds no trace of the run (or of any run)."""
