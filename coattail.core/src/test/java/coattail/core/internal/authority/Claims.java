// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import coattail.core.internal.token.Bearers;
import coattail.core.internal.token.Limits;
import coattail.core.internal.token.NameSet;
import coattail.core.internal.token.Permissions;
import coattail.core.internal.token.TokenClaims;
import coattail.core.internal.token.TokenId;
import coattail.core.spi.KeyPin;

/** Claims for tests that need no token around them. */
final class Claims {
    static final String ISSUER = "ct:UDDReOZl1ipXAfp9wYsm13sDBMK5og--QWdBjzuf6o4";
    static final String PEER = "ct:aVBtapLd11SUVKIMGJfPzOEDuN0sXcmzJQNVT-_sKEU";

    private Claims() {}

    static TokenClaims of(int number, Permissions permissions, Limits limits, Optional<Instant> expires) {
        byte[] id = new byte[16];
        id[0] = (byte) number;
        return new TokenClaims(
                ISSUER,
                "*",
                TokenId.of(id),
                Instant.EPOCH,
                Instant.EPOCH,
                expires,
                "a.example",
                1,
                List.of(KeyPin.of(new byte[44])),
                Optional.empty(),
                Bearers.FIRST_KEY,
                permissions,
                limits);
    }

    static TokenClaims of(int number) {
        return of(number, Permissions.DEFAULT, Limits.DEFAULT, Optional.empty());
    }

    static NameSet names(String... names) {
        return NameSet.of(List.of(names));
    }
}
