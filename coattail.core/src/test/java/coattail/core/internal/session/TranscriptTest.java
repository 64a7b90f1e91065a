// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import coattail.core.internal.identity.InstanceId;
import coattail.core.internal.wire.Vectors;

/** docs/protocol.md, "Vectors": T and the PROOFs. */
class TranscriptTest {
    private static final Transcript TRANSCRIPT = new Transcript(
            InstanceId.toSpki(Vectors.bytes("public-listener")), InstanceId.toSpki(Vectors.bytes("public-dialler")),
            Vectors.bytes("preface"), Vectors.bytes("preface"),
            Vectors.bytes("hello-listener"), Vectors.bytes("hello-dialler"));

    @Test
    void hash() {
        assertArrayEquals(Vectors.bytes("transcript"), TRANSCRIPT.hash());
    }

    @Test
    void proofs() {
        assertArrayEquals(Vectors.bytes("seed-listener"), SeedSigner.of(1).seed());
        assertArrayEquals(Vectors.bytes("public-listener"), SeedSigner.of(1).publicKey());
        assertArrayEquals(signature("proof-listener"), SeedSigner.of(1).sign(TRANSCRIPT.message(Role.LISTENER)));
        assertArrayEquals(Vectors.bytes("seed-dialler"), SeedSigner.of(2).seed());
        assertArrayEquals(Vectors.bytes("public-dialler"), SeedSigner.of(2).publicKey());
        assertArrayEquals(signature("proof-dialler"), SeedSigner.of(2).sign(TRANSCRIPT.message(Role.DIALLER)));
    }

    @Test
    void messageNamesTheRole() {
        byte[] dialler = TRANSCRIPT.message(Role.DIALLER);
        assertEquals(114, dialler.length);
        assertFalse(Arrays.equals(dialler, TRANSCRIPT.message(Role.LISTENER)));
    }

    private static byte[] signature(String vector) {
        return Arrays.copyOfRange(Vectors.bytes(vector), 15, 79);
    }
}
