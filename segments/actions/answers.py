"""Why an import stops before it has begun: a question only a person can answer, or a refusal."""


class NeedsAnswer(Exception):
    """The import waits for a person; the message is a code, or "code: detail"."""


class Refused(Exception):
    """The import is refused as it stands; the message is a code, or "code: detail"."""
