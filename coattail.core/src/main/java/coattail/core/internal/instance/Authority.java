// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.util.concurrent.TimeUnit;

import coattail.core.internal.authority.Authenticator;
import coattail.core.internal.authority.Examination;
import coattail.core.internal.authority.Grants;
import coattail.core.internal.authority.KeyBearers;
import coattail.core.internal.token.TokenVerifier;

/** What decides who may do something here, by which token. */
record Authority(
        Grants grants,
        KeyBearers bearers,
        Examination examination,
        TokenVerifier verifier,
        Authenticator authenticator) {

    static Authority of(Ground ground) {
        var store = ground.store();
        var wall = ground.wall();
        var grants = new Grants(
                wall, () -> TimeUnit.MILLISECONDS.toNanos(ground.clock().getAsLong()));
        var bearers = new KeyBearers(store.validationTokens(), grants, wall);
        var examination = new Examination(ground.tokenKeys(), bearers);
        var verifier = new TokenVerifier(ground.self().id(), ground.tokenKeys());
        return new Authority(
                grants,
                bearers,
                examination,
                verifier,
                new Authenticator(verifier, examination, store.tokens(), bearers, grants, wall, ground.audit()));
    }
}
