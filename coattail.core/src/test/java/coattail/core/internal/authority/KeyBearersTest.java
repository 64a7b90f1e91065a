// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import static coattail.core.internal.authority.Entrance.B;
import static coattail.core.internal.authority.Entrance.C;
import static coattail.core.internal.authority.Entrance.D;
import static coattail.core.internal.authority.Entrance.ELSEWHERE;
import static coattail.core.internal.authority.Entrance.HERE;
import static coattail.core.internal.authority.Entrance.accepted;
import static coattail.core.internal.authority.Entrance.told;
import static coattail.core.internal.authority.Entrance.uniformlyRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.ErrorCode;
import coattail.core.internal.authority.VouchedEntrance.Vouching;
import coattail.core.internal.identity.InstanceId;
import coattail.core.internal.token.Bearers;
import coattail.core.internal.token.TestIssuer;
import coattail.core.internal.token.TokenIssuer;

/** Validation tokens as bearers: whose keys they let use a token, and what the others are told. */
class KeyBearersTest {
    private static final String NETWORK = "ipv4://192.0.2.0/24";

    @TempDir
    Path folder;

    private VouchedEntrance entrance;
    private TestIssuer issuer;

    @BeforeEach
    void open() {
        entrance = new VouchedEntrance(folder);
        issuer = entrance.issuer;
    }

    /**
     * The rule: (no key bearers, or the proven key is among them) and (no networks, or the source is in one). Every
     * combination is tried, and what is accepted compared with the rule, which is written down here once more.
     */
    @Test
    void everyCombinationOfBearersIsJudgedByTheRule() {
        int tried = 0;
        int accepted = 0;
        for (List<String> networks : List.of(List.<String>of(), List.of(NETWORK), List.of("ipv6://2001:db8::/32"))) {
            for (InetAddress source : List.of(HERE, ELSEWHERE)) {
                for (byte[] prover : List.of(B, C, D)) {
                    boolean fromThere = networks.isEmpty() || (networks.contains(NETWORK) && source.equals(HERE));
                    for (Vouching forB : Vouching.values()) {
                        var entries = new ArrayList<>(networks);
                        entries.add("vt://" + entrance.vouch(B, forB));
                        boolean usable = forB == Vouching.USABLE || forB == Vouching.FOR_EVER;
                        tried++;
                        accepted += judged(entries, prover, source, fromThere && usable && prover == B);
                        for (Vouching forC : Vouching.values()) {
                            var both = new ArrayList<>(entries);
                            both.add("vt://" + entrance.vouch(C, forC));
                            boolean usableC = forC == Vouching.USABLE || forC == Vouching.FOR_EVER;
                            boolean among = (usable && prover == B) || (usableC && prover == C);
                            tried++;
                            accepted += judged(both, prover, source, fromThere && among);
                        }
                    }
                    tried++;
                    accepted += judged(networks, prover, source, fromThere);
                }
            }
        }
        assertEquals(3 * 2 * 3 * (6 + 36 + 1), tried);
        assertEquals(3 * 3 + 3 * (2 + 12 + 12), accepted);
    }

    private int judged(List<String> entries, byte[] prover, InetAddress source, boolean expected) {
        TokenIssuer.Issued issued = entrance.issue(entries);
        AuthResult result = entrance.authenticator.authenticate(
                prover, source, issued.token().reveal());

        assertEquals(expected, result instanceof AuthResult.Accepted, () -> entries + " " + Arrays.toString(prover));
        boolean bindsFirst = issued.claims().bearers().validationTokens().isEmpty();
        assertEquals(
                expected && bindsFirst ? Optional.of(InstanceId.thumbprint(prover)) : Optional.empty(),
                issuer.store.tokens().find(issued.claims().id()).orElseThrow().boundKey());
        return expected ? 1 : 0;
    }

    @Test
    void whereATokenIsBoundAsWellBothHaveToHold() {
        String forB = entrance.vouch(B, Vouching.USABLE);
        TokenIssuer.Issued issued = entrance.issue(Optional.of(InstanceId.ofKey(B)), List.of("vt://" + forB));
        accepted(entrance.show(B, issued));
        uniformlyRefused(entrance.show(C, issued));

        entrance.remove(forB);
        assertEquals(ErrorCode.REVOKED, told(entrance.show(B, issued)).code());
        TokenIssuer.Issued contradictory =
                entrance.issue(Optional.of(InstanceId.ofKey(B)), List.of("vt://" + entrance.vouch(C, Vouching.USABLE)));
        told(entrance.show(B, contradictory), ErrorCode.AUTH_FAILED, "the token is for keys of validation tokens");
        uniformlyRefused(entrance.show(C, contradictory));
    }

