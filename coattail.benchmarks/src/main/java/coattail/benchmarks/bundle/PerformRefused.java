// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.bundle;

import java.util.function.Consumer;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import coattail.api.Coattail;
import coattail.api.CoattailException;
import coattail.api.ContentType;
import coattail.api.ErrorCode;
import coattail.api.Payload;
import coattail.api.Peer;
import coattail.benchmarks.measure.Echo;
import coattail.benchmarks.measure.Message;
import coattail.benchmarks.measure.Series;

/** Asks the peer for what the token doesn't allow; it is done when it is refused. */
@Component(property = Series.PROPERTY + "=coattail-refused")
public final class PerformRefused implements Echo {
    private static final byte[] MESSAGE = Message.bytes();
    private static final String NAME = "benchmark-not-allowed";

    private final Peer peer;

    /** Ready to send once the peer is joined. */
    @Activate
    public PerformRefused(@Reference Coattail coattail) {
        peer = coattail.peer(Joining.PEER);
    }

    @Override
    public void send(Consumer<Throwable> done) {
        peer.perform(NAME, Payload.of(ContentType.JSON, MESSAGE), Payload.class)
                .result()
                .whenComplete((answer, failure) -> done.accept(judge(failure)));
    }

    private static Throwable judge(Throwable failure) {
        if (failure == null) {
            return new IllegalStateException("what isn't allowed was performed");
        }
        var cause = failure instanceof CoattailException || failure.getCause() == null ? failure : failure.getCause();
        return cause instanceof CoattailException refused && refused.code() == ErrorCode.FORBIDDEN ? null : failure;
    }
}
