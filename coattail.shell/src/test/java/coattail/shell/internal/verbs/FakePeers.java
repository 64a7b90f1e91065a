// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.verbs.FakeInstance.NOW;
import static coattail.shell.internal.verbs.FakeInstance.PLANT;
import static coattail.shell.internal.verbs.FakeInstance.TOKEN_ID;
import static coattail.shell.internal.verbs.FakeInstance.TOKEN_TEXT;
import static coattail.shell.internal.verbs.FakeInstance.permissions;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.PeerAdmin;
import coattail.core.admin.PeerRemoved;
import coattail.core.admin.PeerStatus;

/** One peer, and pings that are answered as often as a test says. */
final class FakePeers implements PeerAdmin {
    private final FakeInstance instance;
    final List<PeerStatus> known = new ArrayList<>(List.of(peer(PeerStatus.State.CONNECTED, "")));
    final Queue<Duration> pongs = new ArrayDeque<>();

    FakePeers(FakeInstance instance) {
        this.instance = instance;
    }

    @Override
    public CompletionStage<PeerStatus> add(String token, Optional<String> name, Optional<String> host) {
        instance.asked.add("add " + token + " " + name.orElse("-") + " " + host.orElse("-"));
        return token.equals(TOKEN_TEXT)
                ? CompletableFuture.completedFuture(known.get(0))
                : CompletableFuture.failedFuture(
                        new CoattailException(ErrorCode.AUTH_FAILED, "this isn't a token: " + token));
    }

    @Override
    public List<PeerStatus> list() {
        return instance.empty ? List.of() : known;
    }

    @Override
    public PeerStatus show(String peer) {
        return known.stream()
                .filter(status -> status.name().equals(peer) || status.id().startsWith(peer))
                .findFirst()
                .orElseThrow(() -> new CoattailException(ErrorCode.NOT_CONNECTED, "there is no peer " + peer));
    }

    @Override
    public PeerStatus rename(String peer, String name) {
        instance.asked.add("rename " + peer + " " + name);
        known.set(0, peer(name));
        return known.get(0);
    }

    @Override
    public CompletionStage<Duration> ping(String peer, Duration timeout) {
        instance.asked.add("ping " + peer + " " + timeout);
        return pongs.isEmpty()
                ? CompletableFuture.failedFuture(new CoattailException(ErrorCode.DEADLINE, "no answer came"))
                : CompletableFuture.completedFuture(pongs.remove());
    }

    @Override
    public PeerRemoved remove(String peer, boolean revokeIssued, boolean force) {
        instance.asked.add((force ? "force out " : "remove ") + peer + (revokeIssued ? " and its tokens" : ""));
        var issued = List.of(TOKEN_ID);
        return new PeerRemoved(
                peer, "plant", 1, !force, revokeIssued ? issued : List.of(), revokeIssued ? List.of() : issued);
    }

    private static PeerStatus peer(String name) {
        return peer(name, PeerStatus.State.CONNECTED, "");
    }

    static PeerStatus peer(PeerStatus.State state, String reason) {
        return peer(PLANT.name(), state, reason);
    }

    private static PeerStatus peer(String name, PeerStatus.State state, String reason) {
        return new PeerStatus(
                PLANT.id(),
                name,
                state,
                reason,
                "plant.example:49365",
                state == PeerStatus.State.CONNECTED ? "out" : "",
                Optional.of(permissions()),
                List.of(TOKEN_ID),
                NOW.minus(Duration.ofDays(3)),
                Optional.of(NOW));
    }
}