    @Test
    void onlyTheKeysThatAreListedAreToldTheTruth() {
        for (var each : List.of(
                List.of(Vouching.NOT_YET, ErrorCode.AUTH_FAILED, "the validation token of this key can't be used yet"),
                List.of(Vouching.EXPIRED, ErrorCode.EXPIRED, "the validation token of this key has expired"),
                List.of(
                        Vouching.REMOVED,
                        ErrorCode.REVOKED,
                        "the validation token of this key was removed by the issuer"))) {
            TokenIssuer.Issued issued = entrance.issue(List.of("vt://" + entrance.vouch(B, (Vouching) each.get(0))));
            told(entrance.show(B, issued), (ErrorCode) each.get(1), (String) each.get(2));
            uniformlyRefused(entrance.show(C, issued));
        }
        uniformlyRefused(entrance.show(B, entrance.issue(List.of("vt://" + entrance.vouch(B, Vouching.UNKNOWN)))));

        TokenIssuer.Issued issued = entrance.issue(List.of("vt://" + entrance.vouch(B, Vouching.USABLE), NETWORK));
        told(
                entrance.authenticator.authenticate(B, ELSEWHERE, issued.token().reveal()),
                ErrorCode.AUTH_FAILED,
                "the token may not be used from 198.51.100.7");
        issuer.store.tokens().revoke(issued.claims().id());
        told(entrance.show(B, issued), ErrorCode.REVOKED, "the token was revoked");
        uniformlyRefused(entrance.show(C, issued));
    }

    @Test
    void aReferenceSufficesForEachKeyFromWhichTheTokenWasAccepted() {
        String forB = entrance.vouch(B, Vouching.USABLE);
        TokenIssuer.Issued issued =
                entrance.issue(List.of("vt://" + forB, "vt://" + entrance.vouch(C, Vouching.USABLE)));
        uniformlyRefused(entrance.refer(B, issued));
        accepted(entrance.show(B, issued));

        accepted(entrance.refer(B, issued));
        uniformlyRefused(entrance.refer(C, issued));
        accepted(entrance.show(C, issued));
        accepted(entrance.refer(C, issued));
        accepted(entrance.refer(B, issued));
        uniformlyRefused(entrance.refer(D, issued));

        entrance.remove(forB);
        assertEquals(ErrorCode.REVOKED, told(entrance.refer(B, issued)).code());
        accepted(entrance.refer(C, issued));
        issuer.advance(Duration.ofDays(200));
        assertEquals(ErrorCode.EXPIRED, told(entrance.refer(C, issued)).code());
    }

    @Test
    void aRefusedAttemptIsNotRemembered() {
        TokenIssuer.Issued issued = entrance.issue(List.of("vt://" + entrance.vouch(B, Vouching.USABLE), NETWORK));
        told(entrance.authenticator.authenticate(B, ELSEWHERE, issued.token().reveal()));

        assertFalse(issuer.store.tokens().wasAccepted(issued.claims().id(), InstanceId.thumbprint(B)));
        assertEquals(
                Optional.empty(),
                issuer.store.tokens().find(issued.claims().id()).orElseThrow().lastUsed());
    }

    @Test
    void whomATokenCanReachIsSaid() {
        String forB = entrance.vouch(B, Vouching.USABLE);
        String forC = entrance.vouch(C, Vouching.NOT_YET);
        Bearers both = Bearers.of(List.of("vt://" + forB, "vt://" + forC), false);

        assertTrue(entrance.bearers.reach(both, InstanceId.ofKey(B), ""));
        assertTrue(entrance.bearers.reach(both, InstanceId.ofKey(C), ""), "later");
        assertFalse(entrance.bearers.reach(both, InstanceId.ofKey(D), ""));
        assertFalse(entrance.bearers.reach(both, InstanceId.ofKey(B), forB));
        assertTrue(entrance.bearers.reachAnyone(both, forB));
        entrance.remove(forC);
        assertFalse(entrance.bearers.reachAnyone(both, forB));
        assertTrue(entrance.bearers.reachAnyone(both, ""));
        assertTrue(entrance.bearers.reachAnyone(Bearers.FIRST_KEY, forB), "it lists none");
    }
}
