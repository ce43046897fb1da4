"""Whether a browser that introduces itself is a machine's. Pure."""

import re
from functools import lru_cache

# Words with which crawlers, monitors, previews and browsers without a screen introduce themselves.
_MACHINES = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|headless|phantomjs|lighthouse|pingdom|uptime|monitor"
    r"|preview|scanner|python-requests|python-urllib|aiohttp|curl/|wget/|go-http-client"
    r"|java/|okhttp/|libwww|httpclient|facebookexternalhit|prerender|puppeteer|playwright",
    re.IGNORECASE,
)
AGENT = "agent"


@lru_cache(maxsize=2048)
def bot_by_agent(agent: str) -> str:
    """`agent`, or "" for what may be a human's; nothing told is a server's own SDK."""
    return AGENT if _MACHINES.search(agent) else ""
