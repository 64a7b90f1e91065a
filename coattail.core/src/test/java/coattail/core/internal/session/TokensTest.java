// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import static coattail.core.internal.session.Samples.perform;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import coattail.api.ErrorCode;
import coattail.core.internal.session.Recorder.Answers;
import coattail.core.internal.wire.FrameType;
import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.RawFrame;

/** docs/protocol.md, "Tokens and grants". */
class TokensTest {
    private final Pair pair = new Pair().opened();

    @Test
    void aTokenReachesItsIssuerAndTheGrantItsHolder() {
        Answers auth = pair.ask(pair.dialler, new Message.AuthToken("eyJ.abc.def"));
        var shown = pair.listener.told.shown.get(0);
        assertEquals(new Message.AuthToken("eyJ.abc.def"), shown.request());
        assertEquals("AuthToken[***]", shown.request().toString());
        assertFalse(pair.dialler.session.open() || pair.listener.session.open());

        pair.listener.session.grant(shown.stream(), 3, 1_800_000_000L);
        pair.flush();
        assertEquals(List.of(new Message.AuthOk(3, 1_800_000_000L)), auth.answers);
        assertTrue(pair.dialler.session.open() && pair.listener.session.open());
    }

    @Test
    void aReferenceIsRefusedAndTheTokenTaken() {
        Answers reference = pair.ask(pair.dialler, new Message.AuthReference(Pair.JTI));
        assertEquals(
                new Message.AuthReference(Pair.JTI),
                pair.listener.told.shown.get(0).request());
        refuse(0);
        assertEquals(ErrorCode.AUTH_FAILED, reference.failure().code());
        Answers token = pair.ask(pair.dialler, new Message.AuthToken("eyJ.abc.def"));
        pair.listener.session.grant(pair.listener.told.shown.get(1).stream(), 1, -1);
        pair.flush();
        assertEquals(new Message.AuthOk(1, -1), token.answer());
    }

    @Test
    void threeRefusalsWithoutAnyGrantEndTheConnection() {
        for (int i = 0; i < 3; i++) {
            assertFalse(pair.listener.told.over);
            Answers auth = pair.ask(pair.dialler, new Message.AuthToken("eyJ.abc.def"));
            refuse(i);
            assertEquals(ErrorCode.AUTH_FAILED, auth.failure().code(), "each is told on its stream");
        }
        assertEquals(ErrorCode.AUTH_FAILED, pair.listener.told.end.code());
        assertEquals(ErrorCode.AUTH_FAILED, pair.dialler.told.end.code());
    }

    @Test
    void refusalsDoNotEndAConnectionThatHasAGrant() {
        pair.grant(pair.listener, pair.dialler, 1);
        for (int i = 0; i < 5; i++) {
            pair.ask(pair.dialler, new Message.AuthToken("eyJ.abc.def"));
            refuse(i);
            pair.pass(1_000);
        }
        assertTrue(pair.listener.session.open());
    }

    @Test
    void tokensAreShownOnceASecond() {
        Bare listener = Bare.listener(Phase.OPEN); // one was shown
        RawFrame[] auth = new RawFrame[9];
        for (int i = 0; i < auth.length; i++) {
            auth[i] = RawFrame.of(FrameType.AUTH, 3 + 2 * i).flags(1).tag(0x10, "41");
        }
        listener.say(auth[0]).say(auth[1]);
        assertTrue(listener.session.open());
        listener.now += 1_000;
        listener.say(auth[2]);
        listener.now += 1_000;
        listener.say(auth[3]);
        assertTrue(listener.session.open());
        listener.now += 999;
        listener.say(auth[4]);
        assertEquals(ErrorCode.CALM, listener.told.end.code());
        assertEquals(5, listener.told.shown.size());
    }

