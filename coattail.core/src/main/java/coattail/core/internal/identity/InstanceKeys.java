// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.identity;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

import coattail.core.spi.KeyPin;
import coattail.core.spi.TlsIdentity;

/** The keys of this instance. Safe for use by several threads. */
public final class InstanceKeys {
    private static final String IDENTITY = "vt-key";
    private static final String TOKENS = "auth-key";
    private static final String CERTIFICATE = "tls-cert.pem";

    private final KeyFolder folder;
    private final PrivateKeyPair identity;
    private final TokenKey tokenKey;
    private final InstantSource clock;
    private final SecureRandom random;
    private volatile TlsIdentity tls;

    private InstanceKeys(
            KeyFolder folder,
            PrivateKeyPair identity,
            TokenKey tokenKey,
            TlsIdentity tls,
            InstantSource clock,
            SecureRandom random) {
        this.folder = folder;
        this.identity = identity;
        this.tokenKey = tokenKey;
        this.tls = tls;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Reads the keys, and makes what is missing where nothing depends on it yet. A private key is never overwritten,
     * and not made where a database says that there was one. Call it with the database open, which keeps a second
     * process out.
     *
     * @param path the folder of the keys, made if it is missing
     * @param owner the instance that the database belongs to, empty for a new database
     * @param clock what certificates are dated by
     * @param random where keys and serial numbers come from
     * @throws IdentityException if a key is missing, unreadable, not the database's, or within reach of others
     */
    public static InstanceKeys open(Path path, Optional<String> owner, InstantSource clock, SecureRandom random) {
        requireNonNull(owner, "owner");
        if (owner.isPresent() && !KeyFolder.exists(path)) {
            throw missing(path, owner.get());
        }
        var folder = KeyFolder.open(path);
        PrivateKeyPair identity = open(folder, IDENTITY, owner, random);
        String id = InstanceId.ofKey(identity.publicKey());
        if (owner.isPresent() && !owner.get().equals(id)) {
            throw new IdentityException("the database belongs to " + owner.get() + ", but "
                    + folder.path(IDENTITY + ".pem") + " is the key of " + id
                    + "; bring together what belongs together");
        }
        PrivateKeyPair tokens = open(folder, TOKENS, owner, random);
        X509Certificate certificate = folder.read(CERTIFICATE)
                .flatMap(Pem.CERTIFICATE::decode)
                .flatMap(Certificates::parse)
                .filter(found -> Certificates.isGood(found, identity, clock.instant()))
                .orElseGet(() -> newCertificate(folder, identity, clock, random));
        var tls = new TlsIdentity(identity.jdkPrivateKey(), certificate);
        return new InstanceKeys(folder, identity, TokenKey.of(tokens), tls, clock, random);
    }

    /** This instance's id. */
    public String instanceId() {
        return InstanceId.ofKey(identity.publicKey());
    }

    /** The raw public identity key, 32 bytes; a copy. */
    public byte[] publicKey() {
        return identity.publicKey();
    }

    /** The public identity key as DER encoded SubjectPublicKeyInfo; a copy. */
    public byte[] spki() {
        return identity.spki();
    }

    /** The pin of the identity key. */
    public KeyPin pin() {
        return KeyPin.of(identity.spki());
    }

    /** Signs with the identity key: 64 bytes. */
    public byte[] sign(byte[] message) {
        return identity.sign(message);
    }

    /** The identity as a key that signs tokens: those that say whose key it is. */
    public TokenKey identityKey() {
        return TokenKey.of(identity);
    }

    /** The key that signs authentication tokens. */
    public TokenKey tokenKey() {
        return tokenKey;
    }

    /** What this instance shows of itself in TLS. */
    public TlsIdentity tls() {
        return tls;
    }

    /**
     * Makes a new certificate if the present one has lived two thirds of its life.
     *
     * @return whether {@link #tls()} is another one now
     * @throws IdentityException if it can't be written; the present one stays
     */
    public synchronized boolean renewCertificate() {
        if (Certificates.isGood(tls.certificate(), identity, clock.instant())) {
            return false;
        }
        tls = new TlsIdentity(tls.key(), newCertificate(folder, identity, clock, random));
        return true;
    }

    @Override
    public String toString() {
        return "InstanceKeys[" + instanceId() + "]";
    }

    private static PrivateKeyPair open(KeyFolder folder, String name, Optional<String> owner, SecureRandom random) {
        String privateFile = name + ".pem";
        String publicFile = name + ".pub";
        Optional<byte[]> secret = folder.readSecret(privateFile);
        Optional<byte[]> known = folder.read(publicFile);
        if (secret.isEmpty()) {
            if (owner.isPresent()) {
                throw missing(folder.path(privateFile), owner.get());
            }
            if (known.isPresent()) {
                // The private key is written first, so this isn't what a crash leaves: somebody took it away.
                throw new IdentityException(folder.path(privateFile) + " is missing, though " + publicFile
                        + " is there; restore it from a backup, or remove the .pub file to begin with a new key");
            }
            var pair = PrivateKeyPair.generate(random);
            folder.write(privateFile, Pem.PRIVATE_KEY.encode(pair.toPkcs8()));
            folder.write(publicFile, Pem.PUBLIC_KEY.encode(pair.spki()));
            return pair;
        }
        PrivateKeyPair pair = Pem.PRIVATE_KEY
                .decode(secret.get())
                .flatMap(PrivateKeyPair::fromPkcs8)
                .orElseThrow(() -> new IdentityException(folder.path(privateFile)
                        + " isn't an Ed25519 private key in PEM (PKCS#8); restore it from a backup"));
        if (known.isEmpty()) {
            folder.write(publicFile, Pem.PUBLIC_KEY.encode(pair.spki()));
        } else if (!Pem.PUBLIC_KEY
                .decode(known.get())
                .filter(der -> Arrays.equals(der, pair.spki()))
                .isPresent()) {
            throw new IdentityException(folder.path(publicFile) + " isn't the public half of " + privateFile
                    + "; restore both from one backup, or remove the .pub file if the .pem is right");
        }
        return pair;
    }

    private static X509Certificate newCertificate(
            KeyFolder folder, PrivateKeyPair identity, InstantSource clock, SecureRandom random) {
        X509Certificate certificate = Certificates.selfSigned(identity, clock.instant(), random);
        try {
            folder.write(CERTIFICATE, Pem.CERTIFICATE.encode(certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("can't encode the certificate just made", e);
        }
        return certificate;
    }

    private static IdentityException missing(Path path, String owner) {
        return new IdentityException(path + " is missing, but the database belongs to " + owner
                + "; restore the keys from a backup, or move the database away to begin as a new instance");
    }
}
