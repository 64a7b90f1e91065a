// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import coattail.api.Coattail;
import coattail.api.ContentType;
import coattail.api.Payload;
import coattail.api.Peer;
import coattail.benchmarks.measure.Echo;
import coattail.benchmarks.measure.Message;
import coattail.benchmarks.measure.Series;

/** Performs {@link PayloadEcho} at the peer. */
@Component(property = Series.PROPERTY + "=coattail-payload")
public final class PerformPayload implements Echo {
    private static final byte[] MESSAGE = Message.bytes();

    private final Peer peer;

    /** Ready to send once the peer is joined. */
    @Activate
    public PerformPayload(@Reference Coattail coattail) {
        peer = coattail.peer(Joining.PEER);
    }

    @Override
    public void send(Consumer<Throwable> done) {
        peer.perform(PayloadEcho.NAME, Payload.of(ContentType.JSON, MESSAGE), Payload.class)
                .result()
                .whenComplete((answer, failure) -> done.accept(failure == null ? compare(answer) : failure));
    }

    private static Throwable compare(Payload answer) {
        try (var stream = answer.stream()) {
            var bytes = stream.readAllBytes();
            return Arrays.equals(MESSAGE, bytes)
                    ? null
                    : new Differing(Message.JSON, new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return e;
        }
    }
}
