// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.util.concurrent.TimeUnit;

import coattail.core.internal.audit.AuditTrail;
import coattail.core.internal.authority.Authenticator;
import coattail.core.internal.authority.Examination;
import coattail.core.internal.authority.Grants;
import coattail.core.internal.authority.KeyBearers;
import coattail.core.internal.identity.InstanceKeys;
import coattail.core.internal.token.KeyRing;
import coattail.core.internal.token.TokenIssuer;
import coattail.core.internal.token.TokenVerifier;
import coattail.core.internal.token.ValidationIssuer;

/** What an instance's authority is made of: who may do something here, by which token. */
record Authority(
        Grants grants,
        KeyBearers bearers,
        Examination examination,
        KeyRing keys,
        TokenVerifier verifier,
        Authenticator authenticator,
        TokenIssuer tokens,
        ValidationIssuer validations) {

    /** @param trail is told of each attempt to use a token */
    static Authority of(InstanceKeys keys, Ports ports, AuditTrail trail) {
        var store = ports.store();
        var wall = ports.wall();
        var grants = new Grants(
                wall, () -> TimeUnit.MILLISECONDS.toNanos(ports.clock().getAsLong()));
        var bearers = new KeyBearers(store.validationTokens(), grants, wall);
        var ring = new KeyRing(keys.tokenKeys());
        var examination = new Examination(ring, bearers);
        var verifier = new TokenVerifier(keys.instanceId(), ring);
        return new Authority(
                grants,
                bearers,
                examination,
                ring,
                verifier,
                new Authenticator(verifier, examination, store.tokens(), bearers, grants, wall, trail),
                new TokenIssuer(keys.instanceId(), keys.pin(), ring, store.tokens(), wall, ports.random()),
                new ValidationIssuer(keys, wall, ports.random()));
    }
}
