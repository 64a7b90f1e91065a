// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.bundle;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import coattail.benchmarks.measure.Site;
import coattail.core.admin.InstanceAdmin;
import coattail.core.admin.PeerAdmin;
import coattail.core.admin.Permissions;
import coattail.core.admin.TokenAdmin;
import coattail.core.admin.TokenRequest;

/** Joins two instances by a token, as their operators would. */
@Component
public final class Joining implements Site {
    static final String PEER = "server";

    private static final long SECONDS = 60;
    /** Of requests a second and in flight more than are made, else it would be the limits that are measured. */
    private static final Permissions.Limits LIMITS = new Permissions.Limits(1_000_000, 1_000_000, 1024, 0, 1_048_576);

    private final InstanceAdmin instance;
    private final TokenAdmin tokens;
    private final PeerAdmin peers;

    /** Ready when the instance is. */
    @Activate
    public Joining(@Reference InstanceAdmin instance, @Reference TokenAdmin tokens, @Reference PeerAdmin peers) {
        this.instance = instance;
        this.tokens = tokens;
        this.peers = peers;
    }

    @Override
    public boolean listening() {
        return instance.status().listening();
    }

    @Override
    public String invitation() {
        var request = new TokenRequest(
                List.of(ReadingEcho.NAME, PayloadEcho.NAME, Hop.NAME),
                List.of(),
                List.of(),
                List.of(),
                false,
                Optional.empty(),
                Duration.ZERO,
                Optional.of(Duration.ofDays(1)),
                false,
                false,
                LIMITS);
        return tokens.issue(request).reveal();
    }

    @Override
    public void join(String invitation) throws Exception {
        peers.add(invitation, Optional.of(PEER), Optional.empty())
                .toCompletableFuture()
                .get(SECONDS, TimeUnit.SECONDS);
    }
}
