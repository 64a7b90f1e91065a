// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A stream that may be used before it is known: its listener can be called before {@link PublisherLink#open} has
 * returned.
 */
final class LateStream implements PublisherLink.Stream {
    /** Guarded by this; {@code null} once the stream is known. */
    private List<Consumer<PublisherLink.Stream>> early = new ArrayList<>(1);

    private volatile PublisherLink.Stream stream;

    void opened(PublisherLink.Stream known) {
        List<Consumer<PublisherLink.Stream>> uses;
        synchronized (this) {
            stream = known;
            uses = early;
            early = null;
        }
        uses.forEach(use -> use.accept(known));
    }

    @Override
    public void cancel() {
        use(PublisherLink.Stream::cancel);
    }

    @Override
    public void credit(int messages, int bytes) {
        use(known -> known.credit(messages, bytes));
    }

    @Override
    public void acknowledge(long sequence, int status) {
        use(known -> known.acknowledge(sequence, status));
    }

    private void use(Consumer<PublisherLink.Stream> use) {
        if (stream == null) {
            synchronized (this) {
                if (early != null) {
                    early.add(use);
                    return;
                }
            }
        }
        use.accept(stream);
    }
}
