// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import coattail.api.ActionInfo;
import coattail.api.Call;
import coattail.api.Coattail;
import coattail.api.ContentType;
import coattail.api.Instance;
import coattail.api.Option;
import coattail.api.Outcome;
import coattail.api.Payload;
import coattail.api.Peer;
import coattail.api.Publication;
import coattail.api.Verdict;

/** Answers each call with what the test has put ready. */
final class FakeCoattail implements Coattail {
    static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    static final Publication PUBLICATION = new Publication(
            Map.of(Outcome.PROCESSED, 1, Outcome.OFFLINE, 1),
            List.of(
                    new Verdict(FakeInstance.PLANT, "remember", Outcome.PROCESSED),
                    new Verdict(FakeInstance.PLANT, "welcome", Outcome.OFFLINE)));
    private static final ActionInfo GREET = new ActionInfo(
            "greet",
            "Greets a guest by name",
            true,
            false,
            true,
            Optional.of("{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"},\"age\":{\"type\":"
                    + "\"integer\"}},\"required\":[\"name\"]}"),
            Optional.of("{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"}},"
                    + "\"required\":[\"text\"]}"));

    private final List<String> asked;
    CompletableFuture<Payload> output = CompletableFuture.completedFuture(
            Payload.of(ContentType.JSON, "{\"text\":\"Hello, Ada\",\"n\":1.10}".getBytes(StandardCharsets.UTF_8)));
    CompletableFuture<Publication> publication = CompletableFuture.completedFuture(PUBLICATION);
    CompletableFuture<Void> subscribed = CompletableFuture.completedFuture(null);

    /** @param asked where to write down what is asked, in words */
    FakeCoattail(List<String> asked) {
        this.asked = asked;
    }

    @Override
    public Instance local() {
        return new At("here");
    }

    @Override
    public Peer peer(String nameOrId) {
        return new At(nameOrId);
    }

    private final class At implements Peer {
        private final String place;

        At(String place) {
            this.place = place;
        }

        @Override
        public <T> Call<T> perform(String action, Object input, Class<T> type, Option... options) {
            note("perform " + action + " " + text(input), options);
            return new Pending<>(output.thenApply(type::cast), publication);
        }

        @Override
        public Call<Publication> publish(String action, Object data, Option... options) {
            note("publish " + action + " " + text(data), options);
            return new Pending<>(publication, publication);
        }

        @Override
        public Call<List<ActionInfo>> actions() {
            return new Pending<>(CompletableFuture.completedFuture(List.of(GREET)), publication);
        }

        @Override
        public Call<ActionInfo> action(String name) {
            return new Pending<>(CompletableFuture.completedFuture(GREET), publication);
        }

        @Override
        public Call<Void> subscribe(String action, String receiver, Option... options) {
            note("subscribe " + receiver + " to " + action, options);
            return new Pending<>(subscribed, publication);
        }

        @Override
        public Call<Void> unsubscribe(String action, String receiver) {
            note("unsubscribe " + receiver + " from " + action);
            return new Pending<>(subscribed, publication);
        }

        private void note(String what, Option... options) {
            asked.add(what + " at " + place + " " + Arrays.asList(options));
        }
    }

    private static String text(Object payload) {
        if (payload == null) {
            return "-";
        }
        try (var stream = ((Payload) payload).stream()) {
            return ((Payload) payload).contentType() + " " + new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private final class Pending<T> implements Call<T> {
        private final CompletableFuture<T> result;
        private final CompletableFuture<Publication> published;

        Pending(CompletableFuture<T> result, CompletableFuture<Publication> published) {
            this.result = result;
            this.published = published;
        }

        @Override
        public CompletableFuture<T> result() {
            return result;
        }

        @Override
        public CompletableFuture<Publication> publication() {
            return published;
        }

        @Override
        public String traceId() {
            return TRACE;
        }

        @Override
        public void cancel() {
            asked.add("cancel");
        }
    }
}
