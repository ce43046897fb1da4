"""Looking at Account Insight as somebody else: asked, begun, stopped."""
