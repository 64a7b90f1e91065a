// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.internal.peer.Directory;
import coattail.core.internal.token.Bearers;
import coattail.core.internal.token.Printable;
import coattail.core.internal.token.ValidationCodec;
import coattail.core.internal.token.Validity;
import coattail.core.spi.PeerRecord;
import coattail.core.spi.ValidationToken;
import coattail.core.spi.ValidationTokens;

/** Finds the validation tokens that were added here, by what operators call them. */
public final class ValidationBook {
    private final ValidationTokens store;
    private final Directory directory;
    private final InstantSource clock;

    public ValidationBook(ValidationTokens store, Directory directory, InstantSource clock) {
        this.store = requireNonNull(store, "store");
        this.directory = requireNonNull(directory, "directory");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * The bearers of a token to be issued, with the ids of validation tokens in place of what they were called.
     *
     * @param entries networks and validation tokens
     * @param instances is added the instances whose keys these are
     */
    Bearers bearers(List<String> entries, boolean anyone, Set<String> instances) {
        var resolved = new ArrayList<String>();
        for (String entry : entries) {
            if (Bearers.isValidationToken(entry)) {
                var token = usable(entry);
                instances.add(token.instanceId());
                resolved.add(Bearers.VALIDATION + token.jti());
            } else {
                resolved.add(entry);
            }
        }
        return Bearers.of(resolved, anyone);
    }

    private ValidationToken usable(String entry) {
        var token = resolve(entry);
        if (token.state() == ValidationToken.State.REMOVED) {
            throw bad("validation token " + token.jti() + " was removed; add it again, or a new one");
        }
        var claims = ValidationCodec.find(token)
                .orElseThrow(() -> bad("validation token " + token.jti()
                        + " can't be read in the database; remove it, and add a new one"));
        if (claims.at(clock.instant()) == Validity.EXPIRED) {
            throw bad("validation token " + token.jti() + " expired at "
                    + claims.expires().orElseThrow() + "; ask " + token.instanceId() + " for a new one");
        }
        return token;
    }

    /** @throws CoattailException BAD_INPUT if there is none that is called so, or several */
    ValidationToken resolve(String given) {
        String called = Bearers.isValidationToken(given) ? given.substring(Bearers.VALIDATION.length()) : given;
        var exact = store.find(called);
        if (exact.isPresent()) {
            return exact.get();
        }
        var matches = new LinkedHashSet<ValidationToken>();
        if (!called.isEmpty()) {
            for (var token : store.list()) {
                if (token.jti().startsWith(called) || (holds(token) && isOf(called, token))) {
                    matches.add(token);
                }
            }
        }
        if (matches.size() == 1) {
            return matches.iterator().next();
        }
        throw bad(
                matches.isEmpty()
                        ? "no validation token " + Printable.quote(called)
                                + " was added here; 'validation list' shows those there are"
                        : Printable.quote(called) + " fits " + matches.size()
                                + " validation tokens; give more of the id");
    }

    private boolean holds(ValidationToken token) {
        return token.state() == ValidationToken.State.ACTIVE
                && ValidationCodec.find(token)
                        .filter(claims -> claims.at(clock.instant()) != Validity.EXPIRED)
                        .isPresent();
    }

    private boolean isOf(String called, ValidationToken token) {
        return token.instanceId().equals(called)
                || directory
                        .find(token.instanceId())
                        .map(PeerRecord::name)
                        .filter(called::equals)
                        .isPresent();
    }

    private static CoattailException bad(String message) {
        return new CoattailException(ErrorCode.BAD_INPUT, message);
    }
}
