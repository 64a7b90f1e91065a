// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.InstanceRef;
import coattail.core.admin.CascadeAdmin;
import coattail.core.admin.CascadeStep;
import coattail.core.admin.CascadeTree;
import coattail.core.admin.PeerAdmin;
import coattail.core.admin.PeerStatus;
import coattail.core.internal.dispatch.Peering;
import coattail.core.internal.peer.Directory;
import coattail.core.internal.trace.Chronicle;
import coattail.core.internal.trace.StepView;
import coattail.core.internal.trace.StepsText;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.work.TimerWheel;

/** The cascades that this instance has a part in, as operators see them. */
public final class CascadeService implements CascadeAdmin {
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{32}");

    /** As many as one wants to choose from. */
    private static final int RECENT = 20;

    private final InstanceRef self;
    private final Chronicle chronicle;
    private final Peering peering;
    private final PeerAdmin peers;
    private final Directory directory;
    private final TimerWheel timers;

    /** @param self this instance; it may be called differently later */
    public CascadeService(
            InstanceRef self,
            Chronicle chronicle,
            Peering peering,
            PeerAdmin peers,
            Directory directory,
            TimerWheel timers) {
        this.self = requireNonNull(self, "self");
        this.chronicle = requireNonNull(chronicle, "chronicle");
        this.peering = requireNonNull(peering, "peering");
        this.peers = requireNonNull(peers, "peers");
        this.directory = requireNonNull(directory, "directory");
        this.timers = requireNonNull(timers, "timers");
    }

    @Override
    public CascadeTree trace(String id) throws InterruptedException {
        if (!ID.matcher(id).matches()) {
            throw new CoattailException(
                    ErrorCode.BAD_INPUT,
                    "'" + id + "' is no trace id: that has 32 hexadecimal digits, as performing and publishing show");
        }
        var trace = Id16.parse(id);
        var inquiry = new Inquiry(trace, self, peering, this::ref, timers);
        inquiry.tell(self, new StepsText(chronicle.of(trace), 0));
        tracing().forEach(inquiry::ask);
        inquiry.follow();
        var steps = inquiry.steps().entrySet().stream()
                .flatMap(from -> from.getValue().stream().map(step -> view(step, from.getKey())))
                .sorted(Comparator.comparing(CascadeStep::at))
                .toList();
        return new CascadeTree(trace.toString(), steps, inquiry.sources());
    }

    /** The peers that can be asked, and allow it. */
    private Stream<String> tracing() {
        return peers.list().stream()
                .filter(peer -> peer.state() == PeerStatus.State.CONNECTED)
                .filter(peer -> peer.held().filter(held -> held.trace()).isPresent())
                .map(PeerStatus::id);
    }

    private InstanceRef ref(String id) {
        if (id.equals(self.id())) {
            return self;
        }
        return directory.find(id).isPresent() ? directory.ref(id) : new InstanceRef(id, "");
    }

    private CascadeStep view(StepView step, InstanceRef at) {
        return new CascadeStep(
                step.trace().toString(),
                StepsText.hex(step.span()),
                step.parent() == 0 ? "" : StepsText.hex(step.parent()),
                CascadeStep.Kind.valueOf(step.kind().name()),
                at,
                step.action(),
                step.receiver(),
                ref(step.peer()),
                Instant.ofEpochMilli(step.at()),
                step.took() < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(step.took())),
                step.outcome());
    }

    @Override
    public List<String> recent() {
        return chronicle.recent(RECENT).stream().map(Id16::toString).toList();
    }

    @Override
    public Watch watch(Optional<String> action) {
        return new WatchedSteps(chronicle, action, step -> view(step, self));
    }
}
