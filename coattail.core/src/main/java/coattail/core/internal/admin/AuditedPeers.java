// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import coattail.api.CoattailException;
import coattail.core.admin.PeerAdmin;
import coattail.core.admin.PeerRemoved;
import coattail.core.admin.PeerStatus;
import coattail.core.internal.audit.AuditEvent;
import coattail.core.internal.audit.AuditKind;
import coattail.core.internal.token.HeldClaims;
import coattail.core.internal.token.TokenClaims;
import coattail.core.internal.token.TokenException;

/** Peers, each change of which is put on record. */
public final class AuditedPeers implements PeerAdmin {
    private final PeerAdmin peers;
    private final Changes changes;

    public AuditedPeers(PeerAdmin peers, Changes changes) {
        this.peers = requireNonNull(peers, "peers");
        this.changes = requireNonNull(changes, "changes");
    }

    @Override
    public CompletionStage<PeerStatus> add(String token, Optional<String> name, Optional<String> host) {
        TokenClaims claims;
        try {
            claims = HeldClaims.read(token.strip());
        } catch (TokenException e) {
            return peers.add(token, name, host); // says what is wrong with it, and changes nothing
        }
        var event = AuditEvent.ofCaller(AuditKind.PEER_ADD)
                .peer(claims.issuer())
                .token(claims.id())
                .with("name", name.orElse(""))
                .with("host", host.orElseGet(() -> claims.host() + ":" + claims.port()));
        try {
            changes.record(event);
        } catch (CoattailException e) {
            return CompletableFuture.failedStage(e);
        }
        return peers.add(token, name, host).whenComplete((added, thrown) -> {
            if (thrown != null) {
                changes.failed(event, thrown instanceof CompletionException ? thrown.getCause() : thrown);
            }
        });
    }

    @Override
    public PeerStatus rename(String peer, String name) {
        var before = peers.show(peer);
        var event = AuditEvent.ofCaller(AuditKind.PEER_RENAME)
                .peer(before.id())
                .with("from", before.name())
                .with("to", name);
        return changes.give(event, () -> peers.rename(before.id(), name));
    }

    @Override
    public PeerRemoved remove(String peer, boolean revokeIssued, boolean force) {
        var before = Changes.detail(() -> peers.show(peer));
        String id = before.map(PeerStatus::id).orElse(peer);
        var event = AuditEvent.ofCaller(AuditKind.PEER_REMOVE)
                .peer(id)
                .with("name", before.map(PeerStatus::name).orElse(""))
                .with("its tokens too", revokeIssued);
        return changes.take(event, () -> peers.remove(id, revokeIssued, force));
    }

    @Override
    public List<PeerStatus> list() {
        return peers.list();
    }

    @Override
    public PeerStatus show(String peer) {
        return peers.show(peer);
    }

    @Override
    public CompletionStage<Duration> ping(String peer, Duration timeout) {
        return peers.ping(peer, timeout);
    }
}
