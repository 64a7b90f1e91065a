// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.KeyAdmin;
import coattail.core.admin.KeyRotated;
import coattail.core.admin.KeyStatus;
import coattail.core.internal.audit.AuditEvent;
import coattail.core.internal.audit.AuditKind;
import coattail.core.internal.audit.AuditTrail;
import coattail.core.internal.audit.Outcome;
import coattail.core.internal.authority.Grants;
import coattail.core.internal.identity.InstanceId;
import coattail.core.internal.identity.InstanceKeys;
import coattail.core.internal.identity.TokenKeys;
import coattail.core.internal.publish.Hub;
import coattail.core.internal.token.KeyRing;
import coattail.core.internal.token.Validity;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.work.ToTheEnd;
import coattail.core.spi.IssuedToken;
import coattail.core.spi.IssuedTokens;

/** This instance's keys, and the exchange of the one that signs its tokens. */
public final class KeyService implements KeyAdmin {
    private static final Logger LOG = LoggerFactory.getLogger(KeyService.class);
    private static final String DROPPED = "the token was revoked with the key that signed it";

    private final InstanceKeys identity;
    private final TokenKeys keys;
    private final KeyRing ring;
    private final IssuedTokens store;
    private final Grants grants;
    private final Hub hub;
    private final AuditTrail trail;
    private final Revocations revocations;
    private final InstantSource clock;

