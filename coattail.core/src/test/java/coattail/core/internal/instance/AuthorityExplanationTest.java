// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import static coattail.core.admin.PeerOperation.PERFORM;
import static coattail.core.admin.PeerOperation.PUBLISH;
import static coattail.core.admin.PeerOperation.SUBSCRIBE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.AuthorityChange;
import coattail.core.admin.AuthorityExplanation;
import coattail.core.admin.AuthorityRule;
import coattail.core.admin.NewToken;
import coattail.core.admin.Permissions;
import coattail.core.admin.TokenRequest;
import coattail.core.internal.session.Role;

/** What is said of a peer's authority where more than its permissions decides; and that what it says is so. */
class AuthorityExplanationTest {
    private static final Duration LONG = Duration.ofDays(10);
    private static final String ELSEWHERE = "ipv4://192.0.2.0/24";
    private static final Permissions.Limits NARROW = new Permissions.Limits(5, 6, 7, 8, 9_000);

    @TempDir
    Path directory;

    private AuthorityTrial trial;
    private HostileSide side;

    @BeforeEach
    void open() throws Exception {
        trial = new AuthorityTrial(directory);
        side = trial.peer();
    }

    @AfterEach
    void close() {
        trial.close();
    }

    private static TokenRequest request(List<String> performable, List<String> bearers) {
        return request(performable, bearers, Optional.empty(), Duration.ZERO);
    }

    private static TokenRequest request(
            List<String> performable, List<String> bearers, Optional<String> boundTo, Duration notBefore) {
        return new TokenRequest(
                performable,
                List.of(),
                List.of("news"),
                bearers,
                false,
                boundTo,
                notBefore,
                Optional.empty(),
                true,
                true,
                NARROW);
    }

    private TokenRequest own(String... performable) {
        return request(List.of(performable), List.of(), Optional.of(side.id()), Duration.ZERO);
    }

    private NewToken issue(TokenRequest request) {
        return trial.north.tokens().issue(request);
    }

    private AuthorityExplanation holds(boolean allowed, NewToken... tokens) throws Exception {
        return trial.holds(side, Role.LISTENER, PERFORM, "act", allowed, tokens);
    }

    private AuthorityExplanation flips(AuthorityExplanation explained, int change) throws Exception {
        return trial.flips(side, Role.LISTENER, explained, explained.changes().get(change));
    }

    private static void assertRule(AuthorityRule rule, NewToken token, AuthorityExplanation explained) {
        assertEquals(rule, explained.rule(), explained::toString);
        assertEquals(Optional.of(token.status().id()), explained.token());
        assertEquals(explained.reason(), explained.tokens().get(0).reason());
    }

    private static TokenRequest issued(AuthorityExplanation explained) {
        var changes = explained.changes();
        return ((AuthorityChange.Issue) changes.get(changes.size() - 1)).request();
    }

    private static void assertNote(String words, AuthorityExplanation explained) {
        assertTrue(explained.notes().stream().anyMatch(note -> note.contains(words)), explained::toString);
    }

    @Test
    void whoHasNoTokenIsGivenOneForThisAlone() throws Exception {
        var none = holds(false);
        assertEquals(AuthorityRule.NO_TOKEN, none.rule());
        assertEquals(Optional.empty(), none.token());
        assertEquals(List.of(), none.tokens());
        var request = issued(none);
        assertEquals(List.of("act"), request.performable());
        assertEquals(List.of(), request.publishable());
        assertEquals(List.of(), request.subscribable());
        assertEquals(Optional.of("peer0"), request.boundTo());
        assertEquals(Optional.of(TokenRequest.DEFAULT_LIFETIME), request.lifetime());
        assertEquals(Permissions.Limits.DEFAULT, request.limits());
        flips(none, 0);
    }

    @Test
    void aNewTokenKeepsAllThatTheOneInUseAllows() throws Exception {
        var token = issue(own("other"));
        var lacking = holds(false, token);
        assertRule(AuthorityRule.NOT_NAMED, token, lacking);
        var request = issued(lacking);
        assertEquals(List.of("other", "act"), request.performable());
        assertEquals(List.of("news"), request.subscribable());
        assertTrue(request.logs() && request.trace());
        assertEquals(Optional.empty(), request.lifetime());
        assertEquals(NARROW, request.limits());
        var flipped = flips(lacking, 0);
        assertEquals(AuthorityRule.NAMED, flipped.rule());
        assertEquals(
                List.of(AuthorityRule.NAMED, AuthorityRule.NOT_NAMED),
                flipped.tokens().stream().map(one -> one.rule()).toList());
    }

    @Test
    void whatWasRevokedIsNotGivenBackButForThis() throws Exception {
        var token = issue(
                request(List.of("act", "other"), List.of("ipv4://127.0.0.0/8"), Optional.of(side.id()), Duration.ZERO));
        holds(true, token);
        trial.north.tokens().revoke(token.status().id());
        var revoked = holds(false, token);
        assertRule(AuthorityRule.REVOKED, token, revoked);
        var request = issued(revoked);
        assertEquals(List.of("act"), request.performable());
        assertEquals(List.of(), request.subscribable());
        assertFalse(request.logs() || request.trace());
        assertEquals(NARROW, request.limits());
        assertEquals(List.of("ipv4://127.0.0.0/8"), request.bearers());
        flips(revoked, 0);
    }

