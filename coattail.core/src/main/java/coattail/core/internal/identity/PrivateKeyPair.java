// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.identity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519.Algorithm;

/** A private Ed25519 key with its public half. */
final class PrivateKeyPair {

    /**
     * DER of a PrivateKeyInfo, version 1, up to the seed (RFC 8410, 7): nothing in it varies, which spares an ASN.1
     * parser.
     */
    private static final byte[] PKCS8_HEADER = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private final Ed25519PrivateKeyParameters key;
    private final byte[] publicKey;

    private PrivateKeyPair(Ed25519PrivateKeyParameters key) {
        this.key = key;
        this.publicKey = key.generatePublicKey().getEncoded();
    }

    static PrivateKeyPair generate(SecureRandom random) {
        return new PrivateKeyPair(new Ed25519PrivateKeyParameters(random));
    }

    /** The key in a PKCS#8 structure; empty if that is anything but an Ed25519 key without attributes. */
    static Optional<PrivateKeyPair> fromPkcs8(byte[] der) {
        if (der.length != PKCS8_HEADER.length + Ed25519PrivateKeyParameters.KEY_SIZE
                || !Arrays.equals(der, 0, PKCS8_HEADER.length, PKCS8_HEADER, 0, PKCS8_HEADER.length)) {
            return Optional.empty();
        }
        return Optional.of(new PrivateKeyPair(new Ed25519PrivateKeyParameters(der, PKCS8_HEADER.length)));
    }

    byte[] toPkcs8() {
        byte[] der = Arrays.copyOf(PKCS8_HEADER, PKCS8_HEADER.length + Ed25519PrivateKeyParameters.KEY_SIZE);
        key.encode(der, PKCS8_HEADER.length);
        return der;
    }

    byte[] publicKey() {
        return publicKey.clone();
    }

    byte[] spki() {
        return InstanceId.toSpki(publicKey);
    }

    byte[] sign(byte[] message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_BYTES];
        key.sign(Algorithm.Ed25519, null, message, 0, message.length, signature, 0);
        return signature;
    }

    Ed25519PrivateKeyParameters parameters() {
        return key;
    }

    PrivateKey jdkPrivateKey() {
        try {
            return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(toPkcs8()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime has no Ed25519", e);
        }
    }

    PublicKey jdkPublicKey() {
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime has no Ed25519", e);
        }
    }

    @Override
    public String toString() {
        return "PrivateKeyPair[" + InstanceId.thumbprint(publicKey) + "]";
    }
}
