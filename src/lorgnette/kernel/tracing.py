"""Which request this thread is at, so that all it says can be told together."""

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
