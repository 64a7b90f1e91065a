// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.identity;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import coattail.core.spi.KeyPin;
import coattail.core.spi.TlsIdentity;

/** The keys of this instance. Safe for use by several threads. */
public final class InstanceKeys {
    private static final String IDENTITY = "vt-key";
    private static final String CERTIFICATE = "tls-cert.pem";

    private final KeyFolder folder;
    private final PrivateKeyPair identity;
    private final TokenKeys tokenKeys;
    private final InstantSource clock;
    private final SecureRandom random;
    private volatile TlsIdentity tls;

    private InstanceKeys(
            KeyFolder folder,
            PrivateKeyPair identity,
            TokenKeys tokenKeys,
            TlsIdentity tls,
            InstantSource clock,
            SecureRandom random) {
        this.folder = folder;
        this.identity = identity;
        this.tokenKeys = tokenKeys;
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
            throw KeyPairFiles.missing(path, owner.get());
        }
        var folder = KeyFolder.open(path);
        PrivateKeyPair identity = new KeyPairFiles(folder, IDENTITY).open(owner, random, spki -> false);
        String id = InstanceId.ofKey(identity.publicKey());
        if (owner.isPresent() && !owner.get().equals(id)) {
            throw new IdentityException("the database belongs to " + owner.get() + ", but "
                    + folder.path(IDENTITY + ".pem") + " is the key of " + id
                    + "; bring together what belongs together");
        }
        TokenKeys tokens = TokenKeys.open(folder, owner, random);
        X509Certificate certificate = folder.read(CERTIFICATE)
                .flatMap(Pem.CERTIFICATE::decode)
                .flatMap(Certificates::parse)
                .filter(found -> Certificates.isGood(found, identity, clock.instant()))
                .orElseGet(() -> newCertificate(folder, identity, clock, random));
        var tls = new TlsIdentity(identity.jdkPrivateKey(), certificate);
        return new InstanceKeys(folder, identity, tokens, tls, clock, random);
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

    /** When the identity was made, as its file says. */
    public Instant made() {
        return folder.modified(IDENTITY + ".pem");
    }

    /** The keys of authentication tokens. */
    public TokenKeys tokenKeys() {
        return tokenKeys;
    }

    /** The key that signs authentication tokens. */
    public TokenKey tokenKey() {
        return tokenKeys.current();
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
}