    @Test
    void fourGrantsAreAllThatAConnectionHas() {
        for (int grant = 1; grant <= 4; grant++) {
            pair.grant(pair.dialler, pair.listener, grant);
            pair.pass(1_000);
        }
        Answers fifth = pair.ask(pair.dialler, new Message.AuthToken("eyJ.abc.def"));
        assertEquals(ErrorCode.BUSY, fifth.failure().code());
        assertEquals(4, pair.listener.told.shown.size());

        pair.listener.session.revoke(2, ErrorCode.EXPIRED, "");
        pair.pass(1_000);
        pair.grant(pair.dialler, pair.listener, 5);
        assertEquals(5, pair.listener.told.shown.size());
    }

    @Test
    void aRevokedGrantIsToldAndNotTakenAnyMore() {
        pair.grant(pair.dialler, pair.listener, 1);
        pair.listener.session.revoke(1, ErrorCode.REVOKED, "by its operator");
        pair.listener.session.revoke(1, ErrorCode.REVOKED, "again");
        pair.listener.session.revoke(2, ErrorCode.REVOKED, "never given");
        pair.flush();
        assertEquals(List.of("1 REVOKED by its operator"), pair.dialler.told.revoked);

        Answers call = pair.ask(pair.dialler, perform());
        assertEquals(ErrorCode.AUTH_REQUIRED, call.failure().code());
        assertTrue(pair.listener.told.asked.isEmpty());
    }

    @Test
    void aGrantOfTheOtherDirectionIsNone() {
        pair.grant(pair.listener, pair.dialler, 1);
        Answers call = pair.ask(pair.dialler, perform());
        assertEquals(ErrorCode.AUTH_REQUIRED, call.failure().code());
        Answers other = pair.ask(pair.listener, perform());
        assertTrue(other.failures.isEmpty());
        assertInstanceOf(Message.Perform.class, pair.dialler.told.asked.get(0).request());
    }

    @Test
    void onlyAnIssuerRevokes() {
        Bare listener = Bare.listener(Phase.OPEN); // which holds nothing
        listener.say(RawFrame.of(FrameType.REVOKE, 0).tag(0x12, "0001").tag(0x30, "0104"));
        assertEquals(ErrorCode.PROTOCOL, listener.told.end.code());
        assertTrue(listener.told.revoked.isEmpty());

        Bare dialler = Bare.dialler();
        dialler.say(RawFrame.of(FrameType.REVOKE, 0).tag(0x12, "0002").tag(0x30, "0104"));
        assertEquals(ErrorCode.PROTOCOL, dialler.told.end.code());
    }

    @Test
    void aGrantThatCannotBeEndsTheConnection() {
        for (String grant : new String[] {"0000", "0001"}) {
            Bare dialler = Bare.dialler(); // which holds grant 1
            Answers auth = dialler.open(new Message.AuthToken("eyJ.abc.def"));
            dialler.say(RawFrame.of(FrameType.AUTH_OK, 3).flags(1).tag(0x12, grant));
            assertEquals(ErrorCode.PROTOCOL, dialler.told.end.code());
            assertTrue(auth.answers.isEmpty());
            assertEquals(ErrorCode.NOT_CONNECTED, auth.failure().code());
        }
    }

    @Test
    void eachRequestHasItsAnswer() {
        Bare dialler = Bare.dialler();
        dialler.open(perform());
        dialler.say(RawFrame.of(FrameType.AUTH_OK, 3).flags(1).tag(0x12, "0002"));
        assertEquals(ErrorCode.PROTOCOL, dialler.told.end.code());

        Bare other = Bare.dialler();
        Answers auth = other.open(new Message.AuthToken("eyJ.abc.def"));
        other.say(RawFrame.of(FrameType.RESPONSE, 3).flags(1));
        assertEquals(ErrorCode.PROTOCOL, other.told.end.code());
        assertTrue(auth.answers.isEmpty());
    }

    private void refuse(int shown) {
        pair.listener.session.refuse(pair.listener.told.shown.get(shown).stream(), Pair.failure(ErrorCode.AUTH_FAILED));
        pair.flush();
    }
}
