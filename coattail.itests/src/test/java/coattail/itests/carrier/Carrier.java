// SPDX-License-Identifier: Apache-2.0
package coattail.itests.carrier;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

import coattail.api.Action;
import coattail.api.CoattailException;
import coattail.api.ContentType;
import coattail.api.Invocation;
import coattail.api.Option;
import coattail.api.Payload;
import coattail.api.Whiteboard;

/**
 * A bundle with an action that sends so many bytes to the same bundle's other action at a peer, which answers them as
 * they come, and compares. It has none of them in memory but a few.
 */
public final class Carrier implements BundleActivator, Action<Long, String> {
    /** Sends to the peer called north. */
    public static final String CARRY = "carry";
    /** Answers what it gets. */
    public static final String MIRROR = "mirror";

    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** Answers a payload with itself: it is read from the caller while it is sent to the caller. */
    private static final class Mirror implements Action<Payload, Payload> {
        @Override
        public Payload perform(Payload input, Invocation invocation) {
            return input;
        }
    }

    @Override
    public void start(BundleContext context) {
        register(context, CARRY, this);
        register(context, MIRROR, new Mirror());
    }

    private static void register(BundleContext context, String name, Action<?, ?> action) {
        context.registerService(Action.class, action, FrameworkUtil.asDictionary(Map.of(Whiteboard.ACTION_NAME, name)));
    }

    @Override
    public void stop(BundleContext context) {}

    @Override
    public String perform(Long length, Invocation invocation) throws Exception {
        var sent = Payload.of(ContentType.OPAQUE, length, new Numbers(length));
        var call = invocation
                .coattail()
                .peer("north")
                .perform(MIRROR, sent, Payload.class, Option.deadline(LONGEST))
                .result()
                .toCompletableFuture();
        Payload back;
        try {
            back = call.get();
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause() instanceof CoattailException refused ? refused.code() : e) + " " + e;
        }
        return compare(back, length);
    }

    private static String compare(Payload back, long length) throws IOException {
        try (var got = back.stream();
                var expected = new Numbers(length)) {
            byte[] one = new byte[8_192];
            for (long left = length; left > 0; ) {
                int size = got.readNBytes(one, 0, (int) Math.min(one.length, left));
                if (size == 0) {
                    throw new IOException("it ends " + left + " bytes too early");
                }
                for (int i = 0; i < size; i++) {
                    if (one[i] != (byte) expected.read()) {
                        throw new IOException("another byte came back at " + (length - left + i));
                    }
                }
                left -= size;
            }
            return got.read() < 0 ? "the same " + back.length() : "more";
        }
    }
}
