// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import static coattail.core.internal.wire.Flags.ACK_REQ;
import static coattail.core.internal.wire.Flags.END;
import static coattail.core.internal.wire.Flags.MORE;
import static coattail.core.internal.wire.Flags.THEN_PUBLISH;
import static coattail.core.internal.wire.Flags.WANT_LOG;

/**
 * What a frame must and may carry (docs/protocol.md, "Frames"). A RESPONSE has a rule for each request that it may
 * answer.
 */
enum FrameRule {
    HELLO(
            Ending.NEVER,
            0,
            Content.NONE,
            of(Tag.NONCE, Tag.IDKEY, Tag.BOOT, Tag.SETTINGS, Tag.FEATURES),
            of(Tag.AGENT, Tag.TIME)),
    PROOF(Ending.NEVER, 0, Content.NONE, of(Tag.SIG), of()),
    AUTH(Ending.ALWAYS, 0, Content.NONE, of(), of(Tag.TOKEN, Tag.TOKEN_REF)),
    AUTH_OK(Ending.ALWAYS, 0, Content.NONE, of(Tag.GRANT), of(Tag.EXP)),
    REVOKE(Ending.NEVER, 0, Content.NONE, of(Tag.GRANT, Tag.ERRCODE), of(Tag.DETAIL)),
    PING(Ending.NEVER, 0, Content.NONE, of(), of()),
    PONG(Ending.NEVER, 0, Content.NONE, of(), of()),
    CREDIT(Ending.NEVER, 0, Content.NONE, of(), of(Tag.CREDIT_MSGS, Tag.CREDIT_BYTES)),
    GOAWAY(Ending.NEVER, 0, Content.NONE, of(Tag.ERRCODE, Tag.LAST_STREAM), of(Tag.RETRY_MS, Tag.DETAIL)),
    ERROR(Ending.MAY, 0, Content.NONE, of(Tag.ERRCODE), of(Tag.RETRY_MS, Tag.DETAIL)),
    CANCEL(Ending.MAY, 0, Content.NONE, of(), of()),
    PERFORM(
            Ending.WITH_LAST,
            ACK_REQ | WANT_LOG | THEN_PUBLISH,
            Content.ANY,
            of(Tag.GRANT, Tag.NAME),
            of(Tag.TIMEOUT_MS, Tag.IDEMPOTENCY, Tag.PATH, Tag.BODY_LEN, Tag.CREDIT_BYTES, Tag.TRACEPARENT)),
    PUBLISH(
            Ending.WITH_LAST,
            ACK_REQ,
            Content.ANY,
            of(Tag.GRANT, Tag.NAME),
            of(Tag.TIMEOUT_MS, Tag.IDEMPOTENCY, Tag.PATH, Tag.BODY_LEN, Tag.CREDIT_BYTES, Tag.TRACEPARENT)),
    SUBSCRIBE(
            Ending.NEVER,
            0,
            Content.NONE,
            of(Tag.GRANT, Tag.NAME, Tag.RECEIVER, Tag.SUB_ID, Tag.CREDIT_MSGS, Tag.CREDIT_BYTES),
            of(Tag.POLICY, Tag.WINDOW)),
    UNSUBSCRIBE(Ending.ALWAYS, 0, Content.NONE, of(Tag.GRANT), of(Tag.SUB_ID)),
    LIST(Ending.ALWAYS, 0, Content.NONE, of(Tag.GRANT), of(Tag.NAME, Tag.CREDIT_BYTES)),
    TRACE(Ending.ALWAYS, 0, Content.NONE, of(Tag.GRANT, Tag.TRACEPARENT), of(Tag.CREDIT_BYTES)),
    NOTIFY(
            Ending.NEVER,
            ACK_REQ | MORE,
            Content.ANY,
            of(Tag.EVENT_ID, Tag.SEQ),
            of(Tag.TIMEOUT_MS, Tag.PATH, Tag.BODY_LEN, Tag.TRACEPARENT)),
    ACK(Ending.NEVER, 0, Content.NONE, of(Tag.SEQ, Tag.STATUS), of()),
    RESPONSE_TO_PERFORM(Ending.WITH_LAST, 0, Content.ANY, of(), of(Tag.BODY_LEN, Tag.ERRCODE, Tag.COUNTS, Tag.DETAIL)),
    RESPONSE_TO_PUBLISH(Ending.ALWAYS, 0, Content.NONE, of(Tag.COUNTS), of()),
    RESPONSE_TO_SUBSCRIBE(Ending.NEVER, 0, Content.NONE, of(Tag.SEQ, Tag.DROPPED, Tag.EPOCH), of()),
    RESPONSE_TO_UNSUBSCRIBE(Ending.ALWAYS, 0, Content.NONE, of(), of()),
    RESPONSE_TO_LIST(Ending.WITH_LAST, 0, Content.JSON, of(), of(Tag.BODY_LEN)),
    RESPONSE_TO_TRACE(Ending.WITH_LAST, 0, Content.JSON, of(), of(Tag.BODY_LEN)),
    CHUNK(Ending.MAY, MORE, Content.ANY, of(), of());

    /** Whether END stands in the frame. */
    enum Ending {
        NEVER,
        MAY,
        ALWAYS,
        /** END or MORE, and not both. */
        WITH_LAST
    }

    /** What the body may be. */
    enum Content {
        NONE,
        JSON,
        ANY
    }

    private final Ending ending;
    private final int flags;
    private final Content content;
    private final long must;
    private final long may;

    FrameRule(Ending ending, int flags, Content content, long must, long may) {
        this.ending = ending;
        this.flags = flags | (ending == Ending.NEVER ? 0 : END) | (ending == Ending.WITH_LAST ? MORE : 0);
        this.content = content;
        this.must = must;
        this.may = must | may;
    }

    Content content() {
        return content;
    }

    boolean allows(Tag tag) {
        return (may & tag.bit()) != 0;
    }

    void checkFlags(int given) throws ProtocolException {
        boolean end = (given & END) != 0;
        boolean right =
                switch (ending) {
                    case NEVER, MAY -> true;
                    case ALWAYS -> end;
                    case WITH_LAST -> end != ((given & MORE) != 0);
                };
        if ((given & ~flags) != 0 || !right) {
            throw ProtocolException.malformed("flags " + Integer.toHexString(given) + " in " + this);
        }
    }

    void checkPresent(long tags) throws ProtocolException {
        long missing = must & ~tags;
        if (missing != 0) {
            throw ProtocolException.malformed(
                    "no " + Tag.values()[Long.numberOfTrailingZeros(missing)] + " in " + this);
        }
    }

    private static long of(Tag... tags) {
        long bits = 0;
        for (Tag tag : tags) {
            bits |= tag.bit();
        }
        return bits;
    }
}
