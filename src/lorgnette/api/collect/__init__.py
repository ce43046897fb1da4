"""Where the SDKs of Segment and RudderStack are pointed at, unmodified."""
