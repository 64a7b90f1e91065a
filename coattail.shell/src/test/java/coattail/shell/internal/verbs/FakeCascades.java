// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

import coattail.api.InstanceRef;
import coattail.core.admin.CascadeAdmin;
import coattail.core.admin.CascadeSource;
import coattail.core.admin.CascadeStep;
import coattail.core.admin.CascadeStep.Kind;
import coattail.core.admin.CascadeTree;

/** A cascade of four steps and three instances, of which one doesn't tell, and one can't be asked. */
final class FakeCascades implements CascadeAdmin {
    static final InstanceRef HERE = new InstanceRef("ct:aVBtapLd11SUVKIMGJfPzOEDuN0sXcmzJQNVT-_sKEU", "here");
    private static final InstanceRef STRANGER = new InstanceRef("ct:" + "A".repeat(43), "");

    private final FakeInstance instance;
    /** How many were left out before each step that is watched. */
    final Queue<Long> missed = new ArrayDeque<>();

    FakeCascades(FakeInstance instance) {
        this.instance = instance;
    }

    private static CascadeStep step(int span, int parent, Kind kind, InstanceRef at, InstanceRef peer, String outcome) {
        return new CascadeStep(
                FakeCoattail.TRACE,
                "%016x".formatted(span),
                parent == 0 ? "" : "%016x".formatted(parent),
                kind,
                at,
                "greet",
                kind == Kind.RECEIVED ? "keep" : "",
                peer,
                FakeInstance.NOW.plusMillis(span),
                outcome.isEmpty() ? Optional.empty() : Optional.of(Duration.ofMillis(10L * span)),
                outcome);
    }

    @Override
    public CascadeTree trace(String id) {
        var here = new CascadeSource(HERE, CascadeSource.State.ANSWERED, 2, 0, "");
        if (instance.empty) {
            return new CascadeTree(id, List.of(), List.of(here));
        }
        return new CascadeTree(
                id,
                List.of(
                        step(1, 9, Kind.CALLED, HERE, FakeInstance.PLANT, "done"),
                        step(2, 1, Kind.PERFORMED, FakeInstance.PLANT, HERE, "done"),
                        step(3, 2, Kind.PUBLISHED, FakeInstance.PLANT, HERE, "1 processed, 1 offline"),
                        step(4, 3, Kind.RECEIVED, HERE, FakeInstance.PLANT, ""),
                        // What another says of causes may be anything.
                        step(7, 8, Kind.PERFORMED, FakeInstance.PLANT, STRANGER, "loop"),
                        step(8, 7, Kind.PERFORMED, FakeInstance.PLANT, STRANGER, "loop")),
                List.of(
                        here,
                        new CascadeSource(FakeInstance.PLANT, CascadeSource.State.ANSWERED, 4, 12, ""),
                        new CascadeSource(
                                new InstanceRef("ct:" + "B".repeat(43), "depot"),
                                CascadeSource.State.REFUSED,
                                0,
                                0,
                                "the token doesn't allow this"),
                        new CascadeSource(
                                STRANGER, CascadeSource.State.UNREACHABLE, 0, 0, "it isn't a peer of this instance")));
    }

    @Override
    public List<String> recent() {
        return List.of(FakeCoattail.TRACE);
    }

    @Override
    public Watch watch(Optional<String> action) {
        instance.asked.add("watch " + action.orElse("all"));
        var steps = new ArrayDeque<>(trace(FakeCoattail.TRACE).steps().subList(0, 3));
        return new Watch() {
            @Override
            public CascadeStep next() throws InterruptedException {
                if (steps.isEmpty()) {
                    throw new InterruptedException("Ctrl-C");
                }
                return steps.remove();
            }

            @Override
            public long missed() {
                return missed.isEmpty() ? 0 : missed.remove();
            }

            @Override
            public void close() {
                instance.asked.add("unwatch");
            }
        };
    }
}
