// SPDX-License-Identifier: Apache-2.0
package coattail.samples;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import coattail.api.ActionInfo;
import coattail.api.Call;
import coattail.api.Coattail;
import coattail.api.CoattailException;
import coattail.api.Delivery;
import coattail.api.Instance;
import coattail.api.InstanceRef;
import coattail.api.Invocation;
import coattail.api.Option;
import coattail.api.Outcome;
import coattail.api.Peer;
import coattail.api.Publication;

/** An instance that writes down what handlers ask of it, and answers each call at once. */
final class RecordingInstance implements Instance, Coattail {
    record Asked(String verb, String action, Object data, List<Option> options) {}

    final List<Asked> asked = new ArrayList<>();
    private final CoattailException failure;

    RecordingInstance() {
        this(null);
    }

    /** @param failure what each call fails with, or {@code null} */
    RecordingInstance(CoattailException failure) {
        this.failure = failure;
    }

    Delivery delivery() {
        return new Handling(this);
    }

    Invocation invocation() {
        return new Handling(this);
    }

    @Override
    public Instance local() {
        return this;
    }

    @Override
    public Peer peer(String nameOrId) {
        throw new UnsupportedOperationException("the samples stay at home");
    }

    @Override
    public <T> Call<T> perform(String action, Object input, Class<T> output, Option... options) {
        asked.add(new Asked("perform", action, input, List.of(options)));
        return answer(null);
    }

    @Override
    public Call<Publication> publish(String action, Object data, Option... options) {
        asked.add(new Asked("publish", action, data, List.of(options)));
        return answer(new Publication(Map.of(Outcome.ENQUEUED, 1), List.of()));
    }

    @Override
    public Call<List<ActionInfo>> actions() {
        return answer(List.of());
    }

    @Override
    public Call<ActionInfo> action(String name) {
        throw new UnsupportedOperationException("the samples ask for no schema");
    }

    private <T> Call<T> answer(T result) {
        return new Call<>() {
            @Override
            public CompletionStage<T> result() {
                return failure == null
                        ? CompletableFuture.completedFuture(result)
                        : CompletableFuture.failedFuture(failure);
            }

            @Override
            public CompletionStage<Publication> publication() {
                throw new UnsupportedOperationException("no sample asks what became of a publication");
            }

            @Override
            public String traceId() {
                throw new UnsupportedOperationException("no sample asks for a trace");
            }

            @Override
            public void cancel() {
                throw new UnsupportedOperationException("no sample cancels");
            }
        };
    }

    private record Handling(Coattail coattail) implements Invocation, Delivery {
        private static final InstanceRef SOMEBODY = new InstanceRef("ct:" + "A".repeat(43), "plant");

        @Override
        public InstanceRef caller() {
            return SOMEBODY;
        }

        @Override
        public InstanceRef publisher() {
            return SOMEBODY;
        }

        @Override
        public String action() {
            return "greet";
        }

        @Override
        public String eventId() {
            return "0".repeat(32);
        }

        @Override
        public long sequence() {
            return 1;
        }

        @Override
        public Instant deadline() {
            return Instant.MAX;
        }

        @Override
        public boolean cancelled() {
            return false;
        }

        @Override
        public System.Logger log() {
            return System.getLogger("samples");
        }
    }
}