    @Test
    void whatCantBeUsedYetIsWaitedFor() throws Exception {
        var token = issue(request(List.of("act"), List.of(), Optional.of(side.id()), LONG));
        var early = holds(false, token);
        assertRule(AuthorityRule.NOT_YET_VALID, token, early);
        assertEquals(
                new AuthorityChange.Wait(token.status().permissions().notBefore()),
                early.changes().get(0));
        assertEquals(2, early.changes().size());
        flips(early, 0);
    }

    @Test
    void insteadOfWaitingThereIsANewToken() throws Exception {
        var token = issue(request(List.of("act"), List.of(), Optional.of(side.id()), LONG));
        var early = holds(false, token);
        assertEquals(List.of("act"), issued(early).performable());
        flips(early, 1);
    }

    @Test
    void aValidationTokenIsWaitedForTogetherWithItsToken() throws Exception {
        var id = trial.vouch(side, LONG, LONG);
        var token = issue(request(List.of("act"), List.of("vt://" + id), Optional.empty(), Duration.ofDays(1)));
        assertEquals(
                List.of(
                        "it can't be used before "
                                + token.status().permissions().notBefore(),
                        "it is for the keys of validation tokens, and none that it lists can be used yet"),
                trial.north.tokens().explain(token.reveal()).obstacles());
        trial.north.setForward(Duration.ofDays(2));
        var early = holds(false, token);
        assertRule(AuthorityRule.VALIDATION_NOT_YET_VALID, token, early);
        assertEquals(
                trial.north.validations().show(id).notBefore(),
                ((AuthorityChange.Wait) early.changes().get(0)).until());
        assertEquals(List.of(), issued(early).bearers());
        assertNote("rests on no validation token", early);
        flips(early, 0);
    }

    /** A token that another key may use as well, so that it stays when this peer's validation token goes. */
    private NewToken shared(String validation) throws Exception {
        var other = trial.vouch(trial.peer(), Duration.ZERO, LONG);
        return issue(request(List.of("act"), List.of("vt://" + validation, "vt://" + other)));
    }

    @Test
    void aValidationTokenThatWasRemovedIsAddedAgain() throws Exception {
        var id = trial.vouch(side, Duration.ZERO, LONG);
        var token = shared(id);
        var allowed = holds(true, token);
        assertRule(AuthorityRule.NAMED, token, allowed);
        assertNote("for the keys of others as well", allowed);
        trial.north.validations().remove(id);
        // Of the token it is said whether anybody may use it, and the other may.
        assertEquals(List.of(), trial.north.tokens().explain(token.reveal()).obstacles());
        var removed = trial.why(side, PERFORM, "act");
        assertRule(AuthorityRule.VALIDATION_REMOVED, token, removed);
        assertEquals(new AuthorityChange.AddValidation(id), removed.changes().get(0));
        flips(removed, 0);
    }

    @Test
    void insteadOfAValidationTokenThereIsATokenForTheKey() throws Exception {
        var id = trial.vouch(side, Duration.ZERO, LONG);
        var token = shared(id);
        holds(true, token);
        trial.north.validations().remove(id);
        var removed = trial.why(side, PERFORM, "act");
        assertEquals(2, removed.changes().size());
        flips(removed, 1);
    }

    @Test
    void aValidationTokenThatHasExpiredCantBeAddedAgain() throws Exception {
        var token = shared(trial.vouch(side, Duration.ZERO, Duration.ofDays(1)));
        holds(true, token);
        trial.north.setForward(Duration.ofDays(2));
        var expired = trial.why(side, PERFORM, "act");
        assertRule(AuthorityRule.VALIDATION_EXPIRED, token, expired);
        assertEquals(1, expired.changes().size());
        flips(expired, 0);
    }

    @Test
    void aNewTokenRestsOnTheSameValidationToken() throws Exception {
        var id = trial.vouch(side, Duration.ZERO, LONG);
        var lacking = holds(false, issue(request(List.of("other"), List.of("vt://" + id))));
        assertEquals(List.of("vt://" + id), issued(lacking).bearers());
        flips(lacking, 0);
    }

    @Test
    void whoIsInNoNetworkOfTheTokenIsGivenHisOwn() throws Exception {
        var token = issue(request(List.of("act"), List.of(ELSEWHERE), Optional.of(side.id()), Duration.ZERO));
        var outside = holds(false, token);
        assertRule(AuthorityRule.NETWORK, token, outside);
        assertEquals(List.of(ELSEWHERE, "ipv4://127.0.0.1/32"), issued(outside).bearers());
        flips(outside, 0);
    }

    @Test
    void whereThePeerIsMayNotBeKnown() {
        var token = issue(request(List.of("act"), List.of(ELSEWHERE), Optional.of(side.id()), Duration.ZERO));
        var away = trial.why(side, PERFORM, "act");
        assertTrue(away.allowed());
        assertRule(AuthorityRule.NAMED, token, away);
        assertNote("may be used from " + ELSEWHERE + " alone; peer0 isn't connected", away);
        assertNote("was never used: the operator of peer0 has to add it", away);
    }

