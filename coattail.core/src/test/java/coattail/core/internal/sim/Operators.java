// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.sim;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import coattail.api.ErrorCode;
import coattail.core.internal.identity.InstanceId;
import coattail.core.internal.sim.Grantbook.Given;
import coattail.core.internal.token.Bearers;
import coattail.core.internal.token.Limits;
import coattail.core.internal.token.NameSet;
import coattail.core.internal.token.Permissions;
import coattail.core.internal.token.SimTokens;
import coattail.core.internal.token.TokenClaims;
import coattail.core.internal.token.TokenId;
import coattail.core.internal.token.TokenIssuer;
import coattail.core.internal.wire.Failure;
import coattail.core.spi.HeldToken;
import coattail.core.spi.KeyPin;
import coattail.core.spi.PeerRecord;

/** Gives tokens, adds them as peers, takes them back. */
final class Operators {
    private static final int ID_BYTES = 16;
    private static final long ROUND = 2 * World.SECOND;

    private final Sim sim;
    private final World world;
    private final Map<String, TokenIssuer.Issued> issued = new HashMap<>();
    /** Tokens that are being shown to their issuers. */
    private final Set<String> underWay = new HashSet<>();

    Operators(Sim sim) {
        this.sim = sim;
        this.world = sim.world;
    }

    /** Before anything starts: who knows whom. */
    void introduce() {
        int count = sim.nodes.size();
        int tokens = (int) Math.max(count - 1, Math.round(count * sim.plan.links()));
        for (int i = 0; i < tokens; i++) {
            // The first make sure that nobody is alone.
            int holder = i + 1 < count ? i + 1 : world.below(count);
            int issuer = i + 1 < count ? world.below(holder) : world.below(count);
            if (i + 1 < count && world.chance(0.5)) {
                int other = holder;
                holder = issuer;
                issuer = other;
            }
            if (holder != issuer && sim.grants.standing(issuer, holder).isEmpty()) {
                var token = give(issuer, holder);
                sim.node(holder).store().peers().put(record(token, false));
            }
        }
    }

    /** Looks from now on whether what was given is used. */
    void begin() {
        round();
    }

    private void round() {
        for (var token : sim.grants.all()) {
            if (sim.grants
                    .standing(token.issuer, token.holder)
                    .filter(token::equals)
                    .isPresent()) {
                hand(token);
            }
        }
        world.in(ROUND, this::round);
    }

    Given give(int issuer, int holder) {
        var from = sim.node(issuer);
        byte[] id = new byte[ID_BYTES];
        world.random().nextBytes(id);
        boolean bound = world.chance(0.5);
        var claims = new TokenClaims(
                from.id(),
                bound ? sim.node(holder).id() : TokenClaims.ANY_SUBJECT,
                TokenId.of(id),
                from.wall().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                SimNode.BEGINNING.minus(Duration.ofDays(1)),
                Optional.empty(),
                Network.host(issuer),
                1,
                List.of(KeyPin.of(from.key().spki())),
                bound ? Optional.of(InstanceId.thumbprintOf(sim.node(holder).id())) : Optional.empty(),
                Bearers.FIRST_KEY,
                permissions(),
                limits());
        var token = SimTokens.issue(claims, from.key().tokenKeyId(), from.key()::sign);
        from.store().tokens().add(token.kept());
        issued.put(claims.id(), token);
        var given = new Given(
                issuer,
                holder,
                claims.id(),
                claims.permissions(),
                claims.limits().subscriptions(),
                world.now());
        sim.grants.add(given);
        return given;
    }

    private Permissions permissions() {
        return new Permissions(names(0.8), names(0.7), names(0.9), false, false);
    }

    private NameSet names(double all) {
        return world.chance(all) ? NameSet.ANY : NameSet.of(List.of(world.one(sim.plan.actions())));
    }

    private Limits limits() {
        if (sim.plan.tight() && world.chance(0.5)) {
            return new Limits(20, 10, 1 + world.below(3), 1 + world.below(3), 8_000);
        }
        return new Limits(10_000, 10_000, 64, 100, 1 << 20);
    }

    private PeerRecord record(Given token, boolean accepted) {
        var now = sim.node(token.holder).wall();
        return new PeerRecord(
                sim.node(token.issuer).id(),
                Network.host(token.issuer),
                Optional.of(held(token, accepted)),
                now,
                Optional.empty());
    }

    private HeldToken held(Given token, boolean accepted) {
        return new HeldToken(issued.get(token.jti).token(), Network.host(token.issuer), 1, accepted);
    }

    /** Adds a token at its holder, unless it is held there. */
    private void hand(Given token) {
        var holder = sim.node(token.holder);
        if (!holder.alive() || underWay.contains(token.jti)) {
            return;
        }
        var life = holder.life();
        var parts = holder.parts();
        var peer = sim.node(token.issuer).id();
        var text = issued.get(token.jti).token();
        boolean known = parts.directory()
                .find(peer)
                .flatMap(PeerRecord::held)
                .filter(held -> held.token().equals(text))
                .isPresent();
        if (known) {
            return;
        }
        underWay.add(token.jti);
        world.in(40 * World.SECOND, () -> underWay.remove(token.jti));
        parts.contacts()
                .join(peer, held(token, false), issued.get(token.jti).claims())
                .whenComplete((nothing, thrown) -> {
                    underWay.remove(token.jti);
                    if (thrown == null && life.alive()) {
                        parts.directory().put(record(token, true));
                        parts.contacts().keep(peer);
                    }
                });
    }

    /** Takes a token back, as the operator of its issuer does. */
    void revoke(Given token) {
        var issuer = sim.node(token.issuer);
        if (!issuer.alive() || !token.holds()) {
            return;
        }
        world.note("revoke", token.issuer, token.holder);
        token.until = world.now();
        var why = Failure.of(ErrorCode.REVOKED, "the token was revoked by its issuer");
        issuer.store().tokens().revoke(token.jti);
        issuer.parts().grants().end(token.jti, ErrorCode.REVOKED, "the token was revoked by its issuer");
        issuer.parts().hub().tokenEnded(token.jti, why);
    }

    /** Takes back all that an instance holds from another. */
    void revokeAll(int issuer, int holder) {
        sim.grants.of(issuer, holder).forEach(this::revoke);
    }

    /** Gives another token in the place of the one that was given last, which the operator takes back before or not. */
    void renew(int issuer, int holder) {
        if (sim.node(issuer).alive()) {
            world.note("give", issuer, holder);
            var before = sim.grants.standing(issuer, holder);
            var next = give(issuer, holder);
            // Two may hold for a while: what is under the old one moves to the new one.
            before.ifPresent(old -> world.in(world.between(5, 20) * World.SECOND, () -> retire(old, next)));
        }
    }

    private void retire(Given old, Given next) {
        if (sim.node(old.issuer).alive()) {
            revoke(old);
        } else if (next.holds()) {
            world.in(World.SECOND, () -> retire(old, next));
        }
    }
}
