// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.nio.ByteBuffer;
import java.util.Arrays;

import coattail.api.ErrorCode;
import coattail.core.internal.identity.Ed25519;
import coattail.core.internal.identity.InstanceId;
import coattail.core.internal.wire.Frame;
import coattail.core.internal.wire.FrameWriter;
import coattail.core.internal.wire.Hello;
import coattail.core.internal.wire.HelloCodec;
import coattail.core.internal.wire.ProofCodec;
import coattail.core.internal.wire.ProtocolException;

/**
 * PREFACE, HELLO and PROOF of both sides (docs/protocol.md, "Opening"). The listener speaks first: what a dialler sends
 * before it has read something can get stuck behind the TLS handshake.
 */
final class Opening {
    private static final int NONCE = 32;

    private final Role role;
    private final SessionConfig config;
    private final byte[] localSpki;
    private final byte[] peerSpki;
    private final byte[] ownHello;
    private final ByteBuffer preface = ByteBuffer.allocate(Preface.LENGTH);
    private Phase phase = Phase.HELLO;
    private boolean prefaceSent;
    private boolean helloRead;
    private Hello peer;
    private Transcript transcript;

    Opening(Role role, SessionConfig config, byte[] localSpki, byte[] peerSpki) {
        this.role = role;
        this.config = config;
        this.localSpki = localSpki.clone();
        this.peerSpki = peerSpki.clone();
        byte[] nonce = new byte[NONCE];
        config.random().nextBytes(nonce);
        var out = new FrameWriter();
        HelloCodec.encode(
                out,
                new Hello(
                        nonce,
                        config.signer().publicKey(),
                        config.boot(),
                        config.maxMessage(),
                        config.maxStreams(),
                        config.agent()));
        ByteBuffer bytes = out.take();
        ownHello = new byte[bytes.remaining()];
        bytes.get(ownHello);
    }

    /** {@link Phase#PROVEN} once it is over. */
    Phase phase() {
        return phase;
    }

    /** What the other side said, once it is over. */
    Hello peer() {
        return peer;
    }

    /** The listener begins. */
    void start(Writer writer) {
        if (role == Role.LISTENER) {
            greet(writer);
        }
    }

    /** Takes what belongs to the PREFACE. @return whether it is whole, and frames follow */
    boolean readPreface(ByteBuffer in) throws ProtocolException {
        if (!preface.hasRemaining()) {
            return true;
        }
        while (preface.hasRemaining() && in.hasRemaining()) {
            preface.put(in.get());
        }
        if (preface.hasRemaining()) {
            return false;
        }
        Preface.check(preface.array());
        if (role == Role.LISTENER) {
            Preface.checkVersion(preface.array());
        }
        return true;
    }

    void hello(Frame frame, Writer writer) throws ProtocolException {
        helloRead = true;
        Preface.checkVersion(preface.array());
        peer = HelloCodec.decode(frame);
        byte[] key = peer.publicKey();
        if (Arrays.equals(key, config.signer().publicKey())) {
            throw failed("the other side shows this instance's own key");
        }
        if (!Arrays.equals(InstanceId.toSpki(key), peerSpki)) {
            throw failed("the key in HELLO isn't that of the TLS certificate");
        }
        boolean listener = role == Role.LISTENER;
        byte[] hello = frame.toByteArray();
        transcript = new Transcript(
                listener ? localSpki : peerSpki,
                listener ? peerSpki : localSpki,
                listener ? Preface.own() : preface.array(),
                listener ? preface.array() : Preface.own(),
                listener ? ownHello : hello,
                listener ? hello : ownHello);
        phase = Phase.PROOF;
        if (!listener) {
            greet(writer);
            prove(writer);
        }
    }

    void proof(Frame frame, Writer writer) throws ProtocolException {
        byte[] signature = ProofCodec.decode(frame);
        if (!Ed25519.verify(peer.publicKey(), transcript.message(role.other()), signature)) {
            throw failed("the signature of PROOF is wrong");
        }
        if (role == Role.LISTENER) {
            prove(writer);
        }
        phase = Phase.PROVEN;
    }

    /**
     * Makes sure that the other side can read an ERROR, which a dialler can only send behind its PREFACE.
     *
     * @return false where it is too early for any byte, or there is no version in which to say it
     */
    boolean makeHeard(ErrorCode code, Writer writer) {
        if (role == Role.DIALLER && helloRead && !prefaceSent) {
            prefaceSent = true;
            writer.control(out -> out.raw(Preface.own()));
        }
        return prefaceSent && code != ErrorCode.VERSION;
    }

    private void greet(Writer writer) {
        prefaceSent = true;
        writer.control(out -> {
            out.raw(Preface.own());
            out.raw(ownHello);
        });
    }

    private void prove(Writer writer) {
        byte[] signature = config.signer().sign(transcript.message(role));
        writer.control(out -> ProofCodec.encode(out, signature));
    }

    private static ProtocolException failed(String detail) {
        return new ProtocolException(ErrorCode.PROOF_FAILED, detail);
    }
}
