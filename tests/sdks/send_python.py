"""Sends events by an SDK for Python, unmodified: `send_python.py SDK URL KEY COUNT`."""

import sys

import rudderstack.analytics.client
import segment.analytics.client

CLIENTS = {
    "segment": segment.analytics.client.Client,
    "rudderstack": rudderstack.analytics.client.Client,
}


def main(sdk: str, url: str, key: str, count: int) -> int:
    failed: list[object] = []
    client = CLIENTS[sdk](
        key, host=url, max_queue_size=count + 1, on_error=lambda error, _batch: failed.append(error)
    )
    for number in range(count):
        user, properties = f"u-{number % 50}", {"number": number}
        client.track(user, "Pricing Viewed", properties, message_id=f"{sdk}-{number}")
    client.flush()
    client.join()
    if failed:
        print(failed[0], file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4], int(sys.argv[4])))
