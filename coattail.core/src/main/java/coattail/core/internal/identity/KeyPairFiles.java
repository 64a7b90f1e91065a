// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.identity;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/** One key pair on disk: NAME.pem with the private key, NAME.pub with its public half. */
record KeyPairFiles(KeyFolder folder, String name) {

    private String privateFile() {
        return name + ".pem";
    }

    private String publicFile() {
        return name + ".pub";
    }

    /**
     * Reads the pair, or makes it where nothing depends on it yet.
     *
     * @param owner the instance that the database belongs to, empty for a new database
     * @param outdated whether a public half that doesn't fit is what a crash has left in the midst of {@link #replace}
     * @throws IdentityException if it is missing beside a database, unreadable, or within reach of others
     */
    PrivateKeyPair open(Optional<String> owner, SecureRandom random, Predicate<byte[]> outdated) {
        Optional<byte[]> secret = folder.readSecret(privateFile());
        Optional<byte[]> known = folder.read(publicFile());
        if (secret.isEmpty()) {
            if (owner.isPresent()) {
                throw missing(folder.path(privateFile()), owner.get());
            }
            if (known.isPresent()) {
                // The private key is written first, so this isn't what a crash leaves: somebody took it away.
                throw new IdentityException(folder.path(privateFile()) + " is missing, though " + publicFile()
                        + " is there; restore it from a backup, or remove the .pub file to begin with a new key");
            }
            return replace(random);
        }
        PrivateKeyPair pair = Pem.PRIVATE_KEY
                .decode(secret.get())
                .flatMap(PrivateKeyPair::fromPkcs8)
                .orElseThrow(() -> new IdentityException(folder.path(privateFile())
                        + " isn't an Ed25519 private key in PEM (PKCS#8); restore it from a backup"));
        Optional<byte[]> der = known.flatMap(Pem.PUBLIC_KEY::decode);
        if (known.isEmpty() || der.filter(outdated).isPresent()) {
            folder.write(publicFile(), Pem.PUBLIC_KEY.encode(pair.spki()));
        } else if (der.filter(spki -> Arrays.equals(spki, pair.spki())).isEmpty()) {
            throw new IdentityException(folder.path(publicFile()) + " isn't the public half of " + privateFile()
                    + "; restore both from one backup, or remove the .pub file if the .pem is right");
        }
        return pair;
    }

    /** Makes a new pair; the one before is lost, if there was any. */
    PrivateKeyPair replace(SecureRandom random) {
        var pair = PrivateKeyPair.generate(random);
        folder.write(privateFile(), Pem.PRIVATE_KEY.encode(pair.toPkcs8()));
        folder.write(publicFile(), Pem.PUBLIC_KEY.encode(pair.spki()));
        return pair;
    }

    static IdentityException missing(Path path, String owner) {
        return new IdentityException(path + " is missing, but the database belongs to " + owner
                + "; restore the keys from a backup, or move the database away to begin as a new instance");
    }
}
