// Sends events by an SDK for Node, unmodified: `node send.mjs segment|rudderstack URL KEY COUNT`.
import RudderAnalytics from "@rudderstack/rudder-sdk-node";
import { Analytics } from "@segment/analytics-node";

const [sdk, url, writeKey, count] = process.argv.slice(2);
const call = (number) => ({
  userId: `u-${number % 50}`,
  event: "Pricing Viewed",
  properties: { number },
  messageId: `${sdk}-${number}`,
});

async function segment() {
  const analytics = new Analytics({ writeKey, host: url, flushAt: 100, flushInterval: 200 });
  const failed = [];
  analytics.on("error", (error) => failed.push(error));
  for (let number = 0; number < count; number += 1) {
    analytics.track(call(number));
    // The SDK keeps all it was given: a pause lets it send.
    if (number % 1000 === 999) await new Promise((done) => setTimeout(done, 100));
  }
  await analytics.closeAndFlush({ timeout: 120_000 });
  if (failed.length) throw failed[0];
}

async function rudderstack() {
  const analytics = new RudderAnalytics(writeKey, {
    dataPlaneUrl: url,
    flushAt: 100,
    maxInternalQueueSize: 20_000,
    logLevel: "error",
  });
  // At each call the SDK measures all that waits: a hundred at a time keep it quick.
  for (let first = 0; first < count; first += 100) {
    const sent = [];
    for (let number = first; number < Math.min(first + 100, count); number += 1) {
      sent.push(
        new Promise((done, refused) => {
          analytics.track(call(number), (error) => (error ? refused(error) : done()));
        }),
      );
    }
    await analytics.flush();
    await Promise.all(sent);
  }
}

await { segment, rudderstack }[sdk]();
process.exit(0);
