// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.identity;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys that sign this instance's tokens: the one that signs now, and the public halves of those that did before and
 * still verify. The private half of a key is gone when another has taken its place. Safe for use by several threads.
 */
public final class TokenKeys {
    private static final String CURRENT = "auth-key";
    private static final String EARLIER = CURRENT + "-";
    private static final String PUBLIC = ".pub";
    private static final String PRIVATE = ".pem";

    private final KeyFolder folder;
    private final KeyPairFiles files;
    private final SecureRandom random;
    private volatile Held held;
    /** Keys that verify no more, and whose files couldn't be deleted. */
    private final Set<String> left = ConcurrentHashMap.newKeySet();

    /**
     * A key that signed before.
     *
     * @param key its raw public half
     * @param since when another took its place
     */
    private record Earlier(byte[] key, Instant since) {}

    private record Held(TokenKey current, Instant since, Map<String, Earlier> earlier) {}

    private TokenKeys(KeyFolder folder, KeyPairFiles files, SecureRandom random, Held held) {
        this.folder = folder;
        this.files = files;
        this.random = random;
        this.held = held;
    }

    /** Reads the keys, and makes the first where nothing depends on it yet: see {@link KeyPairFiles#open}. */
    static TokenKeys open(KeyFolder folder, Optional<String> owner, SecureRandom random) {
        var files = new KeyPairFiles(folder, CURRENT);
        var earlier = new LinkedHashMap<String, Earlier>();
        for (String name : folder.names(EARLIER, PUBLIC)) {
            String id = name.substring(EARLIER.length(), name.length() - PUBLIC.length());
            earlier.put(id, new Earlier(publicKey(folder, name, id), folder.modified(name)));
        }
        // What is kept of a key is written before the key is replaced: so a rotation was cut off after that.
        PrivateKeyPair pair = files.open(owner, random, spki -> InstanceId.fromSpki(spki)
                .filter(raw -> earlier.containsKey(InstanceId.thumbprint(raw)))
                .isPresent());
        TokenKey current = TokenKey.of(pair);
        if (earlier.remove(current.id()) != null) { // the rotation was cut off before the key was replaced
            folder.delete(file(current.id()));
        }
        return new TokenKeys(
                folder, files, random, new Held(current, folder.modified(CURRENT + PRIVATE), Map.copyOf(earlier)));
    }

    private static byte[] publicKey(KeyFolder folder, String name, String id) {
        return folder.read(name)
                .flatMap(Pem.PUBLIC_KEY::decode)
                .flatMap(InstanceId::fromSpki)
                .filter(raw -> InstanceId.thumbprint(raw).equals(id))
                .orElseThrow(() -> new IdentityException(folder.path(name)
                        + " isn't the public key that its name says; restore it from a backup, or remove it if the"
                        + " tokens under it needn't be accepted any more"));
    }

    /** The key that signs. */
    public TokenKey current() {
        return held.current();
    }

    /** When the key was made that signs, as its file says. */
    public Instant since() {
        return held.since();
    }

    /** The ids of the keys that signed before and still verify, each with when another took its place. */
    public Map<String, Instant> earlier() {
        var times = new LinkedHashMap<String, Instant>();
        held.earlier().forEach((id, key) -> times.put(id, key.since()));
        return times;
    }

    /** The raw public key of an id; empty if tokens under it aren't accepted. */
    public Optional<byte[]> find(String id) {
        Held now = held;
        return now.current().id().equals(id)
                ? Optional.of(now.current().rawPublicKey())
                : Optional.ofNullable(now.earlier().get(id)).map(Earlier::key).map(byte[]::clone);
    }

    /**
     * Makes a new key current. It is on disk when this returns.
     *
     * @param keep whether what the one before has signed still verifies
     * @throws IdentityException if it can't be written; then the one before signs as before. Or, where another has
     *     taken its place already, if what isn't kept of it can't be deleted: see {@link #left}
     */
    public synchronized void rotate(boolean keep) {
        Held before = held;
        String id = before.current().id();
        var earlier = new LinkedHashMap<>(before.earlier());
        // Also where it isn't kept: without it a crash would leave two halves of which nobody knows that they differ.
        folder.write(
                file(id), Pem.PUBLIC_KEY.encode(before.current().publicKey().getEncoded()));
        TokenKey current = TokenKey.of(files.replace(random));
        if (keep) {
            earlier.put(id, new Earlier(before.current().rawPublicKey(), folder.modified(file(id))));
        }
        held = new Held(current, folder.modified(CURRENT + PRIVATE), Map.copyOf(earlier));
        if (!keep) {
            delete(id);
        }
    }

    /**
     * Drops a key that signed before: what it has signed verifies no more.
     *
     * @return whether it verified until now, or its file was still there
     * @throws IdentityException if its file can't be deleted; it verifies no more until the next start, and is one of
     *     {@link #left}
     */
    public synchronized boolean drop(String id) {
        var earlier = new LinkedHashMap<>(held.earlier());
        if (earlier.remove(id) == null && !left.contains(id)) {
            return false;
        }
        held = new Held(held.current(), held.since(), Map.copyOf(earlier));
        delete(id);
        return true;
    }

    /** The ids of keys that verify no more, but would after a start: their files couldn't be deleted. */
    public Set<String> left() {
        return Set.copyOf(left);
    }

    private void delete(String id) {
        left.add(id);
        folder.delete(file(id));
        left.remove(id);
    }

    private static String file(String id) {
        return EARLIER + id + PUBLIC;
    }

    @Override
    public String toString() {
        return "TokenKeys[" + held.current().id() + ", " + held.earlier().keySet() + "]";
    }
}
