// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import coattail.core.internal.wire.Message;
import coattail.core.internal.wire.RequestCodec;

/**
 * What a request asks for, by which a repeat of it is told from another request under the same key: SHA-256 of what is
 * to be done, the name, the flags, and the body with its type. Who asks, when it is due and which cascade it continues
 * may differ.
 */
record Fingerprint(ByteBuffer digest) {

    static Fingerprint of(Message.CallRequest request) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var body = RequestCodec.bodyOf(request);
            var name = request.name().getBytes(StandardCharsets.UTF_8);
            digest.update((byte) kind(request));
            digest.update((byte) body.type().ordinal());
            digest.update((byte) name.length);
            digest.update(name);
            digest.update(body.view());
            return new Fingerprint(ByteBuffer.wrap(digest.digest()).asReadOnlyBuffer());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** The type and the flags, a bit each. */
    private static int kind(Message.CallRequest request) {
        int verdicts = request.verdicts() ? 1 : 0;
        return request instanceof Message.Perform perform
                ? 2 + verdicts + (perform.thenPublish() ? 4 : 0) + (perform.wantLog() ? 8 : 0)
                : verdicts;
    }
}
