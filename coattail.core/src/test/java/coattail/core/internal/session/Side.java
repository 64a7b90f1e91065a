// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

import coattail.core.internal.identity.InstanceId;
import coattail.core.internal.wire.Id16;

/** One end of a connection in memory: a session, what it tells, and what it has written and nobody has read. */
final class Side implements Channel {
    static final int MAX_MESSAGE = 12_000;

    final Role role;
    final SeedSigner signer;
    final Recorder told;
    final Deque<ByteBuffer> written = new ArrayDeque<>();
    Session session;
    boolean closed;

    Side(Role role, SeedSigner signer, Recorder told) {
        this.role = role;
        this.signer = signer;
        this.told = told;
    }

    /** A side with a session whose other side has this key, and that hasn't started. */
    static Side of(Role role, SeedSigner own, SeedSigner peer, Random random) {
        var side = new Side(role, own, new Recorder());
        side.session = new Session(
                role,
                config(own, MAX_MESSAGE, 64, random),
                side.spki(),
                InstanceId.toSpki(peer.publicKey()),
                side,
                side.told,
                0);
        return side;
    }

    static SessionConfig config(Signer signer, int maxMessage, int maxStreams, Random random) {
        return new SessionConfig(signer, Id16.parse("0b".repeat(16)), maxMessage, maxStreams, "test", random);
    }

    byte[] spki() {
        return InstanceId.toSpki(signer.publicKey());
    }

    @Override
    public void write(ByteBuffer bytes) {
        if (closed) {
            throw new AssertionError("a write after close");
        }
        if (written.size() == 2) {
            throw new AssertionError("a third write");
        }
        if (bytes.remaining() < 1 || bytes.remaining() > 16_000) {
            throw new AssertionError("a write of " + bytes.remaining() + " bytes");
        }
        written.add(bytes);
    }

    @Override
    public void close() {
        closed = true;
    }
}