    /** @param trail is told what goes with a key, and which keys go by themselves */
    public KeyService(
            InstanceKeys identity,
            KeyRing ring,
            IssuedTokens store,
            Grants grants,
            Hub hub,
            AuditTrail trail,
            InstantSource clock) {
        this.identity = requireNonNull(identity, "identity");
        this.keys = identity.tokenKeys();
        this.ring = requireNonNull(ring, "ring");
        this.store = requireNonNull(store, "store");
        this.grants = requireNonNull(grants, "grants");
        this.hub = requireNonNull(hub, "hub");
        this.trail = requireNonNull(trail, "trail");
        this.revocations = new Revocations(trail);
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public List<KeyStatus> list() {
        return Translated.of(() -> {
            var certificate = identity.tls().certificate();
            var all = new ArrayList<KeyStatus>();
            all.add(new KeyStatus(
                    InstanceId.thumbprintOf(identity.instanceId()),
                    KeyStatus.Use.IDENTITY,
                    identity.made(),
                    Optional.empty(),
                    0,
                    0));
            all.add(new KeyStatus(
                    certificate.getSerialNumber().toString(16),
                    KeyStatus.Use.CERTIFICATE,
                    certificate.getNotBefore().toInstant(),
                    Optional.of(certificate.getNotAfter().toInstant()),
                    0,
                    0));
            all.add(signing());
            all.addAll(verifying());
            return List.copyOf(all);
        });
    }

    @Override
    public KeyRotated rotate() {
        return Translated.of(() -> ring.exchanging(() -> {
            keys.rotate(isNeeded(keys.current().id()));
            return rotated(Optional.empty(), List.of(), 0);
        }));
    }

    @Override
    public KeyRotated rotateCompromised() {
        return Translated.of(() -> ring.exchanging(() -> {
            String id = keys.current().id();
            return gone(id, () -> keys.rotate(false));
        }));
    }

    @Override
    public KeyRotated drop(String key) {
        return Translated.of(() -> ring.exchanging(() -> {
            String id = resolve(key);
            return gone(id, () -> keys.drop(id));
        }));
    }

    /** Drops the keys that signed before and have no token any more that could be shown. To be called now and then. */
    public void retire() {
        ring.exchanging(() -> {
            var over = new ArrayList<>(keys.left());
            keys.earlier().keySet().stream().filter(id -> !isNeeded(id)).forEach(over::add);
            ToTheEnd.forEach(over, this::retire);
            return over;
        });
    }

    private void retire(String id) {
        if (keys.find(id).isPresent()) {
            trail.note(AuditEvent.of(AuditKind.KEY_DROP, Outcome.ALLOWED)
                    .with("key", id)
                    .because("all tokens that it signed have ended"));
            LOG.info("Key {}, which signed tokens once, isn't needed any more: all of them have ended", id);
        }
        keys.drop(id);
    }

    private String resolve(String key) {
        var matches = Stream.concat(keys.earlier().keySet().stream(), keys.left().stream())
                .filter(id -> !key.isEmpty() && id.startsWith(key))
                .toList();
        if (matches.size() == 1) {
            return matches.get(0);
        }
        if (matches.isEmpty() && !key.isEmpty() && keys.current().id().startsWith(key)) {
            throw bad("key " + keys.current().id() + " is the one that signs; leave out its id to have it replaced");
        }
        throw bad(
                matches.isEmpty()
                        ? "no key '" + key + "' signed before and still verifies; 'key list' shows those there are"
                        : "'" + key + "' fits " + matches.size() + " keys; give more of the id");
    }

    /**
     * What the key allowed is taken away before anything else: that must not wait for a disk that is full. The new
     * state is committed first, and then acted upon: a grant that is being made meanwhile sees it. From then on the key
     * goes whatever fails; where it doesn't, the same again finishes it.
     */
    private KeyRotated gone(String id, Runnable exchange) {
        var revoked = store.revokeSignedBy(id);
        revocations.made(revoked, "it went with key " + id);
        var ended = new AtomicInteger(grants.end(revoked, ErrorCode.REVOKED, DROPPED));
        var why = Failure.of(ErrorCode.REVOKED, DROPPED);
        try {
            ToTheEnd.forEach(
                    List.<Runnable>of(
                            () -> hub.tokensEnded(revoked, why),
                            () -> {
                                // A commit that failed may have been made, and nobody has acted upon that.
                                var before = revokedUnder(id);
                                ended.addAndGet(grants.end(before, ErrorCode.REVOKED, DROPPED));
                                hub.tokensEnded(before, why);
                            },
                            exchange),
                    Runnable::run);
            return rotated(Optional.of(id), revoked, ended.get());
        } catch (RuntimeException e) {
            throw new CoattailException(
                    ErrorCode.INTERNAL, "the tokens under key " + id + " are revoked, " + rest(id, e), null, e);
        }
    }

    /** The tokens that a key signed and that were revoked, but haven't expired. */
    private List<String> revokedUnder(String id) {
        Instant now = clock.instant();
        return store.signedBy(id).stream()
                .filter(token -> token.state() == IssuedToken.State.REVOKED && !Validity.isOver(token.expires(), now))
                .map(IssuedToken::jti)
                .toList();
    }

    private String rest(String id, RuntimeException failure) {
        if (keys.current().id().equals(id)) {
            return "but it couldn't be replaced, and signs as before: " + failure.getMessage()
                    + "; run the command again to have it replaced";
        }
        if (keys.left().contains(id)) {
            return "and it verifies no more, but would after a start: " + failure.getMessage()
                    + "; to finish, run 'key rotate " + id + " --compromised'";
        }
        return "and it is dropped; only then something failed: " + failure.getMessage();
    }

    private KeyRotated rotated(Optional<String> dropped, List<String> revoked, int connections) {
        return new KeyRotated(signing(), dropped, revoked, connections, verifying());
    }

    private KeyStatus signing() {
        return status(keys.current().id(), KeyStatus.Use.SIGNING, keys.since());
    }

    private List<KeyStatus> verifying() {
        return keys.earlier().entrySet().stream()
                .map(key -> status(key.getKey(), KeyStatus.Use.VERIFYING, key.getValue()))
                .sorted(Comparator.comparing(KeyStatus::since).reversed())
                .toList();
    }

    private KeyStatus status(String id, KeyStatus.Use use, Instant since) {
        Instant now = clock.instant();
        var shown =
                store.signedBy(id).stream().filter(token -> isOpen(token, now)).toList();
        var usable = shown.stream()
                .filter(token -> token.state() == IssuedToken.State.ACTIVE)
                .toList();
        boolean ends = use == KeyStatus.Use.VERIFYING
                && shown.stream().allMatch(token -> token.expires().isPresent());
        return new KeyStatus(
                id,
                use,
                since,
                ends
                        ? shown.stream()
                                .map(token -> token.expires().orElseThrow())
                                .max(Comparator.naturalOrder())
                        : Optional.empty(),
                usable.size(),
                usable.stream()
                        .mapToInt(token -> grants.ofToken(token.jti()).size())
                        .sum());
    }

    private boolean isNeeded(String id) {
        Instant now = clock.instant();
        return store.signedBy(id).stream().anyMatch(token -> isOpen(token, now));
    }

    /**
     * Whether a token could be accepted, or its holder has yet to be told that it was revoked. That isn't told for ever
     * where the token has no end.
     */
    private static boolean isOpen(IssuedToken token, Instant now) {
        return !Validity.isOver(token.expires(), now)
                && (token.state() == IssuedToken.State.ACTIVE || token.expires().isPresent());
    }

    private static CoattailException bad(String message) {
        return new CoattailException(ErrorCode.BAD_INPUT, message);
    }
}
