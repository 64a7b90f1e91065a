// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import static coattail.core.internal.authority.Entrance.B;
import static coattail.core.internal.authority.Entrance.HERE;
import static coattail.core.internal.authority.Entrance.accepted;
import static coattail.core.internal.authority.Entrance.refused;
import static coattail.core.internal.authority.Entrance.uniformlyRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.ErrorCode;
import coattail.core.internal.token.TestIssuer;
import coattail.core.internal.token.TokenIssuer;
import coattail.core.internal.token.TokenTerms;
import coattail.core.spi.IssuedToken;
import coattail.core.spi.StoreException;

/** Whoever revokes while a token is being accepted: no grant of it lives on, whatever comes between. */
class RevocationRaceTest {
    @TempDir
    Path folder;

    private Entrance entrance;
    private TestIssuer issuer;
    private Grants grants;

    @BeforeEach
    void open() {
        entrance = new Entrance(folder);
        issuer = entrance.issuer;
        grants = entrance.grants;
    }

    /** The one who revokes commits, finds no grant to end and is done; the grant made meanwhile must not live. */
    @Test
    void aRevocationBetweenUseAndGrantIsSeen() {
        TokenIssuer.Issued issued = issuer.issue(TokenTerms.DEFAULT);
        var racing = new ForwardingTokens(issuer.store.tokens()) {
            @Override
            public Optional<IssuedToken> use(String jti, String key, boolean bind, Instant now) {
                Optional<IssuedToken> used = super.use(jti, key, bind, now);
                revoke(jti);
                grants.end(jti, ErrorCode.REVOKED, "revoked");
                return used;
            }
        };

        AuthResult.Refused told = refused(entrance.authenticator(issuer, racing)
                .authenticate(B, HERE, issued.token().reveal()));

        assertEquals(ErrorCode.REVOKED, told.code());
        assertEquals("the token was revoked in the same moment", told.detail());
        assertEquals(List.of(), grants.ofToken(issued.claims().id()));
    }

    @Test
    void aRevocationBeforeUseIsSeen() {
        TokenIssuer.Issued issued = issuer.issue(TokenTerms.DEFAULT);
        var racing = new ForwardingTokens(issuer.store.tokens()) {
            @Override
            public Optional<IssuedToken> use(String jti, String key, boolean bind, Instant now) {
                revoke(jti);
                return super.use(jti, key, bind, now);
            }
        };

        uniformlyRefused(
                entrance.authenticator(issuer, racing)
                        .authenticate(B, HERE, issued.token().reveal()),
                "the token was revoked in the same moment");
        assertEquals(
                Optional.empty(),
                issuer.store.tokens().find(issued.claims().id()).orElseThrow().boundKey());
    }

    @Test
    void ofARevocationAndAnAuthenticationInARaceTheRevocationWins() throws Exception {
        var threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 200; round++) {
                TokenIssuer.Issued issued = issuer.issue(TokenTerms.DEFAULT);
                String jti = issued.claims().id();
                var start = new CyclicBarrier(2);
                var authenticating = threads.submit(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    return entrance.show(B, issued);
                });
                var revoking = threads.submit(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    issuer.store.tokens().revoke(jti);
                    return grants.end(jti, ErrorCode.REVOKED, "revoked");
                });
                AuthResult result = authenticating.get(10, TimeUnit.SECONDS);
                revoking.get(10, TimeUnit.SECONDS);
                if (result instanceof AuthResult.Accepted accepted) {
                    assertEquals(
                            Optional.of(new Ending(ErrorCode.REVOKED, "revoked")),
                            accepted.grant().ending());
                }
                assertEquals(List.of(), grants.ofToken(jti));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aRevocationAfterTheLastLookIsFoundByTheGrantsHolder() {
        TokenIssuer.Issued issued = issuer.issue(TokenTerms.DEFAULT);
        Grant grant = accepted(entrance.show(B, issued));

        issuer.store.tokens().revoke(issued.claims().id());
        grants.end(issued.claims().id(), ErrorCode.REVOKED, "revoked");
        var told = new ArrayList<Ending>();
        grant.whenEnded(told::add);

        assertEquals(List.of(new Ending(ErrorCode.REVOKED, "revoked")), told);
    }

    @Test
    void aDatabaseThatFailsGrantsNothing() {
        TokenIssuer.Issued issued = issuer.issue(TokenTerms.DEFAULT);
        var failing = new ForwardingTokens(issuer.store.tokens()) {
            private int finds;

            @Override
            public Optional<IssuedToken> find(String jti) {
                if (++finds > 1) {
                    throw new StoreException("disk full");
                }
                return super.find(jti);
            }
        };

        assertThrows(StoreException.class, () -> entrance.authenticator(issuer, failing)
                .authenticate(B, HERE, issued.token().reveal()));
        assertEquals(List.of(), grants.ofToken(issued.claims().id()));
    }
}