    @Test
    void allThatAllowItAreRevokedTogether() throws Exception {
        var first = issue(own("act"));
        var second = issue(own("*"));
        var allowed = holds(true, first, second);
        assertEquals(
                List.of(new AuthorityChange.Revoke(
                        allowed.tokens().stream().map(one -> one.token()).toList())),
                allowed.changes());
        assertEquals(2, allowed.tokens().size());
        flips(allowed, 0);
    }

    @Test
    void whatComesNearestDecides() throws Exception {
        var revoked = issue(own("act"));
        trial.north.tokens().revoke(revoked.status().id());
        var used = issue(own("other"));
        var wildcard = issue(own("*"));
        holds(true, used, wildcard);
        trial.north.tokens().revoke(wildcard.status().id());
        var lacking = trial.why(side, PERFORM, "act");
        assertRule(AuthorityRule.NOT_NAMED, used, lacking);
        assertEquals(
                List.of(AuthorityRule.NOT_NAMED, AuthorityRule.REVOKED, AuthorityRule.REVOKED),
                lacking.tokens().stream().map(one -> one.rule()).toList());
        assertEquals(List.of("other", "act"), issued(lacking).performable());
    }

    @Test
    void aTokenThatIsBoundToNobodyYetAllowsNobody() throws Exception {
        var token = issue(request(List.of("act"), List.of()));
        var unbound = trial.why(side, PERFORM, "act");
        assertFalse(unbound.allowed());
        assertEquals(AuthorityRule.NO_TOKEN, unbound.rule());
        assertNote("token " + token.status().id() + " is bound to nobody yet", unbound);
        assertRule(AuthorityRule.NAMED, token, holds(true, token));
        assertEquals(
                AuthorityRule.NO_TOKEN, trial.why(trial.peer(), PERFORM, "act").rule());
    }

    @Test
    void aTokenForAnyoneAllowsEverybody() throws Exception {
        var token = issue(new TokenRequest(
                List.of("act"),
                List.of(),
                List.of(),
                List.of(),
                true,
                Optional.empty(),
                Duration.ZERO,
                Optional.empty(),
                false,
                false,
                Permissions.Limits.DEFAULT));
        var unused = trial.why(side, PERFORM, "act");
        assertTrue(unused.allowed());
        assertNote("is for whoever has it; whether peer0 does isn't known", unused);
        assertEquals(AuthorityRule.NO_TOKEN, trial.why(side, PUBLISH, "act").rule());
        var allowed = holds(true, token);
        assertEquals(List.of(), allowed.notes());
        flips(allowed, 0);
    }

    @Test
    void aTokenUnderAKeyThatWasDroppedWasRevoked() throws Exception {
        var token = issue(own("act"));
        holds(true, token);
        trial.north.keys().rotateCompromised();
        var revoked = holds(false, token);
        assertRule(AuthorityRule.REVOKED, token, revoked);
        flips(revoked, 0);
    }

    @Test
    void whatIsUsedMayNotBeWhatAllowsIt() throws Exception {
        var wide = issue(own("act"));
        holds(true, wide);
        var narrow = issue(own("other"));
        var peer = side.connect(Role.LISTENER, Moment.OPEN);
        side.authenticate(peer, narrow);
        var explained = trial.why(side, PERFORM, "act");
        assertRule(AuthorityRule.NAMED, wide, explained);
        assertNote("uses token " + narrow.status().id() + " at the moment", explained);
        peer.end();
    }

    @Test
    void whereNoMoreNamesFitTheNewTokenIsForThisAlone() throws Exception {
        var many = IntStream.range(0, 64).mapToObj(i -> "n" + i).toArray(String[]::new);
        var full = holds(false, issue(own(many)));
        assertEquals(List.of("act"), issued(full).performable());
        flips(full, 0);
    }

    @Test
    void whatNobodyOffersIsSaidToBeSo() throws Exception {
        var token = issue(own("*"));
        var ghost = trial.holds(side, Role.DIALLER, PERFORM, "ghost", true, token);
        assertEquals(List.of("nothing is offered here as 'ghost' at the moment"), ghost.notes());
        assertRule(AuthorityRule.WILDCARD, token, ghost);
        assertRule(AuthorityRule.NAMED, token, trial.why(side, SUBSCRIBE, "news"));
    }

    @Test
    void onlyPeersAndNamesAreAskedAbout() {
        var authority = trial.north.authority();
        for (var wrong : List.<Runnable>of(
                () -> authority.explain("moon", PERFORM, "act"),
                () -> authority.explain(trial.north.id(), PERFORM, "act"),
                () -> authority.explain(side.id(), PERFORM, "../act"),
                () -> authority.explain(side.id(), PERFORM, ""))) {
            assertEquals(
                    ErrorCode.BAD_INPUT,
                    assertThrows(CoattailException.class, wrong::run).code());
        }
    }
}
